import { expect, test } from 'vitest'
import { ownDaysOf, readHours, sayHours, withOwnDay, withoutOwnDay } from './own-days.ts'

const calendar = { holidays: ['2026-12-25'], workdays: [], exceptions: [{ date: '2026-12-31', hours: [['09:00', '12:00']] }] }

test('dates are listed in order with what they are', () => {
  expect(ownDaysOf(withOwnDay(calendar, { date: '2026-12-26', kind: 'worked', hours: [] })).map(({ date, kind }) => [date, kind])).toEqual([['2026-12-25', 'off'], ['2026-12-26', 'worked'], ['2026-12-31', 'hours']])
})

test('a date said anew has the new word alone', () => {
  const after = withOwnDay(calendar, { date: '2026-12-25', kind: 'hours', hours: [[600, 1440]] })
  expect(after).toEqual({ holidays: [], workdays: [], exceptions: [{ date: '2026-12-25', hours: [['10:00', '24:00']] }, { date: '2026-12-31', hours: [['09:00', '12:00']] }] })
  expect(withoutOwnDay(after, '2026-12-25').exceptions).toEqual(calendar.exceptions)
})

test.each([['09:00-12:00, 14:00-17:00', '09:00–12:00, 14:00–17:00'], ['９：００～１２：００', '09:00–12:00'], ['22:00至24:00', '22:00–24:00'], ['12:00-09:00', null], ['上午', null], ['', null]])('hours typed as %s', (typed, said) => {
  const read = readHours(typed)
  expect(read === null ? null : sayHours(read)).toBe(said)
})
