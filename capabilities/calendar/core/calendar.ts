import type { Instant, Millis } from '#kernel/instant.ts'

/** Days of the week as they are written in handbooks and in `bin/clock`. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
/** Opening hours of a day, local times, `"24:00"` allowed as an end: `["09:00", "12:00"]`. */
export type Opening = readonly [string, string]
/** A date (`2026-10-10`) that is worked although the week or a holiday says otherwise (调休); Monday's hours unless `as` says. */
export type Workday = string | { readonly date: string; readonly as: Weekday }

/** A working calendar as people write it. Dates are local to `timezone`. */
export type CalendarSpec = {
  readonly timezone: string
  readonly week: { readonly [day in Weekday]?: readonly Opening[] }
  readonly holidays?: readonly string[]
  readonly workdays?: readonly Workday[]
  /** Single dates with hours of their own; they win over week, holidays and workdays. */
  readonly exceptions?: readonly { readonly date: string; readonly hours: readonly Opening[] }[]
  /** Statutory days that come with the product: holidays and 调休 of the People's Republic. */
  readonly statutory?: 'CN'
  /** Last year whose holidays are announced; deadlines that cross beyond it are provisional. */
  readonly announcedThrough?: number
}

/** Why a stretch of time counts or does not. `wall`: counted because the promise is in elapsed time. */
export type Why = 'working' | 'break' | 'closed' | 'weekend' | 'holiday' | 'makeup' | 'paused' | 'wall'

/** A stretch [from, to) of one kind. `working` and `makeup` count as working time. */
export type Span = { readonly from: Instant; readonly to: Instant; readonly why: Why }

/** A compiled calendar: arrays of intervals under binary search. Pure; the same answer at any time. */
export type Calendar = {
  readonly timezone: string
  /** Working time in [from, to). */
  readonly workingBetween: (from: Instant, to: Instant) => Millis
  /** The earliest instant at which `amount` of working time has passed since `from`; null when none within 10 years. */
  readonly addWorking: (from: Instant, amount: Millis) => Instant | null
  /** The same local time `days` working days later (§ bin/clock: a start outside hours counts from the next opening); null when none within 10 years. */
  readonly addWorkingDays: (from: Instant, days: number) => Instant | null
  /** The same local time `days` calendar days later. */
  readonly addDays: (from: Instant, days: number) => Instant
  /** Contiguous spans of [from, to), neighbours of equal `why` merged. */
  readonly spans: (from: Instant, to: Instant) => readonly Span[]
  readonly isOpen: (at: Instant) => boolean
  /** `at` itself when open, else the next opening; null when none within 10 years. */
  readonly nextOpening: (at: Instant) => Instant | null
  /** Local calendar date `YYYY-MM-DD`. */
  readonly dateOf: (at: Instant) => string
  /** RFC 3339 in whole seconds with the calendar's offset. */
  readonly format: (at: Instant) => string
  /** First instant whose holidays are not announced yet; null when the calendar makes no such claim. */
  readonly unknownFrom: Instant | null
}
