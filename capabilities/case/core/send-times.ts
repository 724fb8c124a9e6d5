import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import { DAY, HOUR, later, MINUTE, type Instant } from '#kernel/instant.ts'

/** A moment one may choose for a later sending. */
export type SendTime = { readonly key: 'today' | 'next_day' | 'next_week'; readonly at: Instant }

/** Nobody chooses what is over in a moment. */
const SOON = 10 * MINUTE
const LOOKED_AT_DAYS = 40

/**
 * Good moments for a later sending by a working calendar: the end of today's work, the beginning of the next working day, the beginning of the
 * first working day of next week (weeks begin on Monday). A moment stands once, under the nearer name; what the calendar does not know is left out.
 */
export function sendTimes(calendar: Calendar, now: Instant): readonly SendTime[] {
  const today = calendar.dateOf(now)
  const days = workingDays(calendar, now)
  const end = days.find(({ date }) => date === today)?.to
  const next = days.find(({ date }) => date !== today)
  const week = days.find(({ date }) => mondayOf(date) > mondayOf(today))
  return [
    ...(end !== undefined && end - now >= SOON ? [{ key: 'today', at: end } as const] : []),
    ...(next === undefined ? [] : [{ key: 'next_day', at: next.from } as const]),
    ...(week === undefined || week === next ? [] : [{ key: 'next_week', at: week.from } as const]),
  ]
}

type Day = { readonly date: string; readonly from: Instant; readonly to: Instant }

/** The days on which there is work, each from its first opening to its last closing. */
function workingDays(calendar: Calendar, now: Instant): readonly Day[] {
  const days = new Map<string, Day>()
  const open = calendar.spans(now, later(now, LOOKED_AT_DAYS * DAY)).filter(({ why }) => why === 'working' || why === 'makeup')
  for (const span of open.flatMap((whole) => byDay(calendar, whole))) {
    const known = days.get(span.date)
    days.set(span.date, known === undefined ? span : { ...known, to: span.to })
  }
  return [...days.values()]
}

/** Work that goes through midnight counts for both days. */
function byDay(calendar: Calendar, { from, to }: Omit<Day, 'date'>): readonly Day[] {
  const pieces: Day[] = []
  for (let start = from; start < to; ) {
    const date = calendar.dateOf(start)
    let end = start
    while (end < to && calendar.dateOf(end) === date) end = later(end, HOUR) < to ? later(end, HOUR) : to
    if (calendar.dateOf(end) !== date && end !== to) end = startOfHour(end)
    pieces.push({ date, from: start, to: end })
    start = end
  }
  return pieces
}

const startOfHour = (at: Instant): Instant => later(at, -(at % HOUR))

/** The Monday of the week a local date lies in, as a count of days. */
function mondayOf(date: string): number {
  const day = Math.round(Date.parse(`${date}T00:00:00Z`) / DAY)
  return day - ((day + 3) % 7)
}
