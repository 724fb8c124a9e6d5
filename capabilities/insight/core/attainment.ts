import type { Calendars, Clock } from '#capabilities/clock/core/clock.ts'
import { currentPolicy, mergedPauses } from '#capabilities/clock/core/ledger.ts'
import { spentBy } from '#capabilities/clock/core/measure-clock.ts'
import type { Instant, Millis } from '#kernel/instant.ts'

/**
 * How a promise stands at an instant. `missed`: kept late, or open past its due instant, or broken before it was cancelled. `running`: open and
 * not yet due. `unknown`: history without evidence of its end. Null: cancelled unbroken, so it never came to be judged.
 */
export type Standing = 'met' | 'missed' | 'unknown' | 'running'

/** Judges one clock. */
export function standingOf(clock: Clock, at: Instant): Standing | null {
  switch (clock.status) {
    case 'met': return 'met'
    case 'late': return 'missed'
    case 'unknown': return 'unknown'
    case 'cancelled': return clock.missedAt === null ? null : 'missed'
    case 'running':
    case 'paused': return clock.missedAt !== null || (clock.dueAt !== null && at > clock.dueAt) ? 'missed' : 'running'
  }
}

/** Lengths of one clock from start to end: elapsed, working time of its calendar, the part of that spent waiting, and what its rule counts. */
export type Measured = { readonly wall: Millis; readonly working: Millis; readonly waiting: Millis; readonly counted: Millis }

/** Measures a clock that ended with evidence (met or late); null for any other. */
export function measure(clock: Clock, calendars: Calendars): Measured | null {
  const { endedAt, startedAt } = clock
  if (endedAt === null || (clock.status !== 'met' && clock.status !== 'late')) return null
  const { workingBetween } = calendars(currentPolicy(clock).calendar)
  let waiting = 0
  for (const { from, to } of mergedPauses(clock.pauses)) waiting += workingBetween(from, Math.min(to, endedAt) as Instant)
  return { wall: (endedAt - startedAt) as Millis, working: workingBetween(startedAt, endedAt), waiting: waiting as Millis, counted: spentBy(clock, endedAt, calendars) }
}

/** One case under one clause: all its clocks there together. Lengths are sums over the clocks that ended with evidence, null when none did. */
export type CaseAttainment = { readonly caseId: string; readonly clause: string; readonly standing: Standing; readonly measured: Measured | null }

/** The worst of several clocks stands for the case: a promise broken once is broken; without evidence nothing is met. */
const WORST: readonly Standing[] = ['missed', 'unknown', 'running', 'met']

/** Joins the clocks of one case under one clause; null when every one was cancelled unbroken. */
export function attainmentOf(of: { readonly caseId: string; readonly clause: string }, clocks: readonly Clock[], facts: { readonly at: Instant; readonly calendars: Calendars }): CaseAttainment | null {
  const standings = clocks.map((clock) => standingOf(clock, facts.at))
  const standing = WORST.find((candidate) => standings.includes(candidate))
  if (standing === undefined) return null
  const measured = clocks.map((clock) => measure(clock, facts.calendars)).filter((it) => it !== null)
  return { ...of, standing, measured: measured.length === 0 ? null : measured.reduce(sum) }
}

const sum = (a: Measured, b: Measured): Measured => ({
  wall: (a.wall + b.wall) as Millis,
  working: (a.working + b.working) as Millis,
  waiting: (a.waiting + b.waiting) as Millis,
  counted: (a.counted + b.counted) as Millis,
})

/** How well a clause is kept. Median and 90th percentile are of the counted time of cases that ended with evidence; null when there are none. */
export type ClauseAttainment = {
  readonly clause: string
  readonly cases: number
  readonly met: number
  readonly missed: number
  readonly unknown: number
  readonly running: number
  readonly median: Millis | null
  readonly ninetieth: Millis | null
}

/** A clause while its cases are counted; it grows by one number per case. */
export type Tally = { readonly counts: Record<Standing, number>; readonly counted: Millis[] }
export const emptyTally = (): Tally => ({ counts: { met: 0, missed: 0, unknown: 0, running: 0 }, counted: [] })

/** Takes one more case into the count. */
export function tally(sofar: Tally, { standing, measured }: CaseAttainment): void {
  sofar.counts[standing] += 1
  if (measured !== null) sofar.counted.push(measured.counted)
}

/** The figures of a clause. */
export function summarise(clause: string, { counts, counted }: Tally): ClauseAttainment {
  const ordered = Float64Array.from(counted).sort()
  const cases = counts.met + counts.missed + counts.unknown + counts.running
  return { clause, cases, ...counts, median: nearestRank(ordered, 50) as Millis | null, ninetieth: nearestRank(ordered, 90) as Millis | null }
}

/** The nearest-rank percentile of ascending values: the smallest one with at least `percent` % of them at or below it. Null of nothing. */
export function nearestRank(ordered: ArrayLike<number>, percent: number): number | null {
  if (ordered.length === 0) return null
  return ordered[Math.max(1, Math.ceil((percent * ordered.length) / 100)) - 1] ?? null
}
