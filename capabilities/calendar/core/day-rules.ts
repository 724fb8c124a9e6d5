import type { CalendarSpec, Opening, Weekday } from './calendar.ts'
import { calendarRefused } from './calendar-refusal.ts'
import type { CalendarRefusal } from './calendar-refusal.ts'
import { civilOf, parseDate, weekdayIndex } from './local-date.ts'
import type { DayNumber } from './local-date.ts'
import { WEEKDAYS, workdayOf } from './parse-calendar.ts'
import { statutoryDays } from './statutory-days.ts'
import type { StatutoryYear } from './statutory-days.ts'

/** Minutes since local midnight, [open, close), in order and apart. */
export type Hours = readonly (readonly [open: number, close: number])[]

/** How one local day is worked: its hours and what they are called; a day without hours is wholly `unopened`. */
export type DayPlan = { readonly hours: Hours; readonly open: 'working' | 'makeup'; readonly unopened: 'closed' | 'weekend' | 'holiday' }

type No = { readonly ok: false; readonly refusal: CalendarRefusal }
type Week = readonly Hours[]
type Listed = ReadonlyMap<DayNumber, DayPlan>

/**
 * What each date is, from the strongest word to the weakest: exceptions, own workdays and holidays, statutory days, the week.
 * Refuses times, dates and lists that contradict themselves.
 */
export function readDayRules(
  spec: CalendarSpec,
  corrections: readonly StatutoryYear[],
): { readonly ok: true; readonly planOf: (date: DayNumber) => DayPlan } | No {
  const week = readWeek(spec)
  if (!week.ok) return week
  const listed = readListed(spec, week.hours)
  if (!listed.ok) return listed
  const statutory = spec.statutory === 'CN' ? statutoryPlans(week.hours, corrections) : () => null
  return { ok: true, planOf: (date) => listed.days.get(date) ?? statutory(date) ?? weekPlan(week.hours, date) }
}

function weekPlan(week: Week, date: DayNumber): DayPlan {
  return { hours: week[weekdayIndex(date)] ?? [], open: 'working', unopened: 'weekend' }
}

function readWeek(spec: CalendarSpec): { readonly ok: true; readonly hours: Week } | No {
  const hours: Hours[] = []
  for (const day of WEEKDAYS) {
    const read = readHours(spec.week[day] ?? [], `week.${day}`)
    if (!read.ok) return read
    hours.push(read.hours)
  }
  return { ok: true, hours }
}

/** Holidays, then workdays, then exceptions into one map, each checked against the ones before. */
function readListed(spec: CalendarSpec, week: Week): { readonly ok: true; readonly days: Listed } | No {
  const days = new Map<DayNumber, DayPlan>()
  for (const [index, text] of (spec.holidays ?? []).entries()) {
    const date = parseDate(text)
    if (date === null) return calendarRefused('calendar.bad_date', `holidays[${index}]`, text)
    days.set(date, { hours: [], open: 'working', unopened: 'holiday' })
  }
  return addWorkdays(spec, week, days) ?? addExceptions(spec, days) ?? { ok: true, days }
}

function addWorkdays(spec: CalendarSpec, week: Week, days: Map<DayNumber, DayPlan>): No | null {
  for (const [index, entry] of (spec.workdays ?? []).entries()) {
    const { date: text, as } = workdayOf(entry)
    const field = `workdays[${index}]`
    const date = parseDate(text)
    if (date === null) return calendarRefused('calendar.bad_date', field, text)
    const before = days.get(date)
    if (before) return calendarRefused(before.open === 'makeup' ? 'calendar.date_given_twice' : 'calendar.date_in_both_lists', field, text)
    const hours = hoursOf(week, as ?? 'mon')
    if (hours.length === 0) return calendarRefused('calendar.workday_without_hours', field, text)
    days.set(date, { hours, open: 'makeup', unopened: 'closed' })
  }
  return null
}

function addExceptions(spec: CalendarSpec, days: Map<DayNumber, DayPlan>): No | null {
  const seen = new Set<DayNumber>()
  for (const [index, { date: text, hours }] of (spec.exceptions ?? []).entries()) {
    const field = `exceptions[${index}]`
    const date = parseDate(text)
    if (date === null) return calendarRefused('calendar.bad_date', field, text)
    if (seen.has(date)) return calendarRefused('calendar.date_given_twice', field, text)
    const read = readHours(hours, `${field}.hours`)
    if (!read.ok) return read
    seen.add(date)
    days.set(date, { hours: read.hours, open: 'working', unopened: 'closed' })
  }
  return null
}

function readHours(openings: readonly Opening[], field: string): { readonly ok: true; readonly hours: Hours } | No {
  const hours: (readonly [number, number])[] = []
  for (const [index, [open, close]] of openings.entries()) {
    const place = `${field}[${index}]`
    const from = minuteOf(open, '23:59')
    const to = minuteOf(close, '24:00')
    if (from === null || to === null || from === to) return calendarRefused('calendar.bad_time', place, `${open}–${close}`)
    if (to < from) return calendarRefused('calendar.overnight_hours', place, `${open}–${close}`)
    if (hours.some(([a, b]) => from < b && a < to)) return calendarRefused('calendar.overlapping_hours', place, `${open}–${close}`)
    hours.push([from, to])
  }
  return { ok: true, hours: hours.sort(([a], [b]) => a - b) }
}

function minuteOf(text: string, latest: '23:59' | '24:00'): number | null {
  if (!/^\d\d:[0-5]\d$/.test(text) || text > latest) return null
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}

const hoursOf = (week: Week, day: Weekday): Hours => week[WEEKDAYS.indexOf(day)] ?? []

/** A statutory makeup day has Monday's hours; a team whose Mondays are free keeps its week. */
function statutoryPlans(week: Week, corrections: readonly StatutoryYear[]): (date: DayNumber) => DayPlan | null {
  const memo = new Map<number, Listed>()
  const monday = hoursOf(week, 'mon')
  const read = (year: number): Listed => {
    const { holidays, workdays } = statutoryDays(year, corrections)
    const days = new Map<DayNumber, DayPlan>()
    for (const text of holidays) days.set(parseDate(text) ?? -1, { hours: [], open: 'working', unopened: 'holiday' })
    for (const text of monday.length > 0 ? workdays : []) days.set(parseDate(text) ?? -1, { hours: monday, open: 'makeup', unopened: 'closed' })
    memo.set(year, days)
    return days
  }
  return (date) => {
    const { year } = civilOf(date)
    return (memo.get(year) ?? read(year)).get(date) ?? null
  }
}
