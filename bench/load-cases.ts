import type { Id } from '#kernel/id.ts'
import type { Db } from '#platform/db/database.ts'
import type { Say } from './bench-row.ts'

/**
 * Many cases through the real schema: each is a copy of one that the product itself made, its ids renamed in its rows and in its state,
 * with its clocks and the keys it is filed under.
 */
export type CaseLoad = {
  /** The cases that are copied, in turn. */
  readonly templates: readonly Id[]
  readonly from: number
  readonly count: number
  readonly teamIds: readonly Id[]
  /** Owns one case in 5 000; the others have 200 owners. */
  readonly agentId: Id
  /** Hears how far the loading is. */
  readonly progress?: Say
}

const BLOCK = 50_000
const PROGRESS_EVERY = 500_000
/** Ids grow with the number, as ids from the time do. */
const idOf = (kind: string, number: string): string => `('0190' || lpad(to_hex(${number}), 8, '0') || '7${kind}8000' || lpad(to_hex(${number}), 12, '0'))::uuid`

/**
 * The templates stand aside in tables of their own, numbered in turn with their clocks: the tables that are filled have no index to find them by
 * while they are filled in bulk, and looking through them once for each block would cost more than all the rest.
 */
const SET_ASIDE = [
  'drop table if exists template_cases, template_clocks',
  'create table template_cases as select *, row_number() over (order by id) - 1 as turn from cases where id = any($1::uuid[])',
  `create table template_clocks as select clocks.*, turn, row_number() over (partition by case_id order by clocks.started_at, clocks.id) - 1 as place
    from clocks join template_cases on template_cases.id = case_id where case_id = any($1::uuid[])`,
]

/** A template beside each number of $2 to $3 that is its turn, of $1 templates; every case is the template's twin: what differs is who it belongs to and when it is next due, spread over 30 days. */
const TWINS = `
generate_series($2::bigint, $3::bigint) n join template_cases cases on cases.turn = n % $1::int
cross join lateral (
  select ${idOf('000', 'n')} as id, 'SH-20260101-' || lpad(n::text, 8, '0') as number, ($4::uuid[])[1 + n % cardinality($4::uuid[])] as team,
    case when n % 5000 = 0 then $5::uuid else ${idOf('fff', '(n % 200)')} end as owner,
    case when next_due_at is not null then next_due_at + make_interval(secs => (n * 7919 % 2592000)) end as due
) twin`

const CASES = `
insert into cases (id, number, scenario, handbook_id, version, status, observed, customer_id, team_id, assignee_id, subject, green, new_reply, awaiting, channel, state, opened_at, resolved_at, closed_at, next_due_at, wake_at, updated_at)
select twin.id, twin.number, scenario, handbook_id, version, status, observed, customer_id, twin.team, twin.owner, subject, green, new_reply, awaiting, channel,
  replace(replace(state::text, cases.id::text, twin.id::text), cases.number, twin.number)::json, opened_at, resolved_at, closed_at, twin.due, twin.due, updated_at
from ${TWINS}`

const CLOCKS = `
insert into clocks (id, case_id, key, clause, status, state, started_at, ended_at, due_at, missed_at, provisional)
select twin.id, twin.case_id, key, clause, status, replace(state::text, clocks.id::text, twin.id::text)::json, started_at, ended_at, due_at, missed_at, provisional
from generate_series($2::bigint, $3::bigint) n join template_clocks clocks on clocks.turn = n % $1::int
cross join lateral (select ${idOf('c00', '(n * 8 + place)')} as id, ${idOf('000', 'n')} as case_id) twin`

const AUDIENCE = `
insert into audience (key, case_id, next_due_at, status, closed_at)
select key, twin.id, coalesce(twin.due, 'infinity'), status, closed_at from ${TWINS}, unnest(array['all', 't:' || twin.team, 'p:' || twin.owner]) key where key is not null`

/** Fills one of the tables. */
type Copying = () => Promise<void>

/** Sets the templates aside; then cases, clocks and audience can be copied one after the other, or at once where no reference is checked. */
export async function prepareCopies(db: Db, load: CaseLoad): Promise<{ readonly copies: readonly [Copying, ...Copying[]]; readonly tidyUp: () => Promise<void> }> {
  await db.write(SET_ASIDE.map((text) => ({ text, values: text.includes('$1') ? [load.templates] : [] })))
  const owners = [load.teamIds, load.agentId]
  const copies: readonly [Copying, ...Copying[]] = [
    () => inBlocks(db, { load, table: 'cases', text: CASES, values: owners }),
    () => inBlocks(db, { load, table: 'clocks', text: CLOCKS, values: [] }),
    () => inBlocks(db, { load, table: 'audience', text: AUDIENCE, values: owners }),
  ]
  return { copies, tidyUp: async () => void (await db.query({ text: 'drop table template_cases, template_clocks', values: [] })) }
}

/** Loads so many cases among those that are there, with every key and index kept up. */
export async function loadCases(db: Db, load: CaseLoad): Promise<void> {
  const { copies, tidyUp } = await prepareCopies(db, load)
  const [cases, ...others] = copies
  await cases()
  await Promise.all(others.map((copy) => copy()))
  await tidyUp()
}

/** One table filled in blocks; the machine may lose what was loaded last, nothing else is relaxed. */
type Filling = { readonly load: CaseLoad; readonly table: string; readonly text: string; readonly values: readonly unknown[] }

async function inBlocks(db: Db, { load, table, text, values }: Filling): Promise<void> {
  const { templates, from, count, progress } = load
  const end = from + count
  for (let first = from; first < end; first += BLOCK) {
    const last = Math.min(first + BLOCK, end) - 1
    await db.write([{ text: 'set local synchronous_commit = off', values: [] }, { text, values: [templates.length, first, last, ...values] }])
    const done = last + 1 - from
    if (done % PROGRESS_EVERY === 0) progress?.(`${table} of ${done} cases loaded`)
  }
}

/** What housekeeping of the database does in its own time, done now. */
export async function settleTables(db: Db): Promise<void> {
  await Promise.all(['cases', 'clocks', 'audience'].map((table) => db.query({ text: `vacuum (analyze) ${table}`, values: [] })))
  await db.query({ text: 'checkpoint', values: [] })
}
