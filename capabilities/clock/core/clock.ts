import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant, Millis } from '#kernel/instant.ts'

/** `PT2H`: working or wall time; `P3D`: working or calendar days. Never mixed. */
export type Limit = { readonly unit: 'time'; readonly amount: Millis } | { readonly unit: 'days'; readonly days: number }
/** Working time of a calendar, or elapsed (wall) time. */
export type Counting = 'working' | 'wall'

/** What is done, and when, around a due instant (GEN-09). `before` is wall time; `after` is working time, and wall time in an emergency. */
export type Notice =
  | { readonly kind: 'warn'; readonly before: Millis }
  | { readonly kind: 'escalate'; readonly after: Millis; readonly rung: string }

/** The rule a clock runs under, as the handbook gives it for the case's present class. */
export type ClockPolicy = {
  readonly limit: Limit
  readonly counting: Counting
  /** Key of the calendar, also for notices of a wall clock. */
  readonly calendar: string
  readonly notices: readonly Notice[]
  /** An emergency's notices do not wait for working hours. */
  readonly emergency: boolean
  /** The action is not to be done earlier than this after the start (AFT-03: not before 24 h). */
  readonly notBefore: Millis | null
}

/** A pause; open while `to` is null. */
export type Pause = { readonly from: Instant; readonly to: Instant | null; readonly reason: string }

/** Something to be announced at `at`; each once. */
export type PlannedNotice =
  | { readonly kind: 'warn'; readonly at: Instant; readonly index: number }
  /** The first instant that is too late: one millisecond after the due instant, which itself still keeps the promise. */
  | { readonly kind: 'miss'; readonly at: Instant }
  | { readonly kind: 'escalate'; readonly at: Instant; readonly index: number; readonly rung: string }

/**
 * A promise on a clock (SLA). Open while `running` or `paused`; a missed clock goes on until its action is done.
 * `unknown`: imported history without evidence of its end; never counted as met.
 */
export type Clock = {
  readonly id: Id
  readonly key: string
  readonly clause: string
  readonly status: 'running' | 'paused' | 'met' | 'late' | 'cancelled' | 'unknown'
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  /** Policies in order of time; spent time under an earlier one is kept under the later. */
  readonly policies: readonly { readonly from: Instant; readonly policy: ClockPolicy }[]
  readonly pauses: readonly Pause[]
  /** Null while paused (unless set by hand) and when the rule never comes due. */
  readonly dueAt: Instant | null
  /** A due instant set by a person with a reason, until given back to the rule. */
  readonly manual: { readonly dueAt: Instant; readonly by: string; readonly at: Instant } | null
  /** The due instant crosses into a year whose holidays are not announced. */
  readonly provisional: boolean
  /** When the breach was announced; once. */
  readonly missedAt: Instant | null
  /** What is still to be announced, by time. `nextNoticeAt` is the first. */
  readonly planned: readonly PlannedNotice[]
  /** Warnings of the present due instant and rungs of the ladder that were announced; none of them is announced again. */
  readonly announced: readonly Announced[]
}

/** A notice that went out. */
export type Announced = { readonly kind: 'warn'; readonly before: Millis } | { readonly kind: 'escalate'; readonly rung: string }

/** The look-up of compiled calendars that decisions are given. */
export type Calendars = (key: string) => Calendar
