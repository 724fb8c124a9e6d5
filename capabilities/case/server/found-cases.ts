import { maskAddresses } from '#capabilities/access/core/mask-text.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { must } from '#kernel/assert.ts'
import { foldText } from '#kernel/fold-text.ts'
import { allOf, noneOf, type WordCondition } from '#kernel/word-condition.ts'
import type { Db } from '#platform/db/database.ts'
import { canLoosen, conditionOf, literalsOf, type Closeness } from '../core/search-condition.ts'
import { marksIn } from '../core/search-marks.ts'
import { numberConditions, numberMarks } from '../core/search-number.ts'
import type { SearchQuery } from '../core/search-query.ts'
import type { SearchFound } from '../search-contract.ts'
import { timeIn } from './queries.ts'
import { openShelf, type OpenShelf } from './search-shelves.ts'
import { casesStanding } from './search-store.ts'
import type { Way } from './search-ways.ts'

type FoundCase = SearchFound['cases'][number]
type Row = Readonly<Record<string, unknown>>

/** The ways to a case: by its number, by its subject as it was typed, by its subject more loosely. */
export function waysToCases(db: Db, viewer: Viewer, query: SearchQuery): readonly Way<FoundCase>[] {
  if (query.from !== null) return []
  const shelf = openShelf(db, 'case')
  const byNumber = numberConditions(query)
  const near = conditionOf(query, { closeness: 'near', singles: true })
  const loose = near !== null && canLoosen(query) ? conditionOf(query, { closeness: 'loose', singles: true }) : null
  const butNot = (condition: WordCondition | null, others: readonly (WordCondition | null)[]) => condition && allOf([condition, ...others.map((other) => other && noneOf(other))])
  const way = (condition: WordCondition | null, meant: (row: Row) => boolean): readonly Way<FoundCase>[] => (condition === null ? [] : [casesOn(shelf, viewer, { query, condition, meant })])
  return [
    ...byNumber.flatMap((condition) => way(condition, (row) => numberMarks(String(row['number']), query).length > 0)),
    ...way(butNot(near, byNumber), (row) => says(row, query, 'near')),
    ...way(butNot(loose, [near, ...byNumber]), (row) => says(row, query, 'loose')),
  ]
}

/** The subject as this viewer is shown it. */
const subjectOf = (row: Row): string => {
  const subject = String(row['subject'] ?? '')
  return row['in_full'] === true ? subject : maskAddresses(subject)
}

function says(row: Row, query: SearchQuery, closeness: Closeness): boolean {
  const folded = foldText(subjectOf(row))
  return literalsOf(query, closeness).every((literal) => folded.includes(literal))
}

type Looking = { readonly query: SearchQuery; readonly condition: WordCondition; readonly meant: (row: Row) => boolean }

const casesOn = (shelf: OpenShelf, viewer: Viewer, { query, condition, meant }: Looking): Way<FoundCase> => (after, limit) =>
  shelf.look({
    after, limit,
    statement: (windows) => casesStanding(viewer, { condition, windows, after, limit }),
    meant: (row) => (meant(row) ? presented(row, query) : null),
  })

function presented(row: Row, query: SearchQuery): FoundCase {
  const number = String(row['number'])
  const subject = subjectOf(row)
  return {
    id: String(row['id']),
    number: { text: number, marks: numberMarks(number, query).map(([from, to]) => [from, to]) },
    subject: row['subject'] === null ? null : { text: subject, marks: marksIn(subject, query).map(([from, to]) => [from, to]) },
    scenario: String(row['scenario']),
    status: String(row['status']),
    customerId: row['customer_id'] as string | null,
    openedAt: must(timeIn(row['opened_at']), 'a case was opened'),
  }
}
