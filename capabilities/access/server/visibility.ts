import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { formatInstant, instantText, later, MINUTE } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { rowArrays } from '#platform/db/row-arrays.ts'
import type { Permission } from '../core/permission.ts'
import { EVERYTHING } from '../core/audience.ts'
import { keysOf, scopeOf } from '../core/viewer.ts'
import type { StaffIdentity, Viewer } from '../core/viewer.ts'

/** The one place that turns a viewer into SQL: whoever reads customer data goes through here. */

/** How a case, and through it its customer, is filed for those who may see it; without a deadline it is due at infinity. */
export type Filing = { readonly caseId: Id; readonly customerId: Id | null; readonly keys: readonly string[]; readonly nextDueAt: Instant | null; readonly status: string; /** When it was closed; null while it is not. */ readonly closedAt?: Instant | null }

/** A piece of SQL whose parameters start at the number it was asked for. */
export type Fragment = { readonly text: string; readonly values: readonly unknown[] }

const dueText = (at: Instant | null): string => (at === null ? 'infinity' : formatInstant(at))

type FiledKey = Omit<Filing, 'keys'> & { readonly key: string }
const ROW = rowArrays<FiledKey>([
  ['key', 'text', ({ key }) => key],
  ['case_id', 'uuid', ({ caseId }) => caseId],
  ['customer_id', 'uuid', ({ customerId }) => customerId],
  ['next_due_at', 'timestamptz', ({ nextDueAt }) => dueText(nextDueAt)],
  ['status', 'text', ({ status }) => status],
  ['closed_at', 'timestamptz', ({ closedAt = null }) => instantText(closedAt)],
])

const FILE_NEW = `insert into audience (${ROW.names}) select * from ${ROW.table}`

const REPLACE = `
with filing as materialized (select * from ${ROW.table} as f (${ROW.names})),
gone as (delete from audience where case_id = any($7::uuid[])
  and not exists (select 1 from filing where filing.case_id = audience.case_id and filing.key = audience.key))
insert into audience (${ROW.names}) select * from filing
on conflict (key, case_id) do update set customer_id = excluded.customer_id, next_due_at = excluded.next_due_at, status = excluded.status, closed_at = excluded.closed_at
where audience.next_due_at <> excluded.next_due_at or audience.status <> excluded.status or audience.customer_id is distinct from excluded.customer_id or audience.closed_at is distinct from excluded.closed_at`

/**
 * Files cases under these keys and no others; goes into the transaction that changes them. The cases stand beside the rows as an array,
 * so that the look-up goes by its index however young the table's statistics are. New cases (`fresh`) have nothing to take away.
 */
export function fileCases(filings: readonly Filing[], fresh: ReadonlySet<Id> = new Set()): Statement {
  const known = filings.map(({ caseId }) => caseId).filter((id) => !fresh.has(id))
  const values = ROW.values(filings.flatMap(({ keys, ...filing }) => keys.map((key) => ({ ...filing, key }))))
  if (known.length === 0) return { name: 'access.audience.file_new', text: FILE_NEW, values }
  return { name: 'access.audience.file', text: REPLACE, values: [...values, known] }
}

/** A condition that holds for the cases this viewer may see; `caseId` is the SQL name of the case's id, e.g. `c.id`. */
export const visibleCase = (viewer: Viewer, at: { readonly caseId: string; readonly firstParameter: number }): Fragment => ({
  text: `exists (select 1 from audience seen where seen.case_id = ${at.caseId} and seen.key = any($${at.firstParameter}::text[]))`,
  values: [viewer.keys],
})

/** A condition that holds for the cases this permission of the viewer reaches. */
export const reachedCase = (viewer: Viewer, permission: Permission, at: { readonly caseId: string; readonly firstParameter: number }): Fragment => ({
  text: `exists (select 1 from audience reached where reached.case_id = ${at.caseId} and reached.key = any($${at.firstParameter}::text[]))`,
  values: [keysOf(viewer, permission)],
})

/**
 * A condition that holds where this permission of the viewer reaches a customer: through a case of theirs, or because it reaches everything.
 * `customerIds` is SQL for the ids under which the customer's cases may stand (a merge moves no case), e.g. `array[c.id]`.
 */
export const reachedCustomer = (viewer: Viewer, permission: Permission, at: { readonly customerIds: string; readonly firstParameter: number }): Fragment => ({
  text: `($${at.firstParameter}::boolean or exists (select 1 from audience reached where reached.customer_id = any(${at.customerIds}) and reached.key = any($${at.firstParameter + 1}::text[])))`,
  values: [scopeOf(viewer, permission) === 'all', keysOf(viewer, permission)],
})

/** How long somebody may give a case to a customer they found by a full address, or entered themselves. */
const OPENING_LASTS = 30 * MINUTE

/** From now on, and for half an hour, the viewer may open a case for exactly this customer, or put them on one; answers until when. It lets them see nothing. */
export const grantOpening = (viewer: Pick<Viewer, 'id'>, customerId: Id, now: Instant): { readonly until: Instant; readonly insert: Statement } => {
  const until = later(now, OPENING_LASTS)
  const text = 'insert into customer_openings (actor_id, customer_id, until_at) values ($1, $2, $3) on conflict (actor_id, customer_id) do update set until_at = excluded.until_at'
  return { until, insert: { name: 'access.opening.grant', text, values: [viewer.id, customerId, formatInstant(until)] } }
}

/** A condition that holds where the viewer may give a case to a customer: they see them, or were granted this customer a moment ago. */
export function openableCustomer(viewer: Viewer, now: Instant, at: { readonly customerIds: string; readonly firstParameter: number }): Fragment {
  const seen = reachedCustomer(viewer, 'customer.read', at)
  const [actor, instant] = [at.firstParameter + seen.values.length, at.firstParameter + seen.values.length + 1]
  return {
    text: `(${seen.text} or exists (select 1 from customer_openings granted where granted.actor_id = $${actor} and granted.customer_id = any(${at.customerIds}) and granted.until_at > $${instant}))`,
    values: [...seen.values, viewer.id, formatInstant(now)],
  }
}

/** A table (customer_id) of at most `limit` customers whose cases the permission reaches, after an id, in the order of ids: for those whose permission does not reach everything. */
export const customersWithin = (viewer: Viewer, permission: Permission, page: { readonly after: string; readonly limit: number }, firstParameter: number): Fragment => {
  const [keys, after, limit] = [0, 1, 2].map((offset) => `$${firstParameter + offset}`)
  return {
    text: `(select distinct found.customer_id from unnest(${keys}::text[]) wanted (key) cross join lateral (
  select distinct customer_id from audience where audience.key = wanted.key and customer_id > ${after}::uuid order by customer_id limit ${limit}
) found order by found.customer_id limit ${limit})`,
    values: [keysOf(viewer, permission), page.after, page.limit],
  }
}

/** The same for customers with an open case the viewer sees; whether they may read the customer is asked beside it. */
export const customersWithOpenCase = (viewer: Viewer, page: { readonly after: string; readonly limit: number }, firstParameter: number): Fragment => {
  const [keys, after, limit] = [0, 1, 2].map((offset) => `$${firstParameter + offset}`)
  return {
    text: `(select distinct customer_id from audience where key = any(${keys}::text[]) and status = 'open' and customer_id > ${after}::uuid order by customer_id limit ${limit})`,
    values: [viewer.keys, page.after, page.limit],
  }
}

/** A condition that holds where the viewer sees an open case of a customer; `customerIds` as above. */
export const openCaseSeen = (viewer: Viewer, at: { readonly customerIds: string; readonly firstParameter: number }): Fragment => ({
  text: `exists (select 1 from audience seen where seen.customer_id = any(${at.customerIds}) and seen.key = any($${at.firstParameter}::text[]) and seen.status = 'open')`,
  values: [viewer.keys],
})

/** SQL for how many open cases of a customer the viewer sees, counted no further than `most`; `customerIds` as above. */
export const openCasesSeen = (viewer: Viewer, at: { readonly customerIds: string; readonly most: number; readonly firstParameter: number }): Fragment => ({
  text: `(select count(*)::int from (select distinct seen.case_id from audience seen where seen.key = any($${at.firstParameter}::text[]) and seen.customer_id = any(${at.customerIds}) and seen.status = 'open' limit ${at.most}) counted)`,
  values: [viewer.keys],
})

/** Of a list of open cases with nobody in charge among them so many are looked at. */
const NOBODYS_LOOKED_AT_MAX = 500

/**
 * A table of one row (open, soon, overdue): how much of what the viewer sees is open under a key (`key`: SQL), each counted no further than `most`.
 * Every count is a walk on the list's index that ends there.
 */
export function openUnder(viewer: Viewer, at: { readonly key: string; readonly most: number; readonly now: Instant; readonly soon: Instant; readonly firstParameter: number }): Fragment {
  const [now, soon] = [0, 1].map((offset) => `$${at.firstParameter + offset}`)
  const seen = seenPlace(viewer, at.firstParameter + 2)
  const counted = (due: string): string => `(select count(*)::int from (select 1 from audience place where place.key = ${at.key} and place.status = 'open' ${due} and ${seen.text('place.case_id')} limit ${at.most}) counted)`
  return {
    text: `(select ${counted('')} as open, ${counted(`and place.next_due_at >= ${now}::timestamptz and place.next_due_at < ${soon}::timestamptz`)} as soon, ${counted(`and place.next_due_at < ${now}::timestamptz`)} as overdue)`,
    values: [formatInstant(at.now), formatInstant(at.soon), ...seen.values],
  }
}

/** The same of what nobody is in charge of: a table of one row (unassigned, unlooked); `unlooked`: there are open cases behind those that were looked at. */
export function nobodysUnder(viewer: Viewer, at: { readonly key: string; readonly most: number; readonly firstParameter: number }): Fragment {
  const seen = seenPlace(viewer, at.firstParameter)
  const near = (most: number): string => `(select case_id from audience place where place.key = ${at.key} and place.status = 'open' order by place.next_due_at, place.case_id limit ${most}) near`
  return {
    text: `(select (select count(*)::int from (select 1 from ${near(NOBODYS_LOOKED_AT_MAX)}
        where not exists (select 1 from audience charge where charge.case_id = near.case_id and charge.key like 'p:%') and ${seen.text('near.case_id')} limit ${at.most}) counted) as unassigned,
      (select count(*) > ${NOBODYS_LOOKED_AT_MAX} from ${near(NOBODYS_LOOKED_AT_MAX + 1)}) as unlooked)`,
    values: seen.values,
  }
}

/** Whether the viewer sees the case of a place; who sees everything need not be asked. */
const seenPlace = (viewer: Viewer, firstParameter: number) => ({
  text: (caseId: string): string => `($${firstParameter}::boolean or exists (select 1 from audience seen where seen.case_id = ${caseId} and seen.key = any($${firstParameter + 1}::text[])))`,
  values: [viewer.keys.includes(EVERYTHING), viewer.keys],
})

/**
 * The keys under which these cases are filed now: with `seenUnder`, what `visibleCase` asks, for many cases and any number of viewers in one look.
 * Cases that are filed under nothing have no row.
 */
export const filedUnder = (caseIds: readonly Id[]): Statement => ({
  name: 'access.audience.filed_under',
  text: 'select case_id, array_agg(key) as keys from audience where case_id = any($1::uuid[]) group by case_id',
  values: [caseIds],
})

/** Whether a viewer sees what is filed under these keys. */
export const seenUnder = (viewer: Viewer, keys: readonly string[]): boolean => keys.some((key) => viewer.keys.includes(key))

/** Sight lost by transactions from ≤ xid < to: which case is no longer filed under which key. It may be filed under it again by now. */
export const sightLost = (range: { readonly from: string; readonly to: string }): Statement => ({
  name: 'access.audience.lost',
  text: 'select distinct key, case_id from audience_left where xid >= $1::xid8 and xid < $2::xid8',
  values: [range.from, range.to],
})

/** Forgets lost sight after this long; who was away for longer reads everything again. */
export const forgetLostSight = (minutes: number): Statement => ({
  name: 'access.audience.forget_lost',
  text: `delete from audience_left where left_at < now() - make_interval(mins => $1)`,
  values: [minutes],
})

/** So many colleagues are looked at at once. */
export const COLLEAGUES_MAX = 5_000

/** Colleagues at work with what decides on their sight: those asked for, or everybody; one more than may be looked at says that there are too many. */
export const colleaguesAtWork = (ids: readonly Id[] | null): Statement => ({
  name: 'access.colleagues_at_work',
  text: `select s.id, s.name,
      array(select role from staff_roles r where r.staff_id = s.id order by role)::text[] as roles,
      array(select m.team_id from team_members m join teams t on t.id = m.team_id where m.staff_id = s.id and t.archived_at is null order by m.team_id)::text[] as team_ids
    from staff s where s.active and s.archived_at is null and ($1::uuid[] is null or s.id = any($1)) order by s.id limit $2`,
  values: [ids, COLLEAGUES_MAX + 1],
})

export const readColleagues = ({ rows }: Rows): readonly StaffIdentity[] =>
  rows.map((row) => ({ id: row['id'] as Id, name: String(row['name']), roles: row['roles'] as string[], teamIds: row['team_ids'] as Id[] }))
