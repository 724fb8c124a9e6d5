import { assert, must } from '#kernel/assert.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Announced, Clock, Pause, PlannedNotice } from './clock.ts'
import type { ClockEvent, ClockPlan } from './clock-event.ts'
import { warningOf } from './plan-clock.ts'

/** The clock after an event. It asks no calendar: replaying the events of a clock gives its row, whatever calendars say today. */
export function evolveClock(clock: Clock | null, event: ClockEvent): Clock {
  if (event.type === 'clock.started') return started(clock, event)
  const before = must(clock, 'a clock starts before anything happens to it')
  assert(before.id === event.clockId, 'an event belongs to the clock it is applied to')
  switch (event.type) {
    case 'clock.paused':
      return { ...before, ...planIn(event), status: 'paused', pauses: [...before.pauses, { from: event.at, to: null, reason: event.reason }] }
    case 'clock.resumed':
      return { ...before, ...planIn(event), status: 'running', pauses: closePause(before.pauses, event.at) }
    case 'clock.policy_changed':
      return { ...before, ...planIn(event), policies: withPolicy(before, event), announced: rungsOf(before) }
    case 'clock.due_set':
      return { ...before, ...planIn(event), manual: { dueAt: event.setTo, by: event.by, at: event.at }, announced: rungsOf(before) }
    case 'clock.due_returned':
      return { ...before, ...planIn(event), manual: null, announced: rungsOf(before) }
    case 'clock.rescheduled':
      return { ...before, ...planIn(event) }
    case 'clock.warned':
      return announce(before, { kind: 'warn', before: warningOf(before, event.index).before }, (it) => it.kind === 'warn' && it.index === event.index)
    case 'clock.escalated':
      return announce(before, { kind: 'escalate', rung: event.rung }, (it) => it.kind === 'escalate' && it.index === event.index)
    case 'clock.missed':
      return { ...before, missedAt: event.at, planned: before.planned.filter((it) => it.kind !== 'miss') }
    case 'clock.stopped':
      return { ...ended(before, event.outcome, event.asOf ?? event.at), dueAt: event.dueAt, provisional: event.provisional }
    case 'clock.cancelled':
      return ended(before, 'cancelled', event.at)
    case 'clock.left_unknown':
      return ended(before, 'unknown', event.at)
  }
}

function started(clock: Clock | null, event: Extract<ClockEvent, { type: 'clock.started' }>): Clock {
  assert(clock === null, 'a clock starts once')
  const startedAt = event.asOf ?? event.at
  return {
    id: event.clockId,
    key: event.key,
    clause: event.clause,
    status: 'running',
    startedAt,
    endedAt: null,
    policies: [{ from: startedAt, policy: event.policy }],
    pauses: [],
    manual: null,
    missedAt: null,
    announced: [],
    ...planIn(event),
  }
}

const planIn = ({ dueAt, provisional, planned }: ClockPlan): ClockPlan => ({ dueAt, provisional, planned })

/** A policy that held for no time at all leaves no trace in the ledger. */
function withPolicy(clock: Clock, { at, policy }: Extract<ClockEvent, { type: 'clock.policy_changed' }>): Clock['policies'] {
  return [...clock.policies.filter(({ from }) => from < at), { from: at, policy }]
}

/** A new due instant is worth a new warning; a superior who was told is not told again. */
const rungsOf = (clock: Clock): readonly Announced[] => clock.announced.filter(({ kind }) => kind === 'escalate')

function announce(clock: Clock, notice: Announced, isIt: (planned: PlannedNotice) => boolean): Clock {
  return { ...clock, planned: clock.planned.filter((planned) => !isIt(planned)), announced: [...clock.announced, notice] }
}

function ended(clock: Clock, status: 'met' | 'late' | 'cancelled' | 'unknown', at: Instant): Clock {
  return { ...clock, status, endedAt: at, pauses: closePause(clock.pauses, at), planned: [] }
}

const closePause = (pauses: readonly Pause[], at: Instant): readonly Pause[] => pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause))
