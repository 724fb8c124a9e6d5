import { DAY, MINUTE } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Span, Why } from './calendar.ts'
import type { DayPlan } from './day-rules.ts'
import { dayNumber } from './local-date.ts'
import type { DayNumber } from './local-date.ts'
import type { Zone } from './zone.ts'

/** One local year of a calendar as sorted arrays; everything is found in them by binary search. */
export type Year = {
  readonly from: number
  readonly to: number
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** Working time of the year before opening i; one more entry holds the whole year. */
  readonly before: Float64Array
  readonly total: number
  readonly firstDay: DayNumber
  /** Start of each local day; one more entry is the end of the year. */
  readonly dayStarts: Float64Array
  /** Index of the first opening of each day; one more entry. */
  readonly dayOpenings: Int32Array
  readonly plans: readonly DayPlan[]
  /** Dates with working time, in order. */
  readonly workdays: Int32Array
}

/** Lays out every day of the year once; zone arithmetic happens here and never again. */
export function compileYear(year: number, zone: Zone, planOf: (date: DayNumber) => DayPlan): Year {
  const firstDay = dayNumber(year, 1, 1)
  const days = dayNumber(year + 1, 1, 1) - firstDay
  const [opens, closes, before, workdays]: number[][] = [[], [], [0], []]
  const dayStarts = new Float64Array(days + 1)
  const dayOpenings = new Int32Array(days + 1)
  const plans: DayPlan[] = []
  let total = 0
  for (let day = 0; day < days; day += 1) {
    const plan = planOf(firstDay + day)
    plans.push(plan)
    dayStarts[day] = zone.edgeOf((firstDay + day) * DAY)
    dayOpenings[day] = opens!.length
    for (const [open, close] of openingsOf(plan, firstDay + day, zone)) {
      opens!.push(open)
      closes!.push(close)
      before!.push((total += close - open))
    }
    if (opens!.length > dayOpenings[day]!) workdays!.push(firstDay + day)
  }
  dayStarts[days] = zone.edgeOf((firstDay + days) * DAY)
  dayOpenings[days] = opens!.length
  return {
    from: dayStarts[0]!,
    to: dayStarts[days]!,
    opens: Float64Array.from(opens!),
    closes: Float64Array.from(closes!),
    before: Float64Array.from(before!),
    total,
    firstDay,
    dayStarts,
    dayOpenings,
    plans,
    workdays: Int32Array.from(workdays!),
  }
}

/** An opening that a jump of the clocks swallows whole has no instants and is left out. */
function openingsOf(plan: DayPlan, date: DayNumber, zone: Zone): readonly (readonly [Instant, Instant])[] {
  const edge = (minute: number) => zone.edgeOf(date * DAY + minute * MINUTE)
  return plan.hours.map(([open, close]) => [edge(open), edge(close)] as const).filter(([open, close]) => open < close)
}

/** Index of the first entry greater than `value` (the length, when none is). */
export function firstAbove(sorted: Float64Array | Int32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}

/** Working time of the year in [its start, at). */
export function workedUntil(year: Year, at: number): number {
  const started = firstAbove(year.opens, at)
  if (started === 0) return 0
  return year.before[started - 1]! + Math.min(at, year.closes[started - 1]!) - year.opens[started - 1]!
}

/** Adds [from, to) to spans in order of time; empty ones vanish, equal neighbours merge. */
function pushSpan(spans: Span[], from: number, to: number, why: Why): void {
  if (from >= to) return
  const last = spans.at(-1)
  if (last && last.why === why && last.to === from) spans[spans.length - 1] = { ...last, to: to as Instant }
  else spans.push({ from: from as Instant, to: to as Instant, why })
}

/** The spans of one day of the year, cut to [from, to). */
export function pushDay(spans: Span[], year: Year, day: number, cut: { readonly from: number; readonly to: number }): void {
  const push = (from: number, to: number, why: Why) => pushSpan(spans, Math.max(from, cut.from), Math.min(to, cut.to), why)
  const plan = year.plans[day]!
  const end = year.dayStarts[day + 1]!
  const last = year.dayOpenings[day + 1]!
  let at = year.dayStarts[day]!
  let unopened: Why = plan.hours.length === 0 ? plan.unopened : 'closed'
  for (let index = year.dayOpenings[day]!; index < last; index += 1) {
    push(at, year.opens[index]!, unopened)
    push(year.opens[index]!, year.closes[index]!, plan.open)
    at = year.closes[index]!
    unopened = index + 1 < last ? 'break' : 'closed'
  }
  push(at, end, unopened)
}
