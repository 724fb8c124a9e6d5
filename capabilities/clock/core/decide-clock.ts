import { must } from '#kernel/assert.ts'
import { decided, refused } from '#kernel/decision.ts'
import type { Decision } from '#kernel/decision.ts'
import { DAY, later, type Instant } from '#kernel/instant.ts'
import type { Calendars, Clock, PlannedNotice } from './clock.ts'
import type { ClockCommand, ClockEvent, ClockPlan, PlanningEvent } from './clock-event.ts'
import type { ClockRefusal } from './clock-refusal.ts'
import { evolveClock } from './evolve-clock.ts'
import { currentPolicy } from './ledger.ts'
import { dueOf, isProvisional } from './measure-clock.ts'
import { planClock, samePlan, warningOf } from './plan-clock.ts'

type Answer = Decision<ClockEvent, never, ClockRefusal>
type Command<Type extends ClockCommand['type']> = Extract<ClockCommand, { type: Type }>

/** What a decision on an existing clock is given: the clock, the instant (never before its last event), the calendars. */
type Case = { readonly clock: Clock; readonly at: Instant; readonly calendars: Calendars }

/** A promise by hand is one for the year to come; every day of it is laid out for people to read. */
const MANUAL_DUE_DAYS_MAX = 366

/**
 * The one door to a clock. A breach that was not announced yet is announced before anything else happens to the clock.
 * Refusals: `clock.already_started`, `clock.not_started`, `clock.ended`, `clock.already_paused`, `clock.not_paused`, `clock.due_in_past`, `clock.due_too_far`, `clock.due_not_manual`.
 */
export function decideClock(clock: Clock | null, command: ClockCommand, calendars: Calendars): Answer {
  if (command.type === 'startClock') return clock ? refused('clock.already_started') : start(command, calendars)
  if (!clock) return refused('clock.not_started')
  const now: Case = { clock, at: Math.max(command.at, lastInstant(clock)) as Instant, calendars }
  if (clock.endedAt !== null) return isReminder(command) ? decided([]) : refused('clock.ended')
  switch (command.type) {
    case 'pauseClock':
      return clock.status === 'paused' ? refused('clock.already_paused') : change(now, { type: 'clock.paused', reason: command.reason })
    case 'resumeClock':
      return clock.status === 'paused' ? change(now, { type: 'clock.resumed' }) : refused('clock.not_paused')
    case 'changePolicy':
      return changePolicy(now, command)
    case 'setDue':
      return setDue(now, command)
    case 'returnDueToRule':
      return clock.manual ? change(now, { type: 'clock.due_returned', by: command.by }) : refused('clock.due_not_manual')
    case 'stopClock':
      return stop(now, command.asOf)
    case 'cancelClock':
      return decided([...breach(now), { type: 'clock.cancelled', clockId: clock.id, at: now.at }])
    case 'leaveUnknown':
      return decided([{ type: 'clock.left_unknown', clockId: clock.id, at: now.at }])
    case 'clockReached':
      return reached(now)
    case 'calendarChanged':
      return decided(rescheduled(now, samePlan))
  }
}

function setDue(now: Case, { dueAt, by }: Command<'setDue'>): Answer {
  if (dueAt <= now.at) return refused('clock.due_in_past')
  if (dueAt > later(now.at, MANUAL_DUE_DAYS_MAX * DAY)) return refused('clock.due_too_far', { days: MANUAL_DUE_DAYS_MAX })
  return change(now, { type: 'clock.due_set', setTo: dueAt, by })
}

const isReminder = ({ type }: ClockCommand): boolean => type === 'clockReached' || type === 'calendarChanged'

function start({ at, asOf = at, id, key, clause, policy }: Command<'startClock'>, calendars: Calendars): Answer {
  return decided([planned(null, { type: 'clock.started', clockId: id, at, key, clause, policy, ...(asOf < at ? { asOf } : {}) }, calendars)])
}

function changePolicy(now: Case, { policy }: Command<'changePolicy'>): Answer {
  if (JSON.stringify(currentPolicy(now.clock)) === JSON.stringify(policy)) return decided([])
  return change(now, { type: 'clock.policy_changed', policy })
}

type WithoutPlan<Event> = Event extends PlanningEvent ? Omit<Event, keyof ClockPlan> : never
type Unplanned = WithoutPlan<PlanningEvent>
type Unaddressed = Unplanned extends infer Event ? (Event extends Unplanned ? Omit<Event, 'clockId' | 'at'> : never) : never

/** A change of the running promise: the breach so far, then the event with the plan it leads to. */
function change(now: Case, event: Unaddressed): Answer {
  const before = breach(now)
  const clock = before.reduce<Clock>(evolveClock, now.clock)
  return decided([...before, planned(clock, { ...event, clockId: clock.id, at: now.at } as Unplanned, now.calendars)])
}

/** Completes an event by the plan of the clock that has gone through it. */
function planned(clock: Clock | null, event: Unplanned, calendars: Calendars): ClockEvent {
  const draft = evolveClock(clock, { ...event, dueAt: null, provisional: false, planned: [] })
  return { ...event, ...planClock(draft, event.at, calendars) }
}

/** The due instant as it is now, the pause of a paused clock included. */
const dueNow = ({ clock, calendars }: Case): Instant | null => (clock.manual ? clock.manual.dueAt : dueOf(clock, calendars))

/** The miss, if the due instant has passed unannounced. */
function breach(now: Case): readonly ClockEvent[] {
  const { clock, at } = now
  const dueAt = dueNow(now)
  if (clock.missedAt !== null || dueAt === null || at <= dueAt) return []
  return [{ type: 'clock.missed', clockId: clock.id, at, dueAt }]
}

/**
 * Done at the due instant is still met. A due date that was moved by hand after the breach does not undo the breach.
 * What is told afterwards counts as of when it was done, though never before what has happened to the clock since: a breach that was announced stays.
 */
function stop(told: Case, asOf: Instant = told.at): Answer {
  const done = Math.max(Math.min(asOf, told.at), lastInstant(told.clock)) as Instant
  const now = { ...told, at: done }
  const { clock, at, calendars } = now
  const dueAt = dueNow(now)
  const forgiven = clock.manual !== null && clock.missedAt !== null && clock.manual.at >= clock.missedAt
  const outcome = forgiven || (dueAt !== null && at > dueAt) ? 'late' : 'met'
  const provisional = clock.manual === null && isProvisional(clock, dueAt, calendars)
  return decided([...breach(now).map((missed) => ({ ...missed, at: told.at })), { type: 'clock.stopped', clockId: clock.id, at: told.at, outcome, dueAt, provisional, ...(done < told.at ? { asOf: done } : {}) }])
}

/** A new plan, when calendars have moved the due instant since the last one. */
function rescheduled({ clock, at, calendars }: Case, isSame: (a: ClockPlan, b: ClockPlan) => boolean): readonly ClockEvent[] {
  const plan = planClock(clock, at, calendars)
  return isSame(clock, plan) ? [] : [{ type: 'clock.rescheduled', clockId: clock.id, at, ...plan }]
}

/** Announces what is planned until now, measured anew: what has moved into the future is planned there instead. */
function reached(now: Case): Answer {
  const { at } = now
  if (now.clock.status === 'paused') return decided([])
  const moved = rescheduled(now, (a, b) => a.dueAt === b.dueAt && a.provisional === b.provisional)
  const clock = moved.reduce<Clock>(evolveClock, now.clock)
  return decided([...moved, ...clock.planned.filter((notice) => notice.at <= at).map((notice) => announcement(clock, notice, at))])
}

function announcement(clock: Clock, notice: PlannedNotice, at: Instant): ClockEvent {
  const happened = { clockId: clock.id, at, dueAt: must(clock.dueAt, 'notices are planned around a due instant') }
  switch (notice.kind) {
    case 'warn':
      return { ...happened, type: 'clock.warned', index: notice.index, before: warningOf(clock, notice.index).before }
    case 'miss':
      return { ...happened, type: 'clock.missed' }
    case 'escalate':
      return { ...happened, type: 'clock.escalated', index: notice.index, rung: notice.rung }
  }
}

/** Two machines' clocks may differ by a little: what happens to a clock is never dated before what happened last. */
function lastInstant(clock: Clock): number {
  const pause = clock.pauses.at(-1)
  return Math.max(clock.policies.at(-1)?.from ?? 0, pause?.to ?? pause?.from ?? 0, clock.missedAt ?? 0, clock.manual?.at ?? 0, clock.startedAt)
}
