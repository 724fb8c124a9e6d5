import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#platform/db/embedded/embedded-server.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address and the migrated database that tests clone. */
    readonly database: { readonly url: string; readonly template: string }
  }
}

/** Tests may lose their data in a crash of the machine; nothing else is relaxed. */
const QUICK = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** One PostgreSQL per run: DATABASE_URL (a superuser's) or an embedded one in a folder of its own; nothing is left behind. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  try {
    const template = await buildTemplate(server.url)
    project.provide('database', { url: server.url, template })
    return async () => {
      await onServer(server.url, (client) => dropAll(client, template))
      await server.close()
    }
  } catch (error) {
    await server.close()
    throw error
  }
}

async function openServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.env['DATABASE_URL']
  if (given) return { url: given, close: async () => undefined }
  const folder = await mkdtemp(join(tmpdir(), 'careloop-test-'))
  await chmod(folder, 0o755)
  const server = await startEmbedded({ folder, settings: QUICK })
  return {
    url: server.url('postgres'),
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function buildTemplate(url: string): Promise<string> {
  const migrations = await readMigrations()
  const digest = createHash('sha256').update(migrations.map(({ sha256 }) => sha256).join()).digest('hex').slice(0, 12)
  const template = `careloop_template_${digest}_${process.pid}`
  await onServer(url, (client) => client.query(`create database ${template} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`))
  const at = new URL(url)
  at.pathname = `/${template}`
  await migrate(at.href, migrations)
  return template
}

/** Databases of tests are named for their template, so those of a broken test go too. */
async function dropAll(client: Client, template: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [template])
  for (const { datname } of rows) await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
}

async function onServer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
