import { realpath } from 'node:fs/promises'
import { Client } from 'pg'
import { Fault } from '#kernel/fault.ts'
import { SUPERUSER } from './cluster.ts'
import type { Cluster } from './cluster.ts'

/** Everybody who uses an embedded server holds this lock shared; who gets it alone may stop the server. */
const IN_USE = 0x6c6f6f70
const STARTING_UP = '57P03'
const WRONG_PASSWORD = '28P01'

/** Our hold on a running embedded server. `release` answers whether nobody else uses it (then it is ours to stop). */
export type Guard = { readonly release: () => Promise<boolean>; readonly client: Client }

/** The address of a database on the embedded server. */
export const urlOf = (cluster: Cluster, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`

/** Takes hold of the server on this port if it is this cluster's; `starting` while it recovers, null when it is not there or about to stop. */
export async function takeHold(cluster: Cluster, port: number): Promise<Guard | 'starting' | null> {
  const client = new Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    application_name: 'careloop guard',
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ held: boolean; data: string }>(
      `select pg_try_advisory_lock_shared($1) as held, current_setting('data_directory') as data`, [IN_USE])
    if (rows[0]?.held === true && rows[0].data === (await realpath(cluster.data))) return { client, release: () => release(client) }
  } catch (error) {
    await client.end().catch(() => undefined)
    return readFailure(error)
  }
  await client.end()
  return null
}

function readFailure(error: unknown): 'starting' | null {
  const { code } = error as { code?: string }
  if (code === WRONG_PASSWORD) throw new Fault('db.embedded.wrong_password', { cause: error, retryable: false })
  return code === STARTING_UP ? 'starting' : null
}

/** The connection stays open with the lock until the server is gone, so that nobody adopts what is about to stop. */
async function release(client: Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [IN_USE])
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [IN_USE])
    if (rows[0]?.alone === true) return true
  } catch {
    // The server went away by itself: nothing is left to stop.
  }
  await client.end().catch(() => undefined)
  return false
}
