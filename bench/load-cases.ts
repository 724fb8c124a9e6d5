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

/** A template beside each number of $2 to $3 that is its turn; every case is the template's twin: what differs is who it belongs to and when it is next due, spread over 30 days. */
const TWINS = `
(select *, row_number() over (order by id) - 1 as place from cases where id = any($1::uuid[])) cases
join generate_series($2::bigint, $3::bigint) n on n % cardinality($1::uuid[]) = cases.place
cross join lateral (
  select ${idOf('000', 'n')} as id, 'SH-20260101-' || lpad(n::text, 8, '0') as number, ($4::uuid[])[1 + n % cardinality($4::uuid[])] as team,
    case when n % 5000 = 0 then $5::uuid else ${idOf('fff', '(n % 200)')} end as owner,
    case when next_due_at is not null then next_due_at + make_interval(secs => (n * 7919 % 2592000)) end as due
) twin`

const CASES = `
insert into cases (id, number, scenario, handbook_id, version, status, observed, customer_id, team_id, assignee_id, subject, green, new_reply, state, opened_at, resolved_at, closed_at, next_due_at, wake_at, updated_at)
select twin.id, twin.number, scenario, handbook_id, version, status, observed, customer_id, twin.team, twin.owner, subject, green, new_reply,
  replace(replace(state::text, cases.id::text, twin.id::text), cases.number, twin.number)::json, opened_at, resolved_at, closed_at, twin.due, twin.due, updated_at
from ${TWINS}`

const CLOCKS = `
insert into clocks (id, case_id, key, clause, status, state, started_at, ended_at, due_at, missed_at, provisional)
select twin.id, twin.case_id, key, clause, status, replace(state::text, clocks.id::text, twin.id::text)::json, started_at, ended_at, due_at, missed_at, provisional
from (select *, row_number() over (partition by case_id order by started_at, id) - 1 as place from clocks where case_id = any($1::uuid[])) clocks
join (select id, row_number() over (order by id) - 1 as turn from cases where id = any($1::uuid[])) template on template.id = clocks.case_id
join generate_series($2::bigint, $3::bigint) n on n % cardinality($1::uuid[]) = template.turn
cross join lateral (select ${idOf('c00', '(n * 8 + place)')} as id, ${idOf('000', 'n')} as case_id) twin`

const AUDIENCE = `
insert into audience (key, case_id, next_due_at, status)
select key, twin.id, coalesce(twin.due, 'infinity'), status from ${TWINS}, unnest(array['all', 't:' || twin.team, 'p:' || twin.owner]) key where key is not null`

/** Loads so many cases in blocks, one table after the other; the machine may lose what was loaded last, nothing else is relaxed. */
export async function loadCases(db: Db, load: CaseLoad): Promise<void> {
  await copyCases(db, load)
  await copyClocks(db, load)
  await copyAudience(db, load)
}

export const copyCases = (db: Db, load: CaseLoad): Promise<void> => inBlocks(db, { load, table: 'cases', text: CASES, values: [load.teamIds, load.agentId] })
export const copyClocks = (db: Db, load: CaseLoad): Promise<void> => inBlocks(db, { load, table: 'clocks', text: CLOCKS, values: [] })
export const copyAudience = (db: Db, load: CaseLoad): Promise<void> => inBlocks(db, { load, table: 'audience', text: AUDIENCE, values: [load.teamIds, load.agentId] })

type Copying = { readonly load: CaseLoad; readonly table: string; readonly text: string; readonly values: readonly unknown[] }

async function inBlocks(db: Db, { load, table, text, values }: Copying): Promise<void> {
  const { templates, from, count, progress } = load
  const end = from + count
  for (let first = from; first < end; first += BLOCK) {
    const last = Math.min(first + BLOCK, end) - 1
    await db.write([{ text: 'set local synchronous_commit = off', values: [] }, { text, values: [templates, first, last, ...values] }])
    const done = last + 1 - from
    if (done % PROGRESS_EVERY === 0) progress?.(`${table} of ${done} cases loaded`)
  }
}

/** What housekeeping of the database does in its own time, done now. */
export async function settleTables(db: Db): Promise<void> {
  for (const table of ['cases', 'clocks', 'audience']) await db.query({ text: `vacuum (analyze) ${table}`, values: [] })
  await db.query({ text: 'checkpoint', values: [] })
}
