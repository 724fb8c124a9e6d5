import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { reachedCase, type Fragment } from '#capabilities/access/server/visibility.ts'
import { messageTold } from '#capabilities/conversation/server/searching.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import { allOf, anyOf, aWord, tsqueryOf, tsvectorOf, type WordCondition } from '#kernel/word-condition.ts'
import type { Statement } from '#platform/db/database.ts'
import { dayOf, DAYS_MAX, type Window } from '../core/search-windows.ts'
import { dayWord } from '../core/search-words.ts'

/** What is looked through: the subjects and numbers of cases, or the texts of messages. */
export type Shelf = 'case' | 'message'
const TABLES = { case: { table: 'search_cases', id: 'case_id' }, message: { table: 'search_messages', id: 'message_id' } } as const

/** How much was written on the days before, newest first: enough of them for the first windows of a search. */
export const daysBefore = (shelf: Shelf, day: number): Statement => ({
  name: 'search.days',
  text: `select day, documents from search_days where kind = $1 and day <= $2 order by day desc limit ${DAYS_MAX}`,
  values: [shelf, day],
})

/** Where a search goes on. */
export type SearchPosition = { readonly at: string; readonly id: string }
type Looking = { readonly shelf: Shelf; readonly condition: WordCondition; readonly windows: readonly Window[]; readonly after: SearchPosition; readonly limit: number }

/**
 * `with` a table standing (id, at, step, place): what stands on the shelf with these words, as far as the viewer may see its case; newest first by step and place.
 * One window after the other is looked through, no more than it takes; what the first has not at all is rare, and looked for in all that is left. In a window it is
 * sorted first and looked at one by one, so that rights are asked for no more than the page needs. `offset 0` keeps PostgreSQL from doing things twice; it plans once,
 * as long as nothing that changes from search to search would let it plan better.
 */
function standingOn(viewer: Viewer, { shelf, condition, windows, after, limit }: Looking): Fragment {
  const { table, id } = TABLES[shelf]
  const seen = seesAll(viewer) ? { text: 'true', values: [] } : reachedCase(viewer, 'case.read', { caseId: 'found.case_id', firstParameter: 6 })
  const meant = (window: string): string => `select ${id} as id, case_id, at from ${table} where words @@ ($1::tsquery[])[${window}] and (at, ${id}) < ($3::timestamptz, $4::uuid)`
  return {
    text: `with recursive walk (step, found, missing, since) as (
        select 0, '{}'::uuid[], $5::int, 'infinity'::timestamptz
      union all
        select next.step, here.found, missing - cardinality(here.found), ($2::timestamptz[])[next.step] from walk
        cross join lateral (select case when walk.step = 1 and missing = $5 and not exists (select 1 from (${meant('walk.step')} order by at desc offset 0) any_of_it)
          then cardinality($1) else walk.step + 1 end as step offset 0) next
        cross join lateral (select array(select found.id from (${meant('next.step')} and at < since order by at desc, id desc) found
          cross join lateral (select ${seen.text} as yes offset 0) seen where seen.yes order by found.at desc, found.id desc limit missing) as found offset 0) here
        where missing > 0 and walk.step < cardinality($1)),
      standing as (select ${id} as id, at, walk.step, each.place from walk cross join lateral unnest(found) with ordinality each (id, place) join ${table} on ${id} = each.id)`,
    values: [windows.map(({ days }) => tsqueryOf(onDays(condition, days))), windows.map(({ from }) => (from === null ? '-infinity' : formatInstant(from))), after.at, after.id, limit, ...seen.values],
  }
}

const seesAll = (viewer: Viewer): boolean => scopeOf(viewer, 'case.read') === 'all'
const nameFor = (viewer: Viewer, name: string): string => (seesAll(viewer) ? `${name}_of_all` : name)
const onDays = (condition: WordCondition, days: readonly number[] | null): WordCondition => allOf([anyOf((days ?? []).map((day) => aWord(dayWord(day)))), condition]) ?? condition

/** The cases that stand so, newest first, and what they are called now, as far as the viewer may see them; `in_full` where they read addresses in full. */
export function casesStanding(viewer: Viewer, looking: Omit<Looking, 'shelf'>): Statement {
  const standing = standingOn(viewer, { ...looking, shelf: 'case' })
  const next = standing.values.length + 1
  const seen = reachedCase(viewer, 'case.read', { caseId: 'cases.id', firstParameter: next })
  const inFull = reachedCase(viewer, 'customer.read_full', { caseId: 'cases.id', firstParameter: next + seen.values.length })
  return {
    name: nameFor(viewer, 'search.cases'),
    text: `${standing.text}
      select standing.id as standing, standing.at, cases.id, number, scenario, status, subject, customer_id, opened_at, ${inFull.text} as in_full
      from standing left join cases on cases.id = standing.id and ${seen.text} order by step, place`,
    values: [...standing.values, ...seen.values, ...inFull.values],
  }
}

/** The messages that stand so, newest first: what they say now, and the number of the case in which they stand now, as far as the viewer may see it. */
export function messagesStanding(viewer: Viewer, looking: Omit<Looking, 'shelf'>): Statement {
  const standing = standingOn(viewer, { ...looking, shelf: 'message' })
  const told = messageTold(viewer, { id: 'standing.id', firstParameter: standing.values.length + 1 })
  return {
    name: nameFor(viewer, 'search.messages'),
    text: `${standing.text}
      select standing.id as standing, standing.at, told.*, cases.number from standing left join lateral ${told.text} told on true left join cases on cases.id = told.case_id order by step, place`,
    values: [...standing.values, ...told.values],
  }
}

/** Something with the words under which it is found. */
export type Shelved = { readonly id: Id; readonly caseId: Id; readonly at: Instant; readonly words: ReadonlySet<string> }

/** Puts things on the shelf, or in their place again, and counts the new ones to their day. */
export function shelve(shelf: Shelf, things: readonly Shelved[]): readonly Statement[] {
  if (things.length === 0) return []
  const { table, id } = TABLES[shelf]
  const [column, moved, elsewhere] = shelf === 'case' ? ['', '', ''] : ['case_id, ', 'case_id = excluded.case_id, ', ' or search_messages.case_id <> excluded.case_id']
  return [{
    name: `search.shelve_${shelf}`,
    text: `with put as (
        insert into ${table} (${id}, ${column}at, words) select id, ${column}at, words from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::tsvector[]) as given (id, case_id, at, words)
        on conflict (${id}) do update set ${moved}words = excluded.words where ${table}.words <> excluded.words${elsewhere}
        returning at, xmax = 0 as fresh)
      insert into search_days (kind, day, documents)
        select '${shelf}', floor(extract(epoch from at) / 86400)::int, count(*) from put where fresh group by 1, 2
      on conflict (kind, day) do update set documents = search_days.documents + excluded.documents`,
    values: [things.map((it) => it.id), things.map((it) => it.caseId), things.map((it) => formatInstant(it.at)), things.map((it) => tsvectorOf([...it.words, dayWord(dayOf(it.at))]))],
  }]
}

/** Where these messages stand on the shelf. */
export const placesOnShelf = (messageIds: readonly Id[]): Statement => ({
  name: 'search.places', text: 'select message_id, case_id from search_messages where message_id = any($1::uuid[])', values: [messageIds],
})

const SUBJECTS = `select id, number, subject, date_trunc('milliseconds', opened_at) as opened_at from cases`
export const subjectsOf = (ids: readonly Id[]): Statement => ({ name: 'search.subjects_of', text: `${SUBJECTS} where id = any($1::uuid[])`, values: [ids] })
export const subjectsFrom = (after: string, limit: number): Statement => ({ name: 'search.subjects_from', text: `${SUBJECTS} where id > $1::uuid order by id limit $2`, values: [after, limit] })
export const casesOfCustomers = (ids: readonly Id[]): Statement => ({ name: 'search.cases_of_customers', text: 'select id from cases where customer_id = any($1::uuid[])', values: [ids] })

/** Takes the words of erased cases and their messages off the shelves; that something was there is still counted. */
export const unshelve = (caseIds: readonly Id[]): readonly Statement[] => [
  { name: 'search.erase_cases', text: `update search_cases set words = '' where case_id = any($1::uuid[])`, values: [caseIds] },
  { name: 'search.erase_messages', text: `update search_messages set words = '' where case_id = any($1::uuid[])`, values: [caseIds] },
]
