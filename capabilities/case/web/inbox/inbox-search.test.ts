import { expect, test } from 'vitest'
import { filtersOf, isFiltered, readInboxSearch } from './inbox-search.ts'

test('without an address one sees one’s own cases', () => {
  expect(readInboxSearch({})).toEqual({ view: 'mine' })
})

test('a filter given once and a filter given twice are both lists', () => {
  expect(readInboxSearch({ view: 'team', assigneeId: 'me', 'class.urgency': ['urgent', 'ordinary'] })).toEqual({
    view: 'team', assigneeId: ['me'], 'class.urgency': ['urgent', 'ordinary'],
  })
})

test('what an address says wrongly is left out, the rest still counts', () => {
  expect(readInboxSearch({ view: 7, sort: 'sideways', green: 'yes', status: [null, 'open'], unknown: 'x', dueTo: '' })).toEqual({ view: 'mine', status: ['open'] })
})

test('the view and its order are no filters', () => {
  const search = readInboxSearch({ view: 'all', sort: 'newest' })
  expect(filtersOf(search)).toEqual({})
  expect(isFiltered(search)).toBe(false)
  expect(isFiltered(readInboxSearch({ view: 'all', green: true }))).toBe(true)
})
