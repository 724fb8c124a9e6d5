import { expect, test } from 'vitest'
import { drawWeek } from './week-grid.ts'
import { turned, yearDays } from './year-days.ts'

const day = [['09:00', '18:00']]
const week = drawWeek({ mon: day, tue: day, wed: day, thu: day, fri: day })
const statutory = { holidays: ['2026-10-01', '2026-10-02'], workdays: ['2026-10-10'] }
const marksOf = (dates: Parameters<typeof yearDays>[2]) => new Map(yearDays(2026, week, dates).flat().map(({ date, mark }) => [date, mark]))
const plain = { holidays: [], workdays: [], exceptions: [], statutory: null }

test('a leap year has 366 days and begins on its weekday', () => {
  const days = yearDays(2028, week, plain).flat()
  expect(days).toHaveLength(366)
  expect(days[0]).toEqual({ date: '2028-01-01', day: 1, weekday: 'sat', mark: 'closed' })
})

test('国庆 is off, and the 调休 Saturday is worked', () => {
  const marks = marksOf({ ...plain, statutory })
  expect([marks.get('2026-10-01'), marks.get('2026-10-10'), marks.get('2026-10-12'), marks.get('2026-10-17')]).toEqual(['holiday', 'makeup', 'open', 'closed'])
})

test('what the company says of a date is stronger than the notice', () => {
  const marks = marksOf({ holidays: ['2026-10-10'], workdays: [{ date: '2026-10-01' }], exceptions: [{ date: '2026-10-02' }], statutory })
  expect([marks.get('2026-10-10'), marks.get('2026-10-01'), marks.get('2026-10-02')]).toEqual(['own_holiday', 'own_workday', 'exception'])
})

test('a date turned three times is as before', () => {
  const once = turned(statutory, '2026-10-08')
  expect(once.holidays).toEqual(['2026-10-01', '2026-10-02', '2026-10-08'])
  const twice = turned(once, '2026-10-08')
  expect(twice.workdays).toEqual(['2026-10-08', '2026-10-10'])
  expect(turned(twice, '2026-10-08')).toEqual(statutory)
})
