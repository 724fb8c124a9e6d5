import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { later, MINUTE, millis } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { CalendarSpec, Opening, Weekday } from './calendar.ts'
import { at, calendarOf } from './calendars.example.ts'
import { WEEKDAYS } from './parse-calendar.ts'

const HALF_HOURS = 48
const time = (slot: number) => `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 ? '30' : '00'}`

/** Openings of a day from an even number of distinct half hours, in order and apart. */
const hours = fc.uniqueArray(fc.integer({ min: 0, max: HALF_HOURS }), { maxLength: 4 }).map((slots): readonly Opening[] => {
  const sorted = slots.sort((a, b) => a - b)
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => [time(sorted[2 * i]!), time(sorted[2 * i + 1]!)] as const)
})
const week = fc.tuple(hours, hours, hours, hours, hours, hours, hours).map((days) => Object.fromEntries(days.map((day, i) => [WEEKDAYS[i]!, day])) as Record<Weekday, readonly Opening[]>)

/** A week around a change of the clocks, one around a year's end; Shanghai has no such change. */
const places = [
  ['Europe/Berlin', '2026-03-26T00:00:00Z'],
  ['Europe/Berlin', '2026-10-22T00:00:00Z'],
  ['America/New_York', '2026-03-05T00:00:00Z'],
  ['America/New_York', '2026-10-29T00:00:00Z'],
  ['Asia/Shanghai', '2026-12-28T00:00:00Z'],
] as const

/** Asks Temporal about every single minute; the hour that comes twice is open the second time as it was at the first crossing. */
function countMinutes(spec: CalendarSpec, from: Instant, minutes: number): readonly boolean[] {
  return Array.from({ length: minutes }, (_, index) => {
    const local = Temporal.Instant.fromEpochMilliseconds(later(from, index * MINUTE)).toZonedDateTimeISO(spec.timezone)
    if (spec.holidays?.includes(local.toPlainDate().toString())) return false
    const clock = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`
    return (spec.week[WEEKDAYS[local.dayOfWeek - 1]!] ?? []).some(([open, close]) => open <= clock && clock < close)
  })
}

/** Openings that begin or end inside the hour that comes twice are read as one stretch, so the minute oracle is not asked about them. */
const splitsRepeatedHour = (spec: CalendarSpec) => WEEKDAYS.some((day) => spec.week[day]?.some((opening) => opening.some((edge) => edge.endsWith(':30') && (edge.startsWith('01') || edge.startsWith('02'))) || opening.some((edge) => edge === '01:00' || edge === '02:00' || edge === '03:00')))

describe.each(places)('in %s from %s', (timezone, from) => {
  const start = at(from)
  const days = 7
  const minutes = days * 24 * 60

  test('every minute is counted as a person with a clock and a timetable would count it', () => {
    fc.assert(
      fc.property(week, fc.integer({ min: 0, max: days - 1 }), (hoursOfWeek, holiday) => {
        const date = Temporal.Instant.fromEpochMilliseconds(later(start, holiday * 24 * 60 * MINUTE)).toZonedDateTimeISO(timezone).toPlainDate().toString()
        const spec: CalendarSpec = { timezone, week: hoursOfWeek, holidays: [date] }
        fc.pre(timezone === 'Asia/Shanghai' || !splitsRepeatedHour(spec))
        const calendar = calendarOf(spec)
        const counted = countMinutes(spec, start, minutes)
        const open = new Set(calendar.spans(start, later(start, minutes * MINUTE)).flatMap(({ from: a, to: b, why }) => (why === 'working' ? range(a, b) : [])))
        const wrong = counted.findIndex((isOpen, index) => isOpen !== open.has(later(start, index * MINUTE)))
        expect(wrong).toBe(-1)
        expect(calendar.workingBetween(start, later(start, minutes * MINUTE))).toBe(counted.filter(Boolean).length * MINUTE)
      }),
      { numRuns: 25, seed: 20261122 },
    )
  })

  test('the due instant is the earliest at which the working time equals the amount', () => {
    fc.assert(
      fc.property(week, fc.integer({ min: 0, max: minutes }), fc.integer({ min: 1, max: 6000 }), (hoursOfWeek, offset, amount) => {
        const calendar = calendarOf({ timezone, week: hoursOfWeek })
        const begin = later(start, offset * MINUTE)
        const due = calendar.addWorking(begin, millis(amount * MINUTE))
        expect(due === null).toBe(calendar.nextOpening(begin) === null)
        if (due === null) return
        expect(calendar.workingBetween(begin, due)).toBe(amount * MINUTE)
        expect(calendar.workingBetween(begin, later(due, -1))).toBe(amount * MINUTE - 1)
      }),
      { numRuns: 60, seed: 20261122 },
    )
  })

  test('spans are contiguous, their neighbours differ, and the open ones sum to the working time', () => {
    fc.assert(
      fc.property(week, fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (hoursOfWeek, offset, length) => {
        const calendar = calendarOf({ timezone, week: hoursOfWeek })
        const begin = later(start, offset)
        const end = later(begin, length)
        const spans = calendar.spans(begin, end)
        expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([begin, end])
        expect(spans.slice(1).filter((span, index) => span.from !== spans[index]?.to || span.why === spans[index]?.why)).toEqual([])
        const sum = spans.filter(({ why }) => why === 'working').reduce((total, { from: a, to: b }) => total + b - a, 0)
        expect(calendar.workingBetween(begin, end)).toBe(sum)
      }),
      { numRuns: 60, seed: 20261122 },
    )
  })
})

const range = (from: number, to: number): readonly number[] => Array.from({ length: (to - from) / MINUTE }, (_, index) => from + index * MINUTE)
