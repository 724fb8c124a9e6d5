import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbedded } from '#platform/db/embedded/embedded-server.ts'

/** A PostgreSQL for one bench, in a temporary folder, as durable as the product's own: nothing of its settings is relaxed. */
export type DurableDatabase = {
  readonly folder: string
  readonly url: string
  /** Another database on the same server. */
  also(name: string): Promise<string>
  /** Changes a setting of the server as it runs. */
  set(name: string, value: string): Promise<void>
  close(): Promise<void>
}

export async function openDurableDatabase(): Promise<DurableDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'careloop-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbedded({ folder })
  await server.createDatabase('careloop')
  const also = async (name: string): Promise<string> => {
    await server.createDatabase(name)
    return server.url(name)
  }
  const set = async (name: string, value: string): Promise<void> => {
    const client = new Client({ connectionString: server.url('postgres') })
    await client.connect()
    await client.query(`alter system set ${client.escapeIdentifier(name)} = ${client.escapeLiteral(value)}`)
    await client.query('select pg_reload_conf()')
    await client.end()
  }
  const close = async (): Promise<void> => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, url: server.url('careloop'), also, set, close }
}
