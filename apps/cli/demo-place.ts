import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Config } from '#platform/config/config.ts'
import { startEmbedded } from '#platform/db/embedded/embedded-server.ts'
import { Fault } from '#kernel/fault.ts'
import { withDatabase } from '#platform/db/connect.ts'
import type { Db } from '#platform/db/database.ts'
import { registerMessages } from '#platform/http/messages/message-table.ts'

const DATABASE = 'careloop'
registerMessages({
  'demo.in_use': { 'zh-CN': '演示正在运行，请先停下它', 'zh-TW': '演示正在執行，請先停下它', en: 'The demo is running; stop it first' },
})
const PLAYED = 'demo.played'

/** The demo lives beside the real data and never in it: a folder and an embedded database of its own, and nobody's master key. */
export const demoConfig = (config: Config): Config => ({ ...config, dataDir: `${config.dataDir}-demo`, databaseUrl: null, masterKey: null, role: 'all' })

/** What is remembered of a finished play. */
export type PlayedMark = { readonly cases: number; readonly endedAt: string }

export async function playedMark(config: Config): Promise<PlayedMark | null> {
  return withDatabase(config, async ({ db }) => {
    const { rows } = await db.query({ text: 'select value from settings where key = $1', values: [PLAYED] })
    return (rows[0]?.['value'] ?? null) as PlayedMark | null
  })
}

export const keepPlayedMark = (db: Db, mark: PlayedMark) => db.query({ text: 'insert into settings (key, value) values ($1, $2)', values: [PLAYED, JSON.stringify(mark)] })

/** An empty demo: what an earlier or unfinished play left is gone. Refused while somebody uses it. */
export async function clearDemo(config: Config): Promise<void> {
  const server = await startEmbedded({ folder: config.dataDir })
  try {
    await onServer(server.url('postgres'), `drop database if exists ${DATABASE}`)
    await rm(join(server.place.root, 'files'), { recursive: true, force: true })
    await server.createDatabase(DATABASE)
  } catch (error) {
    if ((error as { code?: string }).code === '55006') throw new Fault('demo.in_use', { cause: error, retryable: false })
    throw error
  } finally {
    await server.stop()
  }
}

const HURRIED = { wal_level: 'minimal', max_wal_senders: '0', autovacuum: 'off', checkpoint_timeout: '1h', max_wal_size: '4GB' }

/** While it is played nothing waits for the disk: a play that is cut off begins anew anyway. Afterwards everything is as durable as ever. */
export async function hurried<T>(config: Config, work: () => Promise<T>): Promise<T> {
  const server = await startEmbedded({ folder: config.dataDir, settings: HURRIED })
  try {
    await server.createDatabase(DATABASE)
    await onServer(server.url('postgres'), `alter database ${DATABASE} set synchronous_commit to off`)
    await onServer(server.url('postgres'), `alter database ${DATABASE} set plan_cache_mode to force_generic_plan`)
    await onServer(server.url('postgres'), `alter database ${DATABASE} set default_statistics_target to 10`)
    const answer = await work()
    await onServer(server.url('postgres'), `alter database ${DATABASE} reset all`)
    await onServer(server.url('postgres'), 'checkpoint')
    return answer
  } finally {
    await server.stop()
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
