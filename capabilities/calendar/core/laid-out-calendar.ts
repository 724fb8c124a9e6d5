import { must } from '#kernel/assert.ts'
import { DAY } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Calendar } from './calendar.ts'
import { calendarOver, type Days } from './calendar-over.ts'
import type { DayPlan, Hours } from './day-rules.ts'
import { civilOf, dayNumber } from './local-date.ts'
import { zoneOver, type Stretch } from './zone.ts'

/**
 * Whole years of a calendar as plain numbers, so that its arithmetic runs where neither the handbook nor `Temporal` is at hand.
 * `plans` are the kinds of day there are; `days` names the kind of each day from `firstDay` (days since 1970-01-01) on.
 */
export type LaidOutCalendar = {
  readonly timezone: string
  readonly unknownFrom: number | null
  readonly firstDay: number
  readonly plans: readonly { readonly hours: readonly (readonly number[])[]; readonly open: 'working' | 'makeup'; readonly unopened: 'closed' | 'weekend' | 'holiday' }[]
  readonly days: readonly number[]
  /** From, to and offset of each stretch of local time, in milliseconds. */
  readonly stretches: readonly (readonly number[])[]
}

/** How far beyond its years a laid-out calendar knows its zone. */
const MARGIN = 3 * DAY

/** Lays out the years in which `from` and `to` lie, and all between them. */
export function layOutCalendar({ timezone, zone, planOf, unknownFrom }: Days, from: Instant, to: Instant): LaidOutCalendar {
  const year = (at: Instant): number => civilOf(Math.floor((at + zone.offsetAt(at)) / DAY)).year
  const firstDay = dayNumber(year(from), 1, 1)
  const count = dayNumber(year(to) + 1, 1, 1) - firstDay
  const kinds = new Map<string, number>()
  const plans: DayPlan[] = []
  const days = Array.from({ length: count }, (_, index) => {
    const plan = planOf(firstDay + index)
    const kind = JSON.stringify(plan)
    const known = kinds.get(kind) ?? plans.push(plan) - 1
    kinds.set(kind, known)
    return known
  })
  return { timezone, unknownFrom, firstDay, plans, days, stretches: stretchesOf(zone, firstDay * DAY - MARGIN, (firstDay + count) * DAY + MARGIN) }
}

/** The calendar again; beyond the years laid out it is never open. */
export function calendarOfLayOut({ timezone, unknownFrom, firstDay, plans, days, stretches }: LaidOutCalendar): Calendar {
  const known = stretches.map(([from = 0, to = 0, offset = 0]): Stretch => ({ from, to, offset }))
  const last = must(known.at(-1), 'a laid-out calendar knows its zone')
  const reaching = [...known.slice(0, -1), { ...last, to: Infinity }]
  const readPlans = plans.map(({ hours, open, unopened }): DayPlan => ({ hours: hours as unknown as Hours, open, unopened }))
  return calendarOver({
    timezone,
    unknownFrom: unknownFrom as Instant | null,
    zone: zoneOver(() => reaching),
    planOf: (date) => readPlans[days[date - firstDay] ?? -1] ?? BEYOND,
  })
}

const BEYOND: DayPlan = { hours: [], open: 'working', unopened: 'closed' }

/** Where the offset changes, found by halving between noons: offsets hold for weeks at least. */
function stretchesOf(zone: Days['zone'], from: number, to: number): readonly (readonly number[])[] {
  const offset = (at: number): number => zone.offsetAt(at as Instant)
  const stretches: (readonly number[])[] = []
  let begun = from
  for (let at = from; at < to; at += DAY) {
    if (offset(at) === offset(at + DAY)) continue
    let [low, high] = [at, at + DAY]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offset(middle) === offset(at)) low = middle
      else high = middle
    }
    stretches.push([begun, high, offset(at)])
    begun = high
  }
  return [...stretches, [begun, to, offset(to)]]
}
