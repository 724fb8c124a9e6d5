import { specs, calendarOf } from '#capabilities/calendar/core/calendars.example.ts'
import type { CalendarSpec } from '#capabilities/calendar/core/calendar.ts'
import { assert } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Calendars, Clock, ClockPolicy, Counting } from './clock.ts'
import type { ClockCommand, ClockEvent } from './clock-event.ts'
import { decideClock } from './decide-clock.ts'
import { evolveClock } from './evolve-clock.ts'
import { parseLimit } from './parse-limit.ts'

/** A policy with this limit: nothing announced, no emergency. */
export function policyOf(limit: string, counting: Counting, more: Partial<ClockPolicy> = {}): ClockPolicy {
  const parsed = parseLimit(limit)
  assert(parsed.ok, `${limit} is a limit`)
  return { limit: parsed.limit, counting, calendar: 'office', notices: [], emergency: false, notBefore: null, ...more }
}

/** Every key of a policy means this one calendar. */
export function calendarsOf(spec: CalendarSpec): Calendars {
  const calendar = calendarOf(spec)
  return () => calendar
}

export const shanghaiOffice = calendarsOf(specs.shanghaiOffice)
export const nineToFive = calendarsOf(specs.nineToFive)
export const clockId = '01920000-0000-7000-8000-000000000001' as Id
export const chenYu = '01920000-0000-7000-8000-00000000c4e1'

/** A command without the fields every start has in common. */
type Step = ClockCommand | { readonly type: 'start'; readonly at: Instant; readonly policy: ClockPolicy }

/** Runs commands one after another; every one of them must be accepted. */
export function play(steps: readonly Step[], calendars: Calendars): { readonly clock: Clock; readonly events: readonly ClockEvent[] } {
  const events: ClockEvent[] = []
  let clock: Clock | null = null
  for (const step of steps) {
    const command: ClockCommand = step.type === 'start' ? { ...step, type: 'startClock', id: clockId, key: 'first_response', clause: 'promise' } : step
    const decision = decideClock(clock, command, calendars)
    assert(decision.ok, `${command.type} is accepted`)
    for (const event of decision.events) {
      clock = evolveClock(clock, event)
      events.push(event)
    }
  }
  assert(clock !== null, 'the first step starts the clock')
  return { clock, events }
}
