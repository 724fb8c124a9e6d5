import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { Fault } from '#kernel/fault.ts'
import { toFault } from './db-errors.ts'

/** One numbered file of migrations/. */
export type Migration = { readonly number: number; readonly name: string; readonly text: string; readonly sha256: string }
type Applied = { readonly number: number; readonly name: string; readonly sha256: string }

/** The product's own migrations. */
const MIGRATIONS_DIR = join(import.meta.dirname, '../../migrations')
const FILE = /^(\d{4})_([a-z0-9_]+)\.sql$/
/** Any two programs that migrate agree on this number; it spells "care". */
const LOCK = 0x63617265

/** Reads `0001_name.sql` … in order; two files of one number are a Fault. */
export async function readMigrations(dir: string = MIGRATIONS_DIR): Promise<readonly Migration[]> {
  const names = (await readdir(dir)).filter((name) => FILE.test(name)).sort()
  const migrations = await Promise.all(names.map((file) => readMigration(dir, file)))
  const twice = migrations.find((migration, index) => migrations[index - 1]?.number === migration.number)
  if (twice) throw new Fault('migration.number_twice', { retryable: false, params: { number: twice.number } })
  return migrations
}

async function readMigration(dir: string, file: string): Promise<Migration> {
  const text = await readFile(join(dir, file), 'utf8')
  const [, number = '', name = ''] = FILE.exec(file) ?? []
  return { number: Number(number), name, text, sha256: createHash('sha256').update(text).digest('hex') }
}

/** Brings the database to the newest version, each file in a transaction of its own; answers what was applied. A changed or unknown applied file stops it before anything is done. */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = new Client({ connectionString: url, application_name: 'careloop migrate' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(`create table if not exists careloop_migrations (
      number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<Applied>('select number, name, sha256 from careloop_migrations order by number')
    const pending = pendingOf(migrations, rows)
    for (const migration of pending) await apply(client, migration)
    return pending.map(nameOf)
  } catch (error) {
    throw toFault(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.number, migration]))
  for (const row of applied) {
    const migration = known.get(row.number)
    if (!migration) throw new Fault('migration.database_newer', { retryable: false, params: { name: nameOf(row) } })
    if (migration.sha256 !== row.sha256) throw new Fault('migration.changed', { retryable: false, params: { name: nameOf(row) } })
  }
  const done = new Set(applied.map((row) => row.number))
  return migrations.filter((migration) => !done.has(migration.number))
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    await client.query('insert into careloop_migrations (number, name, sha256) values ($1, $2, $3)', [migration.number, migration.name, migration.sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new Fault('migration.failed', { cause: error, retryable: false, params: { name: nameOf(migration), reason } })
  }
}

const nameOf = ({ number, name }: Applied): string => `${String(number).padStart(4, '0')}_${name}`
