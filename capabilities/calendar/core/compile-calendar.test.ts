import { describe, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { HOUR, millis, MINUTE } from '#kernel/instant.ts'
import type { CalendarSpec } from './calendar.ts'
import { at, calendarOf, shanghai, specs, weekdays } from './calendars.example.ts'
import { compileCalendar } from './compile-calendar.ts'

const office = calendarOf(specs.shanghaiOffice)
const due = (from: string, amount: number) => office.format(must(office.addWorking(shanghai(from), millis(amount)), 'the office opens again'))

describe('working time', () => {
  test.each([
    ['lunch does not count', '2026-11-23 11:00', 2 * HOUR, '2026-11-23T14:30:00+08:00'],
    ['an hour that ends at closing time is due at closing time, not next morning', '2026-11-20 17:00', HOUR, '2026-11-20T18:00:00+08:00'],
    ['the weekend does not count', '2026-11-20 17:30', HOUR, '2026-11-23T09:30:00+08:00'],
    ['before opening the clock waits', '2026-11-23 06:00', HOUR, '2026-11-23T10:00:00+08:00'],
    ['春节 2026 is nine days off', '2026-02-14 17:00', 2 * HOUR, '2026-02-24T10:00:00+08:00'],
    ['the 调休 Saturday before 春节 is worked', '2026-02-13 17:30', HOUR, '2026-02-14T09:30:00+08:00'],
    ['国庆 2026 lasts until 7 October', '2026-09-30 17:00', 2 * HOUR, '2026-10-08T10:00:00+08:00'],
    ['nothing at all is due at once, even at night', '2026-11-21 03:00', 0, '2026-11-21T03:00:00+08:00'],
  ])('%s', (_, from, amount, expected) => {
    expect(due(from, amount)).toBe(expected)
  })

  test('working days keep the local time, and a start outside hours counts from the next opening', () => {
    const days = (from: string, count: number) => office.format(must(office.addWorkingDays(shanghai(from), count), 'the office opens again'))
    expect(days('2026-11-19 16:00', 2)).toBe('2026-11-23T16:00:00+08:00')
    expect(days('2026-11-20 20:00', 1)).toBe('2026-11-24T09:00:00+08:00')
    expect(days('2026-11-23 12:30', 1)).toBe('2026-11-24T13:30:00+08:00')
    expect(days('2026-02-13 10:00', 2)).toBe('2026-02-24T10:00:00+08:00')
  })

  test('a week without hours never opens', () => {
    const never = calendarOf({ timezone: 'Asia/Shanghai', week: {} })
    expect(never.addWorking(shanghai('2026-11-20 16:00'), MINUTE)).toBeNull()
    expect(never.nextOpening(shanghai('2026-11-20 16:00'))).toBeNull()
    expect(never.addWorkingDays(shanghai('2026-11-20 16:00'), 1)).toBeNull()
  })

  test('a single opening nine years away is still found, one eleven years away is not', () => {
    const once = (year: number) => calendarOf({ timezone: 'UTC', week: {}, exceptions: [{ date: `${year}-06-01`, hours: [['09:00', '10:00']] }] })
    expect(once(2035).addWorking(at('2026-06-01T00:00:00Z'), HOUR)).toBe(at('2035-06-01T10:00:00Z'))
    expect(once(2037).addWorking(at('2026-06-01T00:00:00Z'), HOUR)).toBeNull()
  })
})

describe('why a stretch counts or not', () => {
  const whys = (spec: CalendarSpec, from: string, to: string) => {
    const calendar = calendarOf(spec)
    return calendar.spans(shanghai(from), shanghai(to)).map((span) => `${calendar.format(span.from).slice(5, 16)} ${span.why}`)
  }

  test('before the first and after the last opening it is closed, between them a break', () => {
    expect(whys(specs.shanghaiOffice, '2026-11-23 00:00', '2026-11-24 09:00')).toEqual([
      '11-23T00:00 closed',
      '11-23T09:00 working',
      '11-23T12:00 break',
      '11-23T13:30 working',
      '11-23T18:00 closed',
    ])
  })

  test('a holiday is a holiday from midnight to midnight, also on a Saturday', () => {
    expect(whys(specs.shanghaiOffice, '2026-09-30 18:00', '2026-10-08 10:00')).toEqual([
      '09-30T18:00 closed',
      '10-01T00:00 holiday',
      '10-08T00:00 closed',
      '10-08T09:00 working',
    ])
  })

  test('on a 调休 Saturday the open hours read makeup, the others closed and break', () => {
    expect(whys(specs.shanghaiOffice, '2026-10-10 00:00', '2026-10-12 00:00')).toEqual([
      '10-10T00:00 closed',
      '10-10T09:00 makeup',
      '10-10T12:00 break',
      '10-10T13:30 makeup',
      '10-10T18:00 closed',
      '10-11T00:00 weekend',
    ])
  })

  test('an exception wins over holidays and the week, and a day it empties is closed', () => {
    const spec: CalendarSpec = {
      ...specs.shanghaiOffice,
      exceptions: [
        { date: '2026-10-01', hours: [['10:00', '12:00']] },
        { date: '2026-11-23', hours: [] },
      ],
    }
    expect(whys(spec, '2026-10-01 00:00', '2026-10-02 00:00')).toEqual(['10-01T00:00 closed', '10-01T10:00 working', '10-01T12:00 closed'])
    expect(whys(spec, '2026-11-23 08:00', '2026-11-23 20:00')).toEqual(['11-23T08:00 closed'])
  })

  test('a night shift written as two days runs through midnight without a seam', () => {
    const spec: CalendarSpec = { timezone: 'Asia/Shanghai', week: { fri: [['22:00', '24:00']], sat: [['00:00', '06:00']] } }
    expect(whys(spec, '2026-11-20 22:00', '2026-11-21 06:00')).toEqual(['11-20T22:00 working'])
  })

  test('a makeup day has the hours of the day it stands for', () => {
    const spec: CalendarSpec = { timezone: 'Asia/Shanghai', week: { mon: [['09:00', '18:00']], fri: [['09:00', '15:00']] }, workdays: [{ date: '2026-10-10', as: 'fri' }] }
    expect(calendarOf(spec).workingBetween(shanghai('2026-10-10 00:00'), shanghai('2026-10-11 00:00'))).toBe(6 * HOUR)
  })
})

describe('zones', () => {
  test('the night the clocks go forward has 23 hours, the one they go back 25', () => {
    const newYork = calendarOf(specs.newYorkRoundTheClock)
    expect(newYork.workingBetween(at('2026-03-08T00:00:00-05:00'), at('2026-03-09T00:00:00-04:00'))).toBe(23 * HOUR)
    expect(newYork.workingBetween(at('2026-11-01T00:00:00-04:00'), at('2026-11-02T00:00:00-05:00'))).toBe(25 * HOUR)
  })

  test('the same local time a day later is 23 hours later when the clocks go forward', () => {
    const berlin = calendarOf(specs.berlin)
    expect(berlin.format(berlin.addDays(at('2026-03-28T12:00:00+01:00'), 1))).toBe('2026-03-29T12:00:00+02:00')
    expect(berlin.format(berlin.addDays(at('2026-03-28T02:30:00+01:00'), 1))).toBe('2026-03-29T03:30:00+02:00')
  })

  test('an opening that the clocks jump over has no time in it', () => {
    const night = calendarOf({ timezone: 'Europe/Berlin', week: { sun: [['02:00', '03:00']], mon: [['09:00', '17:00']] } })
    const saturday = at('2026-03-28T12:00:00+01:00')
    expect(night.nextOpening(saturday)).toBe(at('2026-03-30T09:00:00+02:00'))
    expect(night.spans(saturday, at('2026-03-30T09:00:00+02:00')).map(({ why }) => why)).toEqual(['weekend', 'closed'])
  })

  test('a day that a place left out, crossing the date line, is no day at all', () => {
    const apia = calendarOf({ timezone: 'Pacific/Apia', week: weekdays(['09:00', '17:00']) })
    expect(apia.workingBetween(at('2011-12-29T00:00:00-10:00'), at('2012-01-02T00:00:00+14:00'))).toBe(8 * HOUR)
  })
})

describe('what is not announced', () => {
  test('the office knows its holidays until the end of 2026', () => {
    expect(office.unknownFrom).toBe(shanghai('2027-01-01 00:00'))
  })

  test('a notice entered for 2027 replaces what the law alone says, and carries the claim forward', () => {
    const corrected = compileCalendar(specs.shanghaiOffice, [{ year: 2027, holidays: ['2027-01-01', '2027-01-04'], workdays: ['2027-01-09'] }])
    if (!corrected.ok) throw new Error(corrected.refusal.code)
    expect(corrected.calendar.unknownFrom).toBe(shanghai('2028-01-01 00:00'))
    expect(corrected.calendar.nextOpening(shanghai('2027-01-01 00:00'))).toBe(shanghai('2027-01-05 09:00'))
    expect(office.nextOpening(shanghai('2027-01-01 00:00'))).toBe(shanghai('2027-01-04 09:00'))
  })

  test('a calendar that makes no claim is never provisional', () => {
    expect(calendarOf(specs.nineToFive).unknownFrom).toBeNull()
    expect(calendarOf({ ...specs.nineToFive, announcedThrough: 2025 }).unknownFrom).toBe(shanghai('2026-01-01 00:00'))
  })
})

describe('a calendar that contradicts itself is refused, saying where', () => {
  const base = specs.nineToFive
  test.each<[string, CalendarSpec, string, string]>([
    ['a zone nobody knows', { ...base, timezone: 'Asia/Atlantis' }, 'calendar.unknown_timezone', 'timezone'],
    ['a timestamp in place of a zone', { ...base, timezone: '2020-01-01T00:00+08:00[Asia/Shanghai]' }, 'calendar.unknown_timezone', 'timezone'],
    ['a time without its nought', { ...base, week: { mon: [['9:00', '17:00']] } }, 'calendar.bad_time', 'week.mon[0]'],
    ['a minute past midnight at the end', { ...base, week: { mon: [['09:00', '24:01']] } }, 'calendar.bad_time', 'week.mon[0]'],
    ['an opening at 24:00', { ...base, week: { mon: [['24:00', '24:00']] } }, 'calendar.bad_time', 'week.mon[0]'],
    ['an opening of no length', { ...base, week: { mon: [['09:00', '09:00']] } }, 'calendar.bad_time', 'week.mon[0]'],
    ['hours through midnight', { ...base, week: { mon: [['22:00', '06:00']] } }, 'calendar.overnight_hours', 'week.mon[0]'],
    ['hours that overlap', { ...base, week: { tue: [['13:00', '18:00'], ['09:00', '13:30']] } }, 'calendar.overlapping_hours', 'week.tue[1]'],
    ['a date that does not exist', { ...base, holidays: ['2026-02-30'] }, 'calendar.bad_date', 'holidays[0]'],
    ['a date both off and worked', { ...base, holidays: ['2026-10-10'], workdays: ['2026-10-10'] }, 'calendar.date_in_both_lists', 'workdays[0]'],
    ['a date worked twice', { ...base, workdays: ['2026-10-10', { date: '2026-10-10', as: 'fri' }] }, 'calendar.date_given_twice', 'workdays[1]'],
    ['a makeup day without hours', { ...base, workdays: [{ date: '2026-10-10', as: 'sun' }] }, 'calendar.workday_without_hours', 'workdays[0]'],
    ['two exceptions for one date', { ...base, exceptions: [{ date: '2026-10-10', hours: [] }, { date: '2026-10-10', hours: [] }] }, 'calendar.date_given_twice', 'exceptions[1]'],
  ])('%s', (_, spec, code, field) => {
    expect(compileCalendar(spec)).toMatchObject({ ok: false, refusal: { code, params: { field } } })
  })

  test('hours that touch and hours out of order are fine', () => {
    const calendar = calendarOf({ ...base, week: { mon: [['13:00', '18:00'], ['09:00', '13:00']] } })
    expect(calendar.workingBetween(shanghai('2026-11-23 00:00'), shanghai('2026-11-24 00:00'))).toBe(9 * HOUR)
  })
})
