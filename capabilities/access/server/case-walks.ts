import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Fragment } from './visibility.ts'

/** Bounded looks at what is filed under some keys: tables (case_id, …) of at most `limit` rows, each case once. */

const numbers = (first: number, count: number): readonly string[] => Array.from({ length: count }, (_, offset) => `$${first + offset}`)

/** Next deadline first; `from` ≤ due < `before`. A case without a deadline is due at infinity, and comes where no bound is set. */
export type DueWalk = {
  readonly keys: readonly string[]
  readonly statuses: readonly string[]
  readonly from: Instant | null
  readonly before: Instant | null
  readonly after: { readonly due: string; readonly id: string }
  readonly limit: number
}

/** A table (status). One status is said as such: of a list the planner expects ten, and plans every request anew because of it. */
const standingIn = (walked: readonly string[], statuses: string | undefined): string =>
  walked.length === 1 ? `(select (${statuses}::text[])[1]) standing (status)` : `unnest(${statuses}::text[]) standing (status)`

/** A table (case_id, next_due_at): a walk on the list's index for each key and status. */
export function walkByDue(walk: DueWalk, firstParameter = 1): Fragment {
  const [keys, statuses, due, id, limit, from, before] = numbers(firstParameter, 7)
  return {
    text: `(
select found.case_id, found.next_due_at from unnest(${keys}::text[]) wanted (key) cross join ${standingIn(walk.statuses, statuses)} cross join lateral (
  select case_id, next_due_at from audience
  where audience.key = wanted.key and audience.status = standing.status and (audience.next_due_at, audience.case_id) > (${due}::timestamptz, ${id}::uuid)
    and audience.next_due_at >= ${from}::timestamptz ${walk.before === null ? `and ${before}::timestamptz is null` : `and audience.next_due_at < ${before}::timestamptz`}
  order by audience.next_due_at, audience.case_id limit ${limit}
) found group by found.next_due_at, found.case_id order by found.next_due_at, found.case_id limit ${limit})`,
    values: [walk.keys, walk.statuses, walk.after.due, walk.after.id, walk.limit, walk.from === null ? '-infinity' : formatInstant(walk.from), walk.before === null ? null : formatInstant(walk.before)],
  }
}

/** A table (case_id, closed_at), closed last first: a walk on the index of what is closed, for each key. */
export function walkByClosing(walk: { readonly keys: readonly string[]; readonly statuses: readonly string[]; readonly before: { readonly closed: string; readonly id: string }; readonly limit: number }, firstParameter = 1): Fragment {
  const [keys, statuses, closed, id, limit] = numbers(firstParameter, 5)
  return {
    text: `(
select found.case_id, found.closed_at from unnest(${keys}::text[]) wanted (key) cross join lateral (
  select case_id, closed_at from audience
  where audience.key = wanted.key and audience.closed_at is not null and audience.status = any(${statuses}::text[]) and (audience.closed_at, audience.case_id) < (${closed}::timestamptz, ${id}::uuid)
  order by audience.closed_at desc, audience.case_id desc limit ${limit}
) found group by found.closed_at, found.case_id order by found.closed_at desc, found.case_id desc limit ${limit})`,
    values: [walk.keys, walk.statuses, walk.before.closed, walk.before.id, walk.limit],
  }
}

/** A table (case_id), opened last first, of any status: ids follow each other in time. */
export function walkNewest(walk: { readonly keys: readonly string[]; readonly before: string; readonly limit: number }, firstParameter = 1): Fragment {
  const [keys, before, limit] = numbers(firstParameter, 3)
  return {
    text: `(
select distinct found.case_id from unnest(${keys}::text[]) wanted (key) cross join lateral (
  select case_id from audience where audience.key = wanted.key and audience.case_id < ${before}::uuid order by audience.case_id desc limit ${limit}
) found order by found.case_id desc limit ${limit})`,
    values: [walk.keys, walk.before, walk.limit],
  }
}

/** A table (case_id) of what is filed under keys in these statuses, in no order. */
export function filedCases(filed: { readonly keys: readonly string[]; readonly statuses: readonly string[]; readonly limit: number }, firstParameter = 1): Fragment {
  const [keys, statuses, limit] = numbers(firstParameter, 3)
  return {
    text: `(
select distinct found.case_id from unnest(${keys}::text[]) wanted (key) cross join unnest(${statuses}::text[]) standing (status) cross join lateral (
  select case_id from audience where audience.key = wanted.key and audience.status = standing.status order by audience.next_due_at, audience.case_id limit ${limit}
) found limit ${limit})`,
    values: [filed.keys, filed.statuses, filed.limit],
  }
}

/** A table (case_id) of the cases of these customers, newest first. */
export function casesOfCustomers(filed: { readonly keys: readonly string[]; readonly customerIds: readonly Id[]; readonly limit: number }, firstParameter = 1): Fragment {
  const [keys, customers, limit] = numbers(firstParameter, 3)
  return {
    text: `(select distinct case_id from audience where key = any(${keys}::text[]) and customer_id = any(${customers}::uuid[]) order by case_id desc limit ${limit})`,
    values: [filed.keys, filed.customerIds, filed.limit],
  }
}
