import { MINUTE, DAY } from '#kernel/instant.ts'
import type { Instant, Millis } from '#kernel/instant.ts'
import type { Calendar, Span } from './calendar.ts'
import { compileYear, firstAbove, pushDay, workedUntil } from './compile-year.ts'
import type { Year } from './compile-year.ts'
import type { DayPlan } from './day-rules.ts'
import { civilOf, formatDate } from './local-date.ts'
import type { DayNumber } from './local-date.ts'
import type { Zone } from './zone.ts'

/** How far ahead an opening is looked for: ten years with their leap days. */
const HORIZON = (3653 * DAY) as Millis

type YearsOf = { readonly of: (at: number) => Year; readonly after: (year: Year) => Year }

/** What a calendar says of days: which zone they lie in, and how each of them is worked. */
export type Days = { readonly timezone: string; readonly zone: Zone; readonly planOf: (date: DayNumber) => DayPlan; readonly unknownFrom: Instant | null }

/** The arithmetic of a calendar over its days; years are laid out when first asked for and kept. */
export function calendarOver({ timezone, zone, planOf, unknownFrom }: Days): Calendar {
  const years = yearsOf((year) => compileYear(year, zone, planOf), zone)
  return {
    timezone,
    workingBetween: (from, to) => workingBetween(years, from, to),
    addWorking: (from, amount) => addWorking(years, from, amount),
    addWorkingDays: (from, days) => addWorkingDays(years, zone, from, days),
    addDays: (from, days) => zone.momentOf(from + zone.offsetAt(from) + days * DAY),
    spans: (from, to) => spansOf(years, from, to),
    isOpen: (at) => nextOpening(years, at) === at,
    nextOpening: (at) => nextOpening(years, at),
    dateOf: (at) => formatDate(Math.floor((at + zone.offsetAt(at)) / DAY)),
    format: (at) => formatLocal(at, zone.offsetAt(at)),
    unknownFrom,
  }
}

function yearsOf(compile: (year: number) => Year, zone: Zone): YearsOf {
  const memo = new Map<number, Year>()
  const named = (number: number): Year => {
    const known = memo.get(number)
    if (known) return known
    const fresh = compile(number)
    memo.set(number, fresh)
    return fresh
  }
  let latest: Year | null = null
  const of = (at: number): Year => {
    // Most questions in a row are about the same year.
    if (latest && latest.from <= at && at < latest.to) return latest
    latest = named(civilOf(Math.floor((at + zone.offsetAt(at as Instant)) / DAY)).year)
    return latest
  }
  return { of, after: (year) => named(civilOf(year.firstDay).year + 1) }
}

function workingBetween(years: YearsOf, from: Instant, to: Instant): Millis {
  if (to <= from) return 0 as Millis
  let year = years.of(from)
  let sum = -workedUntil(year, from)
  while (year.to < to) {
    sum += year.total
    year = years.after(year)
  }
  return (sum + workedUntil(year, to)) as Millis
}

function addWorking(years: YearsOf, from: Instant, amount: Millis): Instant | null {
  if (amount <= 0) return from
  let year = years.of(from)
  let target = workedUntil(year, from) + amount
  while (target > year.total) {
    if (year.to > from + HORIZON) return null
    target -= year.total
    year = years.after(year)
  }
  const index = firstAbove(year.before, target - 1) - 1
  // `before` counts whole milliseconds: the first opening whose end brings the sum to `target` holds the answer.
  const due = year.opens[index]! + (target - year.before[index]!)
  return due > from + HORIZON ? null : (due as Instant)
}

function nextOpening(years: YearsOf, at: Instant): Instant | null {
  let year = years.of(at)
  let index = firstAbove(year.closes, at)
  while (index === year.closes.length) {
    if (year.to > at + HORIZON) return null
    year = years.after(year)
    index = 0
  }
  const opening = Math.max(at, year.opens[index]!)
  return opening > at + HORIZON ? null : (opening as Instant)
}

function addWorkingDays(years: YearsOf, zone: Zone, from: Instant, days: number): Instant | null {
  const start = nextOpening(years, from)
  if (start === null || days <= 0) return start
  const local = start + zone.offsetAt(start)
  const date = Math.floor(local / DAY)
  let year = years.of(start)
  let index = firstAbove(year.workdays, date) - 1 + days
  while (index >= year.workdays.length) {
    if (year.to > from + HORIZON) return null
    index -= year.workdays.length
    year = years.after(year)
  }
  return zone.momentOf(year.workdays[index]! * DAY + (local - date * DAY))
}

function spansOf(years: YearsOf, from: Instant, to: Instant): readonly Span[] {
  const spans: Span[] = []
  if (from >= to) return spans
  let year = years.of(from)
  let day = firstAbove(year.dayStarts, from) - 1
  while (year.dayStarts[day]! < to) {
    pushDay(spans, year, day, { from, to })
    day += 1
    if (day === year.plans.length) {
      year = years.after(year)
      day = 0
    }
  }
  return spans
}

/** Offsets of old local mean times have seconds; RFC 3339 has none, so they are cut and the clock time follows. */
function formatLocal(at: Instant, offset: number): string {
  const minutes = Math.trunc(offset / MINUTE)
  const local = at + minutes * MINUTE
  const date = Math.floor(local / DAY)
  const second = Math.floor((local - date * DAY) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`
  const sign = minutes < 0 ? '-' : '+'
  return `${formatDate(date)}T${clock}${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}
