import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { reachedCase } from '#capabilities/access/server/visibility.ts'
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
type Looking = { readonly shelf: Shelf; readonly condition: WordCondition; readonly window: Window; readonly after: SearchPosition; readonly limit: number }

/**
 * What stands on the shelf with these words, newest first, as far as the viewer may see its case. Sorted first and looked at one by one, so that
 * rights are asked for no more than the page needs.
 */
export function lookThrough(viewer: Viewer, { shelf, condition, window, after, limit }: Looking): Statement {
  const { table, id } = TABLES[shelf]
  const everything = scopeOf(viewer, 'case.read') === 'all'
  const seen = reachedCase(viewer, 'case.read', { caseId: 'found.case_id', firstParameter: 6 })
  const days = anyOf((window.days ?? []).map((day) => aWord(dayWord(day))))
  return {
    name: `search.${shelf}${everything ? '_of_all' : ''}`,
    text: `select found.id, found.at from (
        select ${id} as id, case_id, at from ${table} where words @@ $1::tsquery and (at, ${id}) < ($2::timestamptz, $3::uuid) and at < $4::timestamptz order by at desc, ${id} desc) found
      ${everything ? '' : `cross join lateral (select ${seen.text} as yes offset 0) seen where seen.yes`}
      order by found.at desc, found.id desc limit $5`,
    values: [tsqueryOf(allOf([days, condition]) ?? condition), after.at, after.id, window.until === null ? 'infinity' : formatInstant(window.until), limit, ...(everything ? [] : seen.values)],
  }
}

/** What these cases are called, as far as the viewer may see them; `in_full` where they read addresses in full. */
export function casesFound(viewer: Viewer, ids: readonly Id[]): Statement {
  const seen = reachedCase(viewer, 'case.read', { caseId: 'cases.id', firstParameter: 2 })
  const inFull = reachedCase(viewer, 'customer.read_full', { caseId: 'cases.id', firstParameter: 3 })
  return {
    name: 'search.cases_found',
    text: `select id, number, scenario, status, subject, customer_id, opened_at, ${inFull.text} as in_full from cases where id = any($1::uuid[]) and ${seen.text}`,
    values: [ids, ...seen.values, ...inFull.values],
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
