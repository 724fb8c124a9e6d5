import type { Clock } from '#capabilities/clock/core/clock.ts'
import type { ClockEvent } from '#capabilities/clock/core/clock-event.ts'
import { evolveClock } from '#capabilities/clock/core/evolve-clock.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { CaseEvent } from './case-event.ts'
import type { CaseState } from './case-state.ts'
import { evolveCase } from './evolve-case.ts'
import type { CaseAggregate } from './unfolding.ts'

/** The case a whole stream leads to, its clocks in the order in which they started. Replaying a stream gives the rows. */
export function replayCase(events: readonly CaseEvent[]): CaseAggregate {
  let state: CaseState | null = null
  const clocks = new Map<Id, Clock>()
  for (const event of events) {
    if (isOfClock(event)) clocks.set(event.clockId, evolveClock(clocks.get(event.clockId) ?? null, event))
    else state = evolveCase(state, event)
  }
  return { state: must(state, 'a stream begins with the opening of its case'), clocks: [...clocks.values()] }
}

const isOfClock = (event: CaseEvent): event is ClockEvent => event.type.startsWith('clock.')
