import { narrowedKeys } from '#capabilities/access/core/narrowed-keys.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { casesOfCustomers, filedCases, walkByClosing, walkByDue, walkNewest } from '#capabilities/access/server/case-walks.ts'
import { visibleCase, type Fragment } from '#capabilities/access/server/visibility.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Statement, Tx } from '#platform/db/database.ts'
import { FIRST_ID, LAST_ID, type Position } from '#platform/http/keyset.ts'
import type { CaseTest } from '../core/case-filter.ts'
import { narrow, type Narrowing } from '../core/narrow-listing.ts'
import type { CaseSort } from '../inbox-contract.ts'
import { testsInSql } from './tests-in-sql.ts'

/** What is looked for: tests that must hold, of what this viewer may see, in an order. */
export type Listing = {
  readonly viewer: Viewer
  readonly tests: readonly CaseTest[]
  readonly sort: CaseSort
  /** A view that everybody has and nothing else: asked so often that its statement is prepared. */
  readonly known: string | null
}
/** `next`: where to go on; null when everything was looked at. */
export type Found = { readonly ids: readonly Id[]; readonly next: Position | null }

/** `lookedAtMax`: no request looks at more places than this. `sortedMax`: sets of fewer are put in order as a whole. */
export type Bounds = { readonly lookedAtMax: number; readonly sortedMax: number }
/** Of a customer with more cases than this the newest are in the list. */
const CUSTOMER_CASES_MAX = 2_000
const BOUNDS: Bounds = { lookedAtMax: 5_000, sortedMax: 2_000 }

/** Where each order begins; the shape of its cursor. */
export const START: Readonly<Record<CaseSort, Position>> = {
  due: { due: '-infinity', id: FIRST_ID },
  newest: { id: LAST_ID },
  closed: { closed: 'infinity', id: LAST_ID },
  updated: { xid: '18446744073709551615', seq: '9223372036854775807' },
}

/** One page. It may be short and still go on: what passes the tests lay too thin in what one request looks at. */
export async function findCases(tx: Tx, listing: Listing, page: { readonly after: Position; readonly limit: number }, { lookedAtMax, sortedMax } = BOUNDS): Promise<Found> {
  const place = narrow(listing.tests)
  const set = await smallSet(tx, listing, { place, sortedMax })
  if (set !== null) return readFound(await tx.query(ordered(listing, set, page)), { walk: page.limit, limit: page.limit })
  const ids: Id[] = []
  let after = page.after
  for (let looked = 0, walk = Math.min(firstWalk(listing, place, page.limit), lookedAtMax); ; looked += walk, walk = Math.min(walk * 4, lookedAtMax - looked)) {
    const limit = page.limit - ids.length
    const found = readFound(await tx.query(walked(listing, place, { after, limit, walk })), { walk, limit })
    ids.push(...found.ids)
    if (found.next === null || ids.length === page.limit || looked + walk >= lookedAtMax) return { ids, next: found.next }
    after = found.next
  }
}

/** The statement of a list's first page, where no small set is to be put in order. */
export function firstLook(listing: Listing, limit: number): Statement {
  const place = narrow(listing.tests)
  return walked(listing, place, { after: START[listing.sort], limit, walk: firstWalk(listing, place, limit) })
}

/** Where the place alone decides, a page is walked; else a few pages at first. What lies in the log is mostly not the last word on its case. */
const firstWalk = ({ sort }: Listing, place: Narrowing, limit: number): number => ((sort === 'due' || sort === 'closed') && place.exact ? limit : Math.min(Math.max(limit * 4, 100), 1_000))

/** How many there are, counted no further than `most`; where as many places were looked at as `walk` says, there may be others behind. */
export function countCases({ viewer, tests, known }: Listing, most: number): Statement & { readonly walk: number } {
  const place = narrow(tests)
  const walk = place.exact ? most : most * 5
  const look = walked({ viewer, tests, sort: 'due', known }, place, { after: START.due, limit: most, walk })
  return { ...named(known, 'count'), text: `select coalesce(json_array_length(hits), 0) as count, walked as walked from (${look.text}) look`, values: look.values, walk }
}

/** A set that is found at once and put in order as a whole: chosen cases, a customer's cases, or little enough to be sorted by its last change. */
async function smallSet(tx: Tx, listing: Listing, { place, sortedMax }: { readonly place: Narrowing; readonly sortedMax: number }): Promise<Fragment | null> {
  const keys = narrowedKeys(listing.viewer, place)
  if (place.ids !== null) {
    const seen = visibleCase(listing.viewer, { caseId: 'chosen.case_id', firstParameter: 2 })
    return { text: `(select case_id from unnest($1::uuid[]) chosen (case_id) where ${seen.text})`, values: [place.ids, ...seen.values] }
  }
  if (place.customerIds !== null) return casesOfCustomers({ keys, customerIds: place.customerIds, limit: CUSTOMER_CASES_MAX })
  if (listing.sort !== 'updated') return null
  const filed = filedCases({ keys, statuses: place.statuses, limit: sortedMax })
  const { rows } = await tx.query({ name: 'case.count_filed', text: `select count(*) as count from ${filed.text} filed`, values: filed.values })
  return Number(must(rows[0], 'a count is a row')['count']) < sortedMax ? filed : null
}

/** An instant as a cursor holds it. */
const inCursor = (at: string): string => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** How each order is written: what a cursor holds, and what follows it. Of cases that are not closed the order by closing knows nothing. */
const ORDERS: Readonly<Record<CaseSort, { readonly by: string; readonly position: string; readonly after: (first: number) => string }>> = {
  due: {
    by: `coalesce(cases.next_due_at, 'infinity'), cases.id`,
    position: `json_build_object('due', case when cases.next_due_at is null then 'infinity' else ${inCursor('cases.next_due_at')} end, 'id', cases.id)`,
    after: (first) => `(coalesce(cases.next_due_at, 'infinity'), cases.id) > ($${first}::timestamptz, $${first + 1}::uuid)`,
  },
  newest: { by: 'cases.id desc', position: `json_build_object('id', cases.id)`, after: (first) => `cases.id < $${first}::uuid` },
  closed: {
    by: 'cases.closed_at desc, cases.id desc',
    position: `json_build_object('closed', ${inCursor('cases.closed_at')}, 'id', cases.id)`,
    after: (first) => `cases.closed_at is not null and (cases.closed_at, cases.id) < ($${first}::timestamptz, $${first + 1}::uuid)`,
  },
  updated: {
    by: 'last.xid desc, last.seq desc',
    position: `json_build_object('xid', last.xid::text, 'seq', last.seq::text)`,
    after: (first) => `(last.xid, last.seq) < ($${first}::text::xid8, $${first + 1}::bigint)`,
  },
}
/** The last event of a case: its version is the case's own. */
const LAST_EVENT = 'join events last on last.stream_id = cases.id and last.version = cases.version'

/** A page of a set, put in order as a whole. */
function ordered({ tests, sort }: Listing, set: Fragment, { after, limit }: { readonly after: Position; readonly limit: number }): Statement {
  const order = ORDERS[sort]
  const position = Object.values(after)
  const asked = testsInSql(tests, set.values.length + position.length + 2)
  const text = `select count(*) as walked, json_agg(case_id order by place) as hits, (array_agg(position order by place desc))[1] as last, (array_agg(position order by place desc))[1] as last_hit
    from (select cases.id as case_id, ${order.position} as position, row_number() over (order by ${order.by}) as place
      from ${set.text} gathered join cases on cases.id = gathered.case_id ${sort === 'updated' ? LAST_EVENT : ''}
      where ${order.after(set.values.length + 1)} and ${asked.text} order by ${order.by} limit $${set.values.length + position.length + 1}) hit`
  return { text, values: [...set.values, ...position, limit, ...asked.values] }
}

type Look = { readonly after: Position; readonly limit: number; readonly walk: number }

/** Walks `walk` places in order and takes the first `limit` that pass. */
function walked(listing: Listing, place: Narrowing, { after, limit, walk }: Look): Statement {
  const way = wayOf(listing, place, { after, walk })
  if (filingAnswers(listing)) return { ...named(listing.known, listing.sort), text: taken(way), values: [...way.values, limit] }
  const seen = listing.sort === 'updated' ? visibleCase(listing.viewer, { caseId: 'walked.case_id', firstParameter: way.values.length + 2 }) : { text: 'true', values: [] }
  const asked = testsInSql(listing.tests, way.values.length + 2 + seen.values.length)
  const text = `with walked as materialized (${way.text}),
    hits as (select walked.case_id, walked.place from walked join cases on cases.id = walked.case_id ${listing.sort === 'updated' ? 'and cases.version = walked.version' : ''}
      where ${asked.text} and ${seen.text} order by walked.place limit $${way.values.length + 1})
    select (select count(*) from walked) as walked, (select json_agg(case_id order by place) from hits) as hits,
      (select position from walked order by place desc limit 1) as last, (select position from walked where place = (select max(place) from hits)) as last_hit`
  return { ...named(listing.known, listing.sort), text, values: [...way.values, limit, ...seen.values, ...asked.values] }
}

/** Nothing but the status is asked, which is filed with the case: the case itself need not be looked up to know. */
const filingAnswers = ({ tests, sort }: Listing): boolean => (sort === 'due' || sort === 'closed') && tests.every(({ of }) => of === 'status')

const taken = (way: Fragment): string => `with walked as materialized (${way.text})
    select count(*) as walked, json_agg(case_id order by place) filter (where place <= $${way.values.length + 1}) as hits,
      (array_agg(position order by place desc))[1] as last, (array_agg(position order by place desc) filter (where place <= $${way.values.length + 1}))[1] as last_hit from walked`

const named = (known: string | null, what: string): { readonly name?: string } => (known === null ? {} : { name: `case.find.${what}.${known}` })

/** A table (case_id, position, place[, version]) of the places in order. */
function wayOf({ viewer, sort }: Listing, place: Narrowing, { after, walk }: { readonly after: Position; readonly walk: number }): Fragment {
  const keys = narrowedKeys(viewer, place)
  const statuses = place.statuses
  if (sort === 'due') {
    const way = walkByDue({ keys, statuses, from: place.dueFrom, before: place.dueBefore, after: { due: String(after['due']), id: String(after['id']) }, limit: walk })
    const due = `case when next_due_at = 'infinity' then 'infinity' else ${inCursor('next_due_at')} end`
    return { text: `select case_id, json_build_object('due', ${due}, 'id', case_id) as position, row_number() over (order by next_due_at, case_id) as place from ${way.text} way`, values: way.values }
  }
  if (sort === 'closed') {
    const way = walkByClosing({ keys, statuses, before: { closed: String(after['closed']), id: String(after['id']) }, limit: walk })
    return { text: `select case_id, json_build_object('closed', ${inCursor('closed_at')}, 'id', case_id) as position, row_number() over (order by closed_at desc, case_id desc) as place from ${way.text} way`, values: way.values }
  }
  if (sort === 'newest') {
    const way = walkNewest({ keys, before: String(after['id']), limit: walk })
    return { text: `select case_id, json_build_object('id', case_id) as position, row_number() over (order by case_id desc) as place from ${way.text} way`, values: way.values }
  }
  return {
    text: `select stream_id as case_id, version, json_build_object('xid', xid::text, 'seq', seq::text) as position, row_number() over (order by xid desc, seq desc) as place
      from (select stream_id, version, xid, seq from events where (xid, seq) < ($1::text::xid8, $2::bigint) order by xid desc, seq desc limit $3) way`,
    values: [after['xid'], after['seq'], walk],
  }
}

/** After a full page it goes on behind its last row, else behind the last place looked at. */
function readFound({ rows }: { readonly rows: readonly Readonly<Record<string, unknown>>[] }, { walk, limit }: { readonly walk: number; readonly limit: number }): Found {
  const row = must(rows[0], 'a look has one answer')
  const ids = (row['hits'] ?? []) as readonly Id[]
  const ended = Number(row['walked']) < walk
  return { ids, next: ids.length === limit ? (row['last_hit'] as Position) : ended ? null : (row['last'] as Position) }
}
