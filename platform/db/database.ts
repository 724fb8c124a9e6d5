import { Pool } from 'pg'
import type { PoolClient } from 'pg'
import { Bug } from '#kernel/assert.ts'
import { Fault } from '#kernel/fault.ts'
import { isConflictOfVersions, isConnectionLoss, isRetryable, toFault } from './db-errors.ts'
import { listenOn } from './listen.ts'
import { pipelined } from './pipeline.ts'
import { rowTypes } from './row-types.ts'
import { checkServer } from './server-check.ts'

/** One SQL statement. A name makes it prepared once per connection; names are unique per text. */
export type Statement = { readonly name?: string; readonly text: string; readonly values: readonly unknown[] }
/** What a statement answered. timestamptz arrives as Instant (ms), bigint as number, date as 'YYYY-MM-DD', jsonb parsed. */
export type Rows = { readonly rows: readonly Record<string, unknown>[]; readonly rowCount: number }
/** An open transaction. */
export type Tx = { query(statement: Statement): Promise<Rows> }
/** What a transaction decided: writes to commit with the answer, or to leave the database as it was. */
export type Decided<T> =
  | { readonly writes: readonly Statement[]; readonly answer: T }
  | { readonly abandon: true; readonly answer: T }

/** The database as every store and command sees it. */
export type Db = {
  /** One statement in its own transaction. */
  query(statement: Statement): Promise<Rows>
  /** Several reads that see one moment: repeatable read, read only. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Begin and loads in one round trip, then `decide`, then writes and commit in one. Losers of a race are run again with fresh loads. */
  transaction<T>(load: readonly Statement[], decide: (loaded: readonly Rows[], tx: Tx) => Promise<Decided<T>>): Promise<T>
  /** Begin, all statements and commit in one round trip; their answers in order. */
  write(statements: readonly Statement[]): Promise<readonly Rows[]>
  /** Hears NOTIFY on a connection of its own that comes back by itself; answers how to stop. */
  listen(channel: string, onMessage: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** `onIdleError` hears of connections lost while nobody used them; `max` is the number of connections. */
export type DatabaseOptions = {
  readonly max?: number
  readonly applicationName?: string
  readonly statementTimeoutMs?: number
  readonly onIdleError?: (error: Error) => void
}

const BEGIN: Statement = { text: 'begin', values: [] }
const BEGIN_READ: Statement = { text: 'begin isolation level repeatable read, read only', values: [] }
const COMMIT: Statement = { text: 'commit', values: [] }
const ROLLBACK: Statement = { text: 'rollback', values: [] }
const ATTEMPTS_MAX = 4

/** Opens a pool to a PostgreSQL that is fit for the product; refuses with a Fault (`db.unavailable`, `db.too_old`, `db.bad_encoding`, `db.bad_locale`). */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Db> {
  const pool = openPool(url, options)
  const db = databaseOn(pool, url)
  try {
    await checkServer(db)
  } catch (error) {
    await pool.end()
    throw error
  }
  return db
}

function openPool(url: string, options: DatabaseOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: options.applicationName ?? 'careloop',
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    idle_in_transaction_session_timeout: 60_000,
    options: '-c timezone=UTC',
    types: rowTypes,
  })
  pool.on('error', options.onIdleError ?? (() => undefined))
  return pool
}

function databaseOn(pool: Pool, url: string): Db {
  let closing: Promise<void> | undefined
  return {
    query: (statement) => withClient(pool, (client) => first(pipelined(client, [statement]))),
    read: (work) => withClient(pool, (client) => readOn(client, work)),
    transaction: (load, decide) => retried(() => withClient(pool, (client) => transactOn(client, load, decide))),
    write: (statements) => retried(() => withClient(pool, (client) => writeOn(client, statements))),
    listen: (channel, onMessage) => listenOn(url, channel, onMessage),
    close: () => (closing ??= pool.end()),
  }
}

async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toFault(error)
  })
  const ignore = () => undefined
  client.on('error', ignore)
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    broken = isConnectionLoss(error)
    throw toFault(error)
  } finally {
    client.off('error', ignore)
    client.release(broken)
  }
}

async function readOn<T>(client: PoolClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = txOn(client)
  // What is read is sent behind the begin without waiting for it: one round trip less.
  const begun = tx.query(BEGIN_READ)
  try {
    const [, answer] = await Promise.all([begun, work(tx)])
    return answer
  } finally {
    await leave(client)
  }
}

async function transactOn<T>(
  client: PoolClient,
  load: readonly Statement[],
  decide: (loaded: readonly Rows[], tx: Tx) => Promise<Decided<T>>,
): Promise<T> {
  try {
    const [, ...loaded] = await pipelined(client, [BEGIN, ...load])
    const decided = await decide(loaded, txOn(client))
    if ('abandon' in decided) await leave(client)
    else await committed(client, decided.writes)
    return decided.answer
  } catch (error) {
    if (!isConnectionLoss(error)) await leave(client)
    throw error
  }
}

async function writeOn(client: PoolClient, statements: readonly Statement[]): Promise<readonly Rows[]> {
  try {
    return (await committed(client, [BEGIN, ...statements])).slice(1)
  } catch (error) {
    if (!isConnectionLoss(error)) await leave(client)
    throw error
  }
}

/** A COMMIT behind an error that somebody swallowed resolves with the tag ROLLBACK: only the tag COMMIT means done. */
async function committed(client: PoolClient, statements: readonly Statement[]): Promise<readonly Rows[]> {
  const answers = await pipelined(client, [...statements, COMMIT]).catch((error: unknown) => {
    throw isConnectionLoss(error) ? new Fault('db.commit_unknown', { cause: error, retryable: true }) : error
  })
  const tag = answers.at(-1)?.command
  if (tag !== 'COMMIT') throw new Fault('db.rolled_back', { retryable: true, params: { tag: String(tag) } })
  return answers.slice(0, -1)
}

/** Ends the transaction without keeping anything; a connection that cannot even do this is dropped by its next user. */
const leave = (client: PoolClient): Promise<unknown> => pipelined(client, [ROLLBACK]).catch(() => undefined)

const txOn = (client: PoolClient): Tx => ({ query: (statement) => first(pipelined(client, [statement])) })

async function first(answers: Promise<readonly Rows[]>): Promise<Rows> {
  const [answer] = await answers
  if (!answer) throw new Bug('a statement must have an answer')
  return answer
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS_MAX - 1; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || !(isRetryable(error) || isConflictOfVersions(error))) throw error
    }
  }
}
