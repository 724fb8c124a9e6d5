import { Client } from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '#platform/db/database.ts'
import type { Db } from '#platform/db/database.ts'

let made = 0

/** A migrated database of one's own; `drop` closes `db` and removes it. */
export type FreshDatabase = { readonly url: string; readonly db: Db; drop(): Promise<void> }

/** Clones the migrated template: the way a test meets a real PostgreSQL. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { url: server, template } = inject('database')
  const name = `${template}_${process.pid}_${++made}`
  await onServer(server, `create database ${name} template ${template}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const db = await openDatabase(url.href, { max: 5, applicationName: 'careloop test' })
  return {
    url: url.href,
    db,
    drop: async () => {
      await db.close()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
