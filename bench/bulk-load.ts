import { strictEqual } from 'node:assert'
import type { Db } from '#platform/db/database.ts'
import type { BenchHouse } from './bench-house.ts'
import type { Say } from './bench-row.ts'
import { prepareCopies, settleTables, type CaseLoad } from './load-cases.ts'
import { timed } from './timings.ts'

const TABLES = ['cases', 'clocks', 'audience'] as const
/** Only while loading; afterwards the server has the product's own setting again. */
const WAL_WHILE_LOADING = '4GB'
const MEMORY_WHILE_BUILDING = '1GB'

/** Keys and indexes of the three tables, and what refers to them, in the words of the catalog. */
type Shape = { readonly table: string; readonly name: string; readonly kind: string; readonly definition: string; readonly valid: boolean }

const CONSTRAINTS = `
select conrelid::regclass::text as table, conname as name, contype::text as kind, pg_get_constraintdef(oid) as definition, convalidated as valid
from pg_constraint where contype in ('p', 'u', 'f') and (conrelid = any($1::text[]::regclass[]) or confrelid = any($1::text[]::regclass[]))
union all
select indrelid::regclass::text, indexrelid::regclass::text, 'i', pg_get_indexdef(indexrelid), indisvalid and indisready
from pg_index where indrelid = any($1::text[]::regclass[]) and not exists (select 1 from pg_constraint where conindid = indexrelid and conrelid = indrelid)
order by 1, 3, 2`

async function shapes(db: Db): Promise<readonly Shape[]> {
  const { rows } = await db.query({ text: CONSTRAINTS, values: [TABLES] })
  return rows.map((row) => ({ table: String(row['table']), name: String(row['name']), kind: String(row['kind']), definition: String(row['definition']), valid: row['valid'] === true }))
}

/**
 * Loads many cases as a restored backup is loaded: rows first, then keys, indexes and references from their own definitions, checked over all
 * rows as they are made. Afterwards the schema is word for word what the migrations made of it, or this throws.
 */
export async function loadInBulk({ db, database }: BenchHouse, load: CaseLoad, say: Say): Promise<void> {
  const before = await shapes(db)
  const { rows: settings } = await db.query({ text: 'show max_wal_size', values: [] })
  await database.set('max_wal_size', WAL_WHILE_LOADING)
  await db.write([...takenAway(before), ...autovacuum('set (autovacuum_enabled = off)')])
  const { copies, tidyUp } = await prepareCopies(db, load)
  const copying = await timed(() => Promise.all(copies.map((copy) => copy())))
  await tidyUp()
  say(`rows of ${load.count} cases in ${(copying.ms / 1_000).toFixed(0)} s`)
  const building = await timed(() => buildAgain(db, before))
  say(`keys, indexes and references built in ${(building.ms / 1_000).toFixed(0)} s`)
  await db.write(autovacuum('reset (autovacuum_enabled)'))
  await database.set('max_wal_size', String(settings[0]?.['max_wal_size']))
  strictEqual(JSON.stringify(await shapes(db)), JSON.stringify(before), 'the schema after loading is the schema before')
  strictEqual(before.every(({ valid }) => valid), true, 'every key, index and reference is valid')
  const settling = await timed(() => settleTables(db))
  say(`vacuum, analyze and checkpoint in ${(settling.ms / 1_000).toFixed(0)} s`)
}

/** References before the keys they lean on. */
const takenAway = (all: readonly Shape[]) => {
  const references = all.filter(({ kind }) => kind === 'f')
  const keys = all.filter(({ kind }) => kind === 'p' || kind === 'u')
  const indexes = all.filter(({ kind }) => kind === 'i')
  return [
    ...[...references, ...keys].map(({ table, name }) => ({ text: `alter table ${table} drop constraint ${name}`, values: [] })),
    ...indexes.map(({ name }) => ({ text: `drop index ${name}`, values: [] })),
  ]
}

const autovacuum = (how: string) => TABLES.map((table) => ({ text: `alter table ${table} ${how}`, values: [] }))

/** Keys and indexes of one table after the other, two tables at a time; references last. */
async function buildAgain(db: Db, all: readonly Shape[]): Promise<void> {
  const build = async (shape: Shape): Promise<void> => {
    const text = shape.kind === 'i' ? shape.definition : `alter table ${shape.table} add constraint ${shape.name} ${shape.definition}`
    await db.write([{ text: `set local maintenance_work_mem = '${MEMORY_WHILE_BUILDING}'`, values: [] }, { text: `set local work_mem = '512MB'`, values: [] }, { text, values: [] }])
  }
  const waiting = [...TABLES].reverse().map((table) => all.filter((shape) => shape.table === table && shape.kind !== 'f').toSorted((a, b) => rank(a) - rank(b)))
  const lane = async (): Promise<void> => {
    for (let shapesOfTable = waiting.shift(); shapesOfTable !== undefined; shapesOfTable = waiting.shift()) for (const shape of shapesOfTable) await build(shape)
  }
  await Promise.all([lane(), lane()])
  for (const shape of all) if (shape.kind === 'f') await build(shape)
}

const rank = ({ kind }: Shape): number => ['p', 'u', 'i'].indexOf(kind)
