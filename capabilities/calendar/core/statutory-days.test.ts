import chineseDays from 'chinese-days'
import { expect, test } from 'vitest'
import { LunarDay, SolarTerm } from 'tyme4ts'
import { dayNumber, formatDate, weekdayIndex } from './local-date.ts'
import { announcedThrough, statutoryDays } from './statutory-days.ts'

const years = Array.from({ length: 23 }, (_, index) => 2004 + index)

test.each(years)('the announced days of %d agree with an independent table', (year) => {
  const { holidays, workdays } = statutoryDays(year)
  for (let day = dayNumber(year, 1, 1); day < dayNumber(year + 1, 1, 1); day += 1) {
    const date = formatDate(day)
    const isWeekend = weekdayIndex(day) > 4
    const worked = workdays.includes(date) || (!isWeekend && !holidays.includes(date))
    expect([date, worked]).toEqual([date, chineseDays.isWorkday(date)])
  }
})

test('2026 has 33 days off and six 调休 days', () => {
  const { holidays, workdays } = statutoryDays(2026)
  expect([holidays.length, workdays.length]).toEqual([33, 6])
})

// In 2028 中秋 falls on 3 October, inside 国庆.
test.each([[2027, 13], [2028, 12], [2033, 13], [2034, 13], [2050, 13]])('the days the law fixes for %d, before its notice, agree with the almanac', (year, count) => {
  const lunar = (month: number, day: number) => LunarDay.fromYmd(year, month, day).getSolarDay().toString()
  const text = (it: string) => it.replace('年', '-').replace('月', '-').replace('日', '').split('-').map((part) => part.padStart(2, '0')).join('-')
  const { holidays, workdays } = statutoryDays(year)
  const clear = SolarTerm.fromName(year, '清明').getJulianDay().getSolarDay().toString()
  expect(workdays).toEqual([])
  for (const date of [lunar(1, 1), lunar(1, 2), lunar(1, 3), lunar(5, 5), lunar(8, 15), clear]) expect(holidays).toContain(text(date))
  expect(holidays).toContain(`${year}-01-01`)
  expect(holidays.length).toBe(count)
})

test('nothing is claimed for years before the first notice we know', () => {
  expect(statutoryDays(1999)).toEqual({ year: 1999, holidays: [], workdays: [] })
})

test('a notice of next year may give days of this one, and is believed as far as there is no gap', () => {
  const notice = { year: 2027, holidays: ['2026-12-31', '2027-01-01'], workdays: ['2027-01-09'] }
  expect(statutoryDays(2026, [notice]).holidays).toContain('2026-12-31')
  expect(statutoryDays(2027, [notice])).toEqual({ year: 2027, holidays: ['2027-01-01'], workdays: ['2027-01-09'] })
  expect(announcedThrough([notice])).toBe(2027)
  expect(announcedThrough([{ ...notice, year: 2028 }])).toBe(2026)
})
