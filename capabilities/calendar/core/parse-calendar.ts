import type { CalendarSpec, Opening, Weekday, Workday } from './calendar.ts'
import { calendarRefused } from './calendar-refusal.ts'
import type { CalendarRefusal } from './calendar-refusal.ts'

/** Days of the week in calendar order, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[]

/** Entries a list of a calendar may have. */
const ENTRIES_MAX = 10_000
/** Openings a day may have. */
const OPENINGS_MAX = 48

const FIELDS = ['timezone', 'week', 'holidays', 'workdays', 'exceptions', 'statutory', 'announcedThrough']
type No = { readonly ok: false; readonly refusal: CalendarRefusal }

/**
 * Reads a calendar from outside (YAML, JSON): its shape only; `compileCalendar` checks what it says. Unknown fields are refused, never dropped.
 * Refusals: `calendar.bad_shape`, `calendar.unknown_field`, `calendar.bad_weekday`, `calendar.too_many_entries`, `calendar.bad_year`, `calendar.unknown_statutory`.
 */
export function parseCalendar(value: unknown): { readonly ok: true; readonly spec: CalendarSpec } | No {
  if (!isRecord(value)) return calendarRefused('calendar.bad_shape', 'calendar', '{"timezone", "week", …}')
  const wrong =
    unknownField(value, FIELDS, '') ??
    badText(value['timezone'], 'timezone') ??
    badWeek(value['week']) ??
    badList(value['holidays'], 'holidays', badText) ??
    badList(value['workdays'], 'workdays', badWorkday) ??
    badList(value['exceptions'], 'exceptions', badException) ??
    badClaims(value)
  // The shape has just been checked field by field.
  return wrong ?? { ok: true, spec: value as CalendarSpec & Record<string, unknown> }
}

function badClaims({ statutory, announcedThrough }: Record<string, unknown>): No | null {
  if (statutory !== undefined && statutory !== 'CN') return calendarRefused('calendar.unknown_statutory', 'statutory', String(statutory))
  if (announcedThrough === undefined) return null
  const isYear = typeof announcedThrough === 'number' && Number.isInteger(announcedThrough) && announcedThrough >= 1900 && announcedThrough <= 2199
  return isYear ? null : calendarRefused('calendar.bad_year', 'announcedThrough')
}

function badWeek(value: unknown): No | null {
  if (!isRecord(value)) return calendarRefused('calendar.bad_shape', 'week', '{"mon": [["09:00", "17:00"]], …}')
  for (const [day, hours] of Object.entries(value)) {
    if (!isWeekday(day)) return calendarRefused('calendar.bad_weekday', 'week', day)
    const wrong = badHours(hours, `week.${day}`)
    if (wrong) return wrong
  }
  return null
}

function badHours(value: unknown, field: string): No | null {
  if (Array.isArray(value) && value.length > OPENINGS_MAX) return calendarRefused('calendar.too_many_entries', field, String(OPENINGS_MAX))
  if (Array.isArray(value) && value.every(isOpening)) return null
  return calendarRefused('calendar.bad_shape', field, '[["09:00", "12:00"], ["13:30", "18:00"]]')
}

function badWorkday(value: unknown, field: string): No | null {
  if (typeof value === 'string') return null
  if (!isRecord(value)) return calendarRefused('calendar.bad_shape', field, '"2026-10-10", {"date": "2026-10-10", "as": "fri"}')
  if (typeof value['as'] !== 'string' || !isWeekday(value['as'])) return calendarRefused('calendar.bad_weekday', `${field}.as`, JSON.stringify(value['as'] ?? ''))
  return unknownField(value, ['date', 'as'], `${field}.`) ?? badText(value['date'], `${field}.date`)
}

function badException(value: unknown, field: string): No | null {
  if (!isRecord(value)) return calendarRefused('calendar.bad_shape', field, '{"date": "2026-12-31", "hours": [["09:00", "12:00"]]}')
  return unknownField(value, ['date', 'hours'], `${field}.`) ?? badText(value['date'], `${field}.date`) ?? badHours(value['hours'], `${field}.hours`)
}

function badList(value: unknown, field: string, badEntry: (entry: unknown, field: string) => No | null): No | null {
  if (value === undefined) return null
  if (!Array.isArray(value)) return calendarRefused('calendar.bad_shape', field, '[…]')
  if (value.length > ENTRIES_MAX) return calendarRefused('calendar.too_many_entries', field, String(ENTRIES_MAX))
  for (const [index, entry] of value.entries()) {
    const wrong = badEntry(entry, `${field}[${index}]`)
    if (wrong) return wrong
  }
  return null
}

function badText(value: unknown, field: string): No | null {
  return typeof value === 'string' ? null : calendarRefused('calendar.bad_shape', field, '"…"')
}

function unknownField(value: Record<string, unknown>, fields: readonly string[], prefix: string): No | null {
  const extra = Object.keys(value).find((key) => !fields.includes(key))
  return extra === undefined ? null : calendarRefused('calendar.unknown_field', `${prefix}${extra.slice(0, 80)}`)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isWeekday = (value: string): value is Weekday => (WEEKDAYS as readonly string[]).includes(value)
const isOpening = (value: unknown): value is Opening => Array.isArray(value) && value.length === 2 && value.every((time) => typeof time === 'string')

/** The date of a workday entry, and whose hours it has. */
export const workdayOf = (entry: Workday): { readonly date: string; readonly as: Weekday | null } =>
  typeof entry === 'string' ? { date: entry, as: null } : entry
