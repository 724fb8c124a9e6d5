import { assert, must } from '#kernel/assert.ts'
import { later } from '#kernel/instant.ts'
import type { Instant, Millis } from '#kernel/instant.ts'
import type { Calendars, Clock, Notice, PlannedNotice } from './clock.ts'
import type { ClockPlan } from './clock-event.ts'
import { currentPolicy } from './ledger.ts'
import { dueOf, isProvisional } from './measure-clock.ts'

/** The plan of a clock as it stands at `at`: due instant and what is to be announced. A paused clock plans nothing. */
export function planClock(clock: Clock, at: Instant, calendars: Calendars): ClockPlan {
  if (clock.manual) {
    const { dueAt } = clock.manual
    return { dueAt, provisional: false, planned: clock.status === 'paused' ? [] : planNotices(clock, dueAt, at, calendars) }
  }
  if (clock.status === 'paused') return { dueAt: null, provisional: false, planned: [] }
  const dueAt = dueOf(clock, calendars)
  return { dueAt, provisional: isProvisional(clock, dueAt, calendars), planned: dueAt === null ? [] : planNotices(clock, dueAt, at, calendars) }
}

/** Notices still to be given, by time. Those of an ordinary policy wait for working hours, and its ladder climbs in working time; the miss itself is never moved. */
function planNotices(clock: Clock, dueAt: Instant, at: Instant, calendars: Calendars): readonly PlannedNotice[] {
  const policy = currentPolicy(clock)
  const polite = (raw: Instant): Instant | null => {
    const soonest = Math.max(raw, at) as Instant
    return policy.emergency ? soonest : calendars(policy.calendar).nextOpening(soonest)
  }
  // An ordinary ladder climbs in working time: whoever is reminded on Monday morning gets the hour before their superior hears of it.
  const workingRung = (due: Instant, after: Millis): Instant | null => {
    const calendar = calendars(policy.calendar)
    const when = after === 0 ? later(due, 1) : calendar.addWorking(due, after)
    return when === null ? null : polite(when)
  }
  const planned: PlannedNotice[] = clock.missedAt === null ? [{ kind: 'miss', at: later(dueAt, 1) }] : []
  for (const [index, notice] of policy.notices.entries()) {
    if (wasAnnounced(clock, notice)) continue
    if (notice.kind === 'escalate') {
      const when = policy.emergency ? polite(later(dueAt, Math.max(1, notice.after))) : workingRung(dueAt, notice.after)
      if (when !== null) planned.push({ kind: 'escalate', at: when, index, rung: notice.rung })
    } else {
      const raw = later(dueAt, -notice.before)
      const when = polite(raw)
      // A warning from before the start says nothing new, and one after the due instant warns of nothing.
      if (when !== null && raw >= clock.startedAt && when < dueAt) planned.push({ kind: 'warn', at: when, index })
    }
  }
  return planned.sort(byTime)
}

const ORDER = { warn: 0, miss: 1, escalate: 2 } as const
const byTime = (a: PlannedNotice, b: PlannedNotice): number =>
  a.at - b.at || ORDER[a.kind] - ORDER[b.kind] || (a.kind !== 'miss' && b.kind !== 'miss' ? a.index - b.index : 0)

function wasAnnounced(clock: Clock, notice: Notice): boolean {
  return clock.announced.some((done) =>
    notice.kind === 'warn' ? done.kind === 'warn' && done.before === notice.before : done.kind === 'escalate' && done.rung === notice.rung,
  )
}

/** The warning a planned notice stands for. */
export function warningOf(clock: Clock, index: number): Extract<Notice, { kind: 'warn' }> {
  const notice = must(currentPolicy(clock).notices[index], 'a planned notice points into the policy in force')
  assert(notice.kind === 'warn', 'a planned warning points at a warning')
  return notice
}

/** Whether two plans say the same. */
export function samePlan(a: ClockPlan, b: ClockPlan): boolean {
  if (a.dueAt !== b.dueAt || a.provisional !== b.provisional || a.planned.length !== b.planned.length) return false
  return a.planned.every((notice, index) => notice.kind === b.planned[index]?.kind && notice.at === b.planned[index]?.at)
}
