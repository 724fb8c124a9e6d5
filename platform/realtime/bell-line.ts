import { Client } from 'pg'
import type { Log } from '#platform/log/log.ts'
import { pause } from './pause.ts'

type LineOptions = {
  readonly url: string
  readonly tables: readonly string[]
  /** How far this process has heard: where a bell that it takes over goes on. */
  readonly heardUpTo: () => string
  readonly certainUpTo: (xid: string) => void
  /** The line was lost for so long that not everything can be told any more. */
  readonly missed: () => void
  readonly log: Log
}

const CHANNEL = 'careloop_bell'
/** Ten rings a second are enough for people, and few enough for the one lock that every NOTIFY takes at its commit. */
const RING_MS = 100
const TRY_MS = 1_000
const RECONNECT_MS = 500
const ANSWER_MS = 10_000
/** What is swept from the tables is kept twice as long. */
const GAP_MS_MAX = 300_000
const PLAIN = /^[a-z_][a-z0-9_]{0,62}$/

const XMIN = 'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin'

/**
 * The one connection of its own on which a process hears the bell, and rings it while it holds the lock. Bell and lock live and die with the connection,
 * so there are never two bells; when the connection is lost it is opened again, and what came between is told as one stretch.
 */
export async function openBellLine(options: LineOptions): Promise<{ close(): Promise<void> }> {
  const { promise: closing, resolve: close } = Promise.withResolvers<void>()
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  let closed = false
  let aliveAt = performance.now()
  const answered = (): void => {
    if (performance.now() - aliveAt > GAP_MS_MAX) options.missed()
    aliveAt = performance.now()
    open()
  }
  const live = async (): Promise<void> => {
    while (!closed) {
      await hold(options, { closing, isClosed: () => closed, answered }).catch((error: unknown) => options.log.warn({ err: error }, 'live line lost'))
      open()
      if (!closed) await pause(RECONNECT_MS, closing)
    }
  }
  const ended = live()
  await opened
  return {
    close: () => {
      closed = true
      close()
      return ended
    },
  }
}

type Life = { readonly closing: Promise<void>; readonly isClosed: () => boolean; readonly answered: () => void }

/** One connection from its opening to its loss: listens, tries for the bell, rings while it has it. */
async function hold({ url, tables, heardUpTo, certainUpTo }: LineOptions, { closing, isClosed, answered }: Life): Promise<void> {
  const client = new Client({ connectionString: url, keepAlive: true, application_name: 'careloop bell', connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS })
  client.on('error', () => undefined)
  client.on('notification', ({ payload }) => certainUpTo(payload ?? '0'))
  try {
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    certainUpTo(await xminOf(client))
    let rung: string | null = null
    while (!isClosed()) {
      answered()
      rung = rung === null ? ((await takeBell(client)) ? heardUpTo() : null) : await ring(client, { tables, rung })
      await pause(rung === null ? TRY_MS : RING_MS, closing)
    }
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function xminOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ readonly xmin: string }>(XMIN)
  return rows[0]?.xmin ?? '0'
}

async function takeBell(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ readonly taken: boolean }>(`select pg_try_advisory_lock(hashtext('careloop bell')) as taken`)
  return rows[0]?.taken === true
}

/** Rings when anything is new up to the present horizon; answers how far it has looked. */
async function ring(client: Client, { tables, rung }: { readonly tables: readonly string[]; readonly rung: string }): Promise<string> {
  const { rows } = await client.query<{ readonly xmin: string; readonly news: boolean }>({ name: 'bell.look', text: look(tables), values: [rung] })
  const seen = rows[0]
  if (seen === undefined) return rung
  if (seen.news) await client.query({ name: 'bell.ring', text: 'select pg_notify($1, $2)', values: [CHANNEL, seen.xmin] })
  return seen.xmin
}

function look(tables: readonly string[]): string {
  const news = tables.map((table) => {
    if (!PLAIN.test(table)) throw new Error(`not a plain table name: ${table}`)
    return `exists (select from ${table} where xid >= $1::text::xid8 and xid < edge.xmin)`
  })
  return `with edge as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) select edge.xmin::text as xmin, ${news.join(' or ')} as news from edge`
}
