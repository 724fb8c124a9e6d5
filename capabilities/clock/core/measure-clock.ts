import type { Instant, Millis } from '#kernel/instant.ts'
import type { Calendars, ClockPolicy } from './clock.ts'
import { countedBetween, currentPolicy, mergedPauses, piecesOf } from './ledger.ts'
import type { Promised } from './ledger.ts'

/** Time spent of the promise until `at`: the sum of counted stretches, each by the rule that held then, pauses left out. */
export function spentBy(promised: Promised, at: Instant, calendars: Calendars): Millis {
  let spent = 0
  for (const { from, to, policy, paused } of piecesOf(promised, at)) {
    if (!paused) spent += countedBetween(policy, from, to as Instant, calendars)
  }
  return spent as Millis
}

/** How much counted time the rule in force grants; null when a limit in days finds no such day within ten years. */
export function budgetOf(promised: Promised, calendars: Calendars): Millis | null {
  const policy = currentPolicy(promised)
  if (policy.limit.unit === 'time') return policy.limit.amount
  const due = unpausedDayDue(policy, policy.limit.days, promised.startedAt, calendars)
  return due === null ? null : countedBetween(policy, promised.startedAt, due, calendars)
}

/**
 * When the rule in force comes due: the earliest instant at which the counted time equals the limit; null when never (within ten years, or while an open pause holds it).
 * A limit in days is the same local time so many days later; pauses extend it by the counted time they cover.
 */
export function dueOf(promised: Promised, calendars: Calendars): Instant | null {
  const policy = currentPolicy(promised)
  if (policy.limit.unit === 'time') return reach(promised, policy.limit.amount, calendars)
  const due = unpausedDayDue(policy, policy.limit.days, promised.startedAt, calendars)
  if (due === null || isPlain(promised)) return due
  const budget = countedBetween(policy, promised.startedAt, due, calendars)
  // Between closing and opening no time counts, so the amount alone would fall due at closing time of the day before.
  return spentBy(promised, due, calendars) === budget ? heldByPauses(promised, due, calendars) : reach(promised, budget, calendars)
}

function unpausedDayDue(policy: ClockPolicy, days: number, from: Instant, calendars: Calendars): Instant | null {
  if (days === 0) return from
  const calendar = calendars(policy.calendar)
  return policy.counting === 'wall' ? calendar.addDays(from, days) : calendar.addWorkingDays(from, days)
}

/** One rule and no pause, as most promises are: nothing has to be cut into pieces. */
const isPlain = ({ policies, pauses }: Promised): boolean => policies.length === 1 && pauses.length === 0

/** The earliest instant at which `amount` has been counted. */
function reach(promised: Promised, amount: Millis, calendars: Calendars): Instant | null {
  let left: number = amount
  if (left <= 0) return promised.startedAt
  if (isPlain(promised)) return addCounted(currentPolicy(promised), promised.startedAt, amount, calendars)
  for (const { from, to, policy, paused } of piecesOf(promised, Infinity)) {
    if (paused) continue
    const counted = to === Infinity ? Infinity : countedBetween(policy, from, to as Instant, calendars)
    if (counted >= left) return addCounted(policy, from, left as Millis, calendars)
    left -= counted
  }
  return null
}

function addCounted(policy: ClockPolicy, from: Instant, amount: Millis, calendars: Calendars): Instant | null {
  return policy.counting === 'wall' ? ((from + amount) as Instant) : calendars(policy.calendar).addWorking(from, amount)
}

/** A due day that falls into a pause waits for the next opening after it. */
function heldByPauses(promised: Promised, due: Instant, calendars: Calendars): Instant | null {
  const policy = currentPolicy(promised)
  let held: Instant | null = due
  for (const { from, to } of mergedPauses(promised.pauses)) {
    if (held === null || from >= held) break
    if (to > held) held = to === Infinity ? null : openingAfter(policy, to as Instant, calendars)
  }
  return held
}

function openingAfter(policy: ClockPolicy, at: Instant, calendars: Calendars): Instant | null {
  return policy.counting === 'wall' ? at : calendars(policy.calendar).nextOpening(at)
}

/** The due instant depends on days whose holidays are not announced; a promise in elapsed time never does. */
export function isProvisional(promised: Promised, due: Instant | null, calendars: Calendars): boolean {
  const policy = currentPolicy(promised)
  if (due === null || policy.counting === 'wall') return false
  const { unknownFrom } = calendars(policy.calendar)
  return unknownFrom !== null && due > unknownFrom
}

/** The earliest instant at which the promised action may be done (a call-back not before 24 h); null when at any time. */
export function notBeforeOf(promised: Promised): Instant | null {
  const { notBefore } = currentPolicy(promised)
  return notBefore === null ? null : ((promised.startedAt + notBefore) as Instant)
}
