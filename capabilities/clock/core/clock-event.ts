import type { Id } from '#kernel/id.ts'
import type { Instant, Millis } from '#kernel/instant.ts'
import type { Clock, ClockPolicy, PlannedNotice } from './clock.ts'

/** What one can ask of a clock. `by` is the id of a person; a reason in words is kept with the row, never here. */
export type ClockCommand =
  /** `asOf`: it began then and is told only now. */
  | { readonly type: 'startClock'; readonly at: Instant; readonly asOf?: Instant; readonly id: Id; readonly key: string; readonly clause: string; readonly policy: ClockPolicy }
  /** `reason` is a code of the handbook (`customer`, a step's key). */
  | { readonly type: 'pauseClock'; readonly at: Instant; readonly reason: string }
  | { readonly type: 'resumeClock'; readonly at: Instant }
  /** The case's class changed: another limit, the spent time kept. A pause stays. */
  | { readonly type: 'changePolicy'; readonly at: Instant; readonly policy: ClockPolicy }
  | { readonly type: 'setDue'; readonly at: Instant; readonly dueAt: Instant; readonly by: string }
  | { readonly type: 'returnDueToRule'; readonly at: Instant; readonly by: string }
  /** The promised action was done; `asOf`: it was done then and is told only now. */
  | { readonly type: 'stopClock'; readonly at: Instant; readonly asOf?: Instant }
  /** The promise no longer applies. */
  | { readonly type: 'cancelClock'; readonly at: Instant }
  /** Something planned may be due: late, twice or early does no harm. */
  | { readonly type: 'clockReached'; readonly at: Instant }
  /** A calendar of the clock was corrected. */
  | { readonly type: 'calendarChanged'; readonly at: Instant }
  /** Imported history ends here without evidence of the action. */
  | { readonly type: 'leaveUnknown'; readonly at: Instant }

/** What follows from calendar and rule: everything the row needs, so that replaying asks no calendar. */
export type ClockPlan = { readonly dueAt: Instant | null; readonly provisional: boolean; readonly planned: readonly PlannedNotice[] }

type Happened = { readonly clockId: Id; readonly at: Instant }

/** What happened to a clock: ids, codes and instants only. */
export type ClockEvent = Happened &
  (
    /** `asOf`: from when it counts, if before it was told. */
    | ({ readonly type: 'clock.started'; readonly key: string; readonly clause: string; readonly policy: ClockPolicy; readonly asOf?: Instant } & ClockPlan)
    | ({ readonly type: 'clock.paused'; readonly reason: string } & ClockPlan)
    | ({ readonly type: 'clock.resumed' } & ClockPlan)
    | ({ readonly type: 'clock.policy_changed'; readonly policy: ClockPolicy } & ClockPlan)
    /** `setTo` is the due instant a person chose; the plan's `dueAt` is the same. */
    | ({ readonly type: 'clock.due_set'; readonly setTo: Instant; readonly by: string } & ClockPlan)
    | ({ readonly type: 'clock.due_returned'; readonly by: string } & ClockPlan)
    | ({ readonly type: 'clock.rescheduled' } & ClockPlan)
    | { readonly type: 'clock.warned'; readonly index: number; readonly before: Millis; readonly dueAt: Instant }
    | { readonly type: 'clock.missed'; readonly dueAt: Instant }
    | { readonly type: 'clock.escalated'; readonly index: number; readonly rung: string; readonly dueAt: Instant }
    /** `asOf`: when it was done, if before it was told. */
    | { readonly type: 'clock.stopped'; readonly outcome: 'met' | 'late'; readonly dueAt: Instant | null; readonly provisional: boolean; readonly asOf?: Instant }
    | { readonly type: 'clock.cancelled' }
    | { readonly type: 'clock.left_unknown' }
  )

/** Events that carry a new plan. */
export type PlanningEvent = Extract<ClockEvent, ClockPlan>

/** The first instant at which the clock has something to announce; null while it is paused or has ended. */
export function nextNoticeAt(clock: Clock): Instant | null {
  return clock.status === 'running' ? (clock.planned[0]?.at ?? null) : null
}
