import { nextNoticeAt } from '#capabilities/clock/core/clock-event.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import type { Instant } from '#kernel/instant.ts'
import { isOpenClock, type CaseAggregate } from './unfolding.ts'

const min = (instants: readonly Instant[]): Instant | null =>
  instants.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null)

/** When the case next has something to do by itself: the first timer or notice. Null while it is merged. */
export function wakeAt({ state, clocks }: CaseAggregate): Instant | null {
  if (state.status === 'merged') return null
  let first: Instant | null = null
  const consider = (at: Instant | null): void => {
    if (at !== null && (first === null || at < first)) first = at
  }
  for (const timer of state.timers) consider(timer.at)
  for (const clock of clocks) consider(nextNoticeAt(clock))
  return first
}

/** The next deadline of the case: what lists are sorted by. */
export function nextDueAt(clocks: readonly Clock[]): Instant | null {
  return min(clocks.filter(isOpenClock).flatMap((clock) => (clock.dueAt === null ? [] : [clock.dueAt])))
}
