import type { Id } from '#kernel/id.ts'
import type { Db } from '#platform/db/database.ts'

/**
 * Many cases through the real schema: each is a copy of one that the product itself made, its ids renamed in its rows and in its state,
 * with its clocks and the keys it is filed under. Constraints and indexes are kept up as always.
 */
export type CaseLoad = {
  /** The case that is copied. */
  readonly template: Id
  readonly from: number
  readonly count: number
  readonly teamIds: readonly Id[]
  /** Owns one case in 5 000; the others have 200 owners. */
  readonly agentId: Id
}

const BLOCK = 50_000
/** Ids grow with the number, as ids from the time do. */
const idOf = (kind: string, number: string): string => `('0190' || lpad(to_hex(${number}), 8, '0') || '7${kind}8000' || lpad(to_hex(${number}), 12, '0'))::uuid`

/** Every case is the template's twin: what differs is who it belongs to and when it is next due, spread over 30 days. */
const CASES = `
insert into cases (id, number, scenario, handbook_id, version, status, observed, customer_id, team_id, assignee_id, subject, green, new_reply, state, opened_at, resolved_at, closed_at, next_due_at, wake_at, updated_at)
select twin.id, 'SH-20260101-' || n, scenario, handbook_id, version, status, observed, customer_id, twin.team, twin.owner, subject, green, new_reply,
  replace(replace(state::text, cases.id::text, twin.id::text), number, 'SH-20260101-' || n)::json, opened_at, resolved_at, closed_at, twin.due, twin.due, updated_at
from cases, generate_series($2::bigint, $3::bigint) n, lateral (
  select ${idOf('000', 'n')} as id, ($4::uuid[])[1 + n % cardinality($4::uuid[])] as team,
    case when n % 5000 = 0 then $5::uuid else ${idOf('fff', '(n % 200)')} end as owner,
    case when next_due_at is not null then next_due_at + make_interval(secs => (n * 7919 % 2592000)) end as due
) twin where cases.id = $1`

const CLOCKS = `
insert into clocks (id, case_id, key, clause, status, state, started_at, ended_at, due_at, missed_at, provisional)
select twin.id, twin.case_id, key, clause, status, replace(state::text, clocks.id::text, twin.id::text)::json, started_at, ended_at, due_at, missed_at, provisional
from (select *, row_number() over (order by started_at, id) - 1 as place from clocks where case_id = $1) clocks,
  generate_series($2::bigint, $3::bigint) n, lateral (select ${idOf('c00', '(n * 4 + place)')} as id, ${idOf('000', 'n')} as case_id) twin`

const AUDIENCE = `
insert into audience (key, case_id, next_due_at, status)
select key, id, coalesce(next_due_at, 'infinity'), status from cases, unnest(array['all', 't:' || team_id, 'p:' || assignee_id]) key
where id between ${idOf('000', '$1::bigint')} and ${idOf('000', '$2::bigint')} and key is not null`

/** Loads so many cases in blocks; the machine may lose what was loaded last, nothing else is relaxed. */
export async function loadCases(db: Db, { template, from, count, teamIds, agentId }: CaseLoad): Promise<void> {
  for (let first = from; first < from + count; first += BLOCK) {
    const last = Math.min(first + BLOCK, from + count) - 1
    await db.write([
      { text: 'set local synchronous_commit = off', values: [] },
      { text: CASES, values: [template, first, last, teamIds, agentId] },
      { text: CLOCKS, values: [template, first, last] },
      { text: AUDIENCE, values: [first, last] },
    ])
  }
}

/** What housekeeping of the database does in its own time, done now. */
export async function settleTables(db: Db): Promise<void> {
  for (const table of ['cases', 'clocks', 'audience']) await db.query({ text: `vacuum (analyze) ${table}`, values: [] })
}
