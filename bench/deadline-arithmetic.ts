import { calendarOf, shanghai, specs } from '#capabilities/calendar/core/calendars.example.ts'
import { dueOf, spentBy } from '#capabilities/clock/core/measure-clock.ts'
import { play, policyOf } from '#capabilities/clock/core/policies.example.ts'
import { HOUR, later, millis, MINUTE, type Instant } from '#kernel/instant.ts'
import { assert } from '#kernel/assert.ts'
import { pickIndex, seededRng } from '#kernel/rng.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { perSecond } from './timings.ts'

const STARTS = 4_096
const START = shanghai('2025-01-02 09:00')
const MINUTES = 2 * 365 * 24 * 60

/** Deadlines a second in the calendar of a Shanghai office with lunch, holidays and 调休, from instants all over two years. */
export async function deadlineArithmetic(scale: Scale, _say: Say): Promise<readonly BenchRow[]> {
  const ms = scale === 'quick' ? 400 : 2_000
  const office = calendarOf(specs.shanghaiOffice)
  const rng = seededRng(20_261_122)
  const starts = Array.from({ length: STARTS }, () => later(START, pickIndex(rng, MINUTES) * MINUTE))
  let sum = 0
  const startAt = (turn: number): Instant => starts[turn % STARTS]!
  const search = bareSearch(rng)
  const bare = perSecond(ms, (turn) => (sum += search(startAt(turn))))
  const add = perSecond(ms, (turn) => (sum += office.addWorking(startAt(turn), millis(8 * HOUR)) ?? 0))
  const days = perSecond(ms, (turn) => (sum += office.addWorkingDays(startAt(turn), 3) ?? 0))
  const calendars = () => office
  const policies = [{ from: START, policy: policyOf('PT8H', 'working') }]
  const due = perSecond(ms, (turn) => (sum += dueOf({ startedAt: startAt(turn), policies, pauses: [] }, calendars) ?? 0))
  const { clock } = play([
    { type: 'start', at: START, policy: policyOf('PT24H', 'working') },
    { type: 'pauseClock', at: later(START, 2 * HOUR), reason: 'customer' },
    { type: 'resumeClock', at: later(START, 30 * HOUR) },
  ], calendars)
  const paused = perSecond(ms, (turn) => (sum += spentBy(clock, later(START, (turn % 1_000) * MINUTE), calendars)))
  assert(sum > 0, 'the results are used')
  const against = { against: 'a bare binary search in as many intervals' }
  return [
    { name: 'bare binary search', value: bare, unit: '/s' },
    { name: 'deadline 8 working hours on (addWorking)', value: add, unit: '/s', ratio: add / bare, ...against, goal: '≥ 1,000,000/s' },
    { name: 'deadline 3 working days on', value: days, unit: '/s', ratio: days / bare, ...against, goal: '≥ 1,000,000/s' },
    { name: 'due instant of a clock (dueOf)', value: due, unit: '/s', ratio: due / bare, ...against, goal: '≥ 1,000,000/s' },
    { name: 'time spent by a paused clock (spentBy)', value: paused, unit: '/s', ratio: paused / bare, ...against },
  ]
}

/** The least that any calendar of intervals must do: find the interval of an instant. */
function bareSearch(rng: () => number): (at: number) => number {
  const opens = Float64Array.from({ length: 5_000 }, (_, index) => START + index * 4 * HOUR + pickIndex(rng, 60) * MINUTE)
  return (at) => {
    let low = 0
    let high = opens.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (opens[middle]! <= at) low = middle
      else high = middle - 1
    }
    return low
  }
}
