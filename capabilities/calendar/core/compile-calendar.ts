import { DAY } from '#kernel/instant.ts'
import type { Calendar, CalendarSpec } from './calendar.ts'
import { calendarOver, type Days } from './calendar-over.ts'
import { calendarRefused } from './calendar-refusal.ts'
import type { CalendarRefusal } from './calendar-refusal.ts'
import { readDayRules } from './day-rules.ts'
import { dayNumber } from './local-date.ts'
import { announcedThrough } from './statutory-days.ts'
import type { StatutoryYear } from './statutory-days.ts'
import { compileZone } from './zone.ts'

type No = { readonly ok: false; readonly refusal: CalendarRefusal }

/**
 * Compiles a calendar for binary search; years are laid out when first asked for and kept.
 * `corrections`: statutory years announced after this release. Refusals: every `calendar.*` code.
 */
export function compileCalendar(spec: CalendarSpec, corrections: readonly StatutoryYear[] = []): { readonly ok: true; readonly calendar: Calendar } | No {
  const days = daysOf(spec, corrections)
  return days.ok ? { ok: true, calendar: calendarOver(days.days) } : days
}

/** What a calendar says of each day, as its writer and the notices have it. Refusals: every `calendar.*` code. */
export function daysOf(spec: CalendarSpec, corrections: readonly StatutoryYear[] = []): { readonly ok: true; readonly days: Days } | No {
  const zone = compileZone(spec.timezone)
  if (!zone) return calendarRefused('calendar.unknown_timezone', 'timezone', spec.timezone)
  const rules = readDayRules(spec, corrections)
  if (!rules.ok) return rules
  const known = lastKnownYear(spec, corrections)
  return { ok: true, days: { timezone: spec.timezone, zone, planOf: rules.planOf, unknownFrom: known === null ? null : zone.edgeOf(dayNumber(known + 1, 1, 1) * DAY) } }
}

/** Corrections carry the claim forward: who enters the notice of 2027 has announced 2027. */
function lastKnownYear(spec: CalendarSpec, corrections: readonly StatutoryYear[]): number | null {
  if (spec.statutory === undefined) return spec.announcedThrough ?? null
  const table = announcedThrough(corrections)
  if (spec.announcedThrough === undefined) return table
  return corrections.some(({ year }) => year > (spec.announcedThrough ?? 0)) ? Math.max(table, spec.announcedThrough) : spec.announcedThrough
}
