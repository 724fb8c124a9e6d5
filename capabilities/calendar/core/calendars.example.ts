import { assert } from '#kernel/assert.ts'
import { parseInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Calendar, CalendarSpec, Opening } from './calendar.ts'
import { compileCalendar } from './compile-calendar.ts'

/** The same hours from Monday to Friday. */
export const weekdays = (...hours: readonly Opening[]): CalendarSpec['week'] => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours })

/** Calendars that stories and tests speak of by name. */
export const specs = {
  /** 上海办公室: lunch from 12:00 to 13:30, statutory days of the People's Republic. */
  shanghaiOffice: { timezone: 'Asia/Shanghai', statutory: 'CN', week: weekdays(['09:00', '12:00'], ['13:30', '18:00']) },
  /** Nine to five, no lunch, no holidays. */
  nineToFive: { timezone: 'Asia/Shanghai', week: weekdays(['09:00', '17:00']) },
  earlyOffice: { timezone: 'Asia/Shanghai', week: weekdays(['08:00', '12:00'], ['13:30', '18:00']) },
  berlin: { timezone: 'Europe/Berlin', week: weekdays(['09:00', '17:00']) },
  newYorkRoundTheClock: {
    timezone: 'America/New_York',
    week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])),
  },
} as const satisfies Record<string, CalendarSpec>

/** The calendar of a spec that is known to be sound. */
export function calendarOf(spec: CalendarSpec): Calendar {
  const compiled = compileCalendar(spec)
  assert(compiled.ok, 'an example calendar is sound')
  return compiled.calendar
}

/** An instant that is known to be one. */
export function at(text: string): Instant {
  const instant = parseInstant(text)
  assert(instant !== null, `${text} is an instant`)
  return instant
}

/** An instant of a day in Shanghai: `shanghai('2026-11-20 16:30')`. */
export const shanghai = (text: string): Instant => at(`${text.replace(' ', 'T')}:00+08:00`)
