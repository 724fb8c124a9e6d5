import { expect, test } from 'vitest'
import { FIRST_ID, nextOf, pageAsked } from './keyset.ts'

const cursor = (position: unknown): string => Buffer.from(JSON.stringify(position), 'utf8').toString('base64url')
const id = '01920000-0000-7000-8000-00000000c4e1'

test('a list goes on after the last row of a full page, and ends with a short one', () => {
  const rows = [{ number: '小李' }, { number: '小王' }]
  const next = nextOf(rows, 2, ({ number }) => ({ number }))
  expect(pageAsked({ after: next ?? '' }, { number: '' })).toEqual({ limit: 50, after: { number: '小王' } })
  expect(nextOf(rows, 3, ({ number }) => ({ number }))).toBeNull()
})

test.each([
  ['an instant and an id', { due: '2026-11-23T02:00:00.000Z', id }],
  ['cases without a deadline, at the end of the list', { due: 'infinity', id }],
])('%s are a place in the list', (_title, position) => {
  expect(pageAsked({ after: cursor(position) }, { due: '-infinity', id: FIRST_ID }).after).toEqual(position)
})

test.each([
  ['no JSON', 'abc'],
  ['a list', cursor([1])],
  ['an id that is none', cursor({ due: 'infinity', id: 'x' })],
  ['a time that is none', cursor({ due: 'tomorrow', id })],
  ['a year alone', cursor({ due: '2026', id })],
  ['a word too many', cursor({ due: 'infinity', id, more: '1' })],
  ['a number in place of a word', cursor({ due: 1, id })],
  ['a mark that no database takes', cursor({ due: '\u0000', id })],
])('a cursor that is not ours is a bad request: %s', (_title, after) => {
  expect(() => pageAsked({ after }, { due: '-infinity', id: FIRST_ID })).toThrow(expect.objectContaining({ status: 400, code: 'list.bad_cursor' }))
})

test('a version stays a number', () => {
  expect(() => pageAsked({ after: cursor({ version: '1e9' }) }, { version: '0' })).toThrow(expect.objectContaining({ code: 'list.bad_cursor' }))
})
