import type { ClockEvent } from '#capabilities/clock/core/clock-event.ts'
import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { AnswerWay } from './case-command.ts'
import type { Timer } from './case-state.ts'

type At = { readonly at: Instant }
/** Opening: the first event of every case. */
export type CaseOpened = At & {
  readonly type: 'case.opened'
  readonly caseId: Id
  readonly number: string
  readonly scenario: string
  readonly handbook: string
  readonly customerId: Id | null
  readonly channel: string
  readonly teamId: Id | null
  readonly parentId: Id | null
  readonly observed: boolean
  readonly facts: Readonly<Record<string, Code>>
}

/** What happened to a case. Ids, codes, instants and field names only; never a personal value (DESIGN §1.4). */
export type CaseOwnEvent =
  | CaseOpened
  | (At & { readonly type: 'case.message_received'; readonly messageId: Id; readonly auto: string; readonly thanks: boolean; readonly awaiting: string })
  | (At & { readonly type: 'case.replied'; readonly messageId: Id; readonly by: Id; readonly roles: readonly string[]; readonly first: boolean })
  | (At & { readonly type: 'case.reply_planned'; readonly messageId: Id; readonly sendAt: Instant; readonly by: Id })
  | (At & { readonly type: 'case.contacted'; readonly recordId: Id; readonly by: Id; readonly roles: readonly string[]; readonly reached: boolean; readonly first: boolean; /** When it was, if it is told afterwards. */ readonly contactedAt?: Instant })
  | (At & { readonly type: 'case.noted'; readonly noteId: Id; readonly by: Id })
  | (At & { readonly type: 'case.collaborator_added'; readonly personId: Id; readonly by: Id })
  | (At & { readonly type: 'case.reply_read' | 'case.reply_unread'; readonly by: Id })
  | (At & { readonly type: 'case.recorded'; readonly record: string; readonly recordId: Id; readonly by: Id; readonly roles: readonly string[]; readonly codes: Readonly<Record<string, Code>>; readonly fields: readonly string[]; readonly tells: boolean; readonly first: boolean })
  | (At & { readonly type: 'case.classified'; readonly codes: Readonly<Record<string, Code>> })
  | (At & { readonly type: 'case.assigned'; readonly teamId: Id | null; readonly role: string | null; readonly assigneeId: Id | null; readonly why: 'person' | 'step' | 'ladder' | 'import' })
  | (At & { readonly type: 'case.step_started'; readonly step: string; readonly round: number; readonly opensAt: Instant | null })
  | (At & { readonly type: 'case.step_completed'; readonly step: string; readonly outcome: string; readonly recordId: Id | null; readonly codes: Readonly<Record<string, Code>>; readonly fields: readonly string[]; readonly by: Id | null })
  | (At & { readonly type: 'case.step_opened' | 'case.step_dropped'; readonly step: string })
  /** `unsent`: no message could reach the customer; it is left to us to ask. */
  | (At & { readonly type: 'case.confirmation_asked'; readonly confirmationId: Id; readonly step: string; readonly unsent?: true })
  | (At & { readonly type: 'case.confirmation_reminded'; readonly confirmationId: Id; readonly step: string })
  | (At & { readonly type: 'case.confirmed' | 'case.declined'; readonly confirmationId: Id; readonly step: string; readonly via: AnswerWay })
  | (At & { readonly type: 'case.confirmation_lapsed' | 'case.confirmation_withdrawn'; readonly confirmationId: Id; readonly step: string })
  | (At & { readonly type: 'case.survey_planned' | 'case.survey_invited' | 'case.survey_reminded' | 'case.survey_expired' | 'case.survey_withdrawn'; readonly invitationId: Id; readonly step: string; readonly survey: string })
  | (At & { readonly type: 'case.survey_answered'; readonly invitationId: Id; readonly step: string; readonly survey: string; readonly score: number; readonly aspects: Readonly<Record<string, number>>; readonly via: AnswerWay })
  /** A colleague was given the customer's link, to hand it over in a way of their own. */
  | (At & { readonly type: 'case.link_given'; readonly of: Id; readonly step: string; readonly by: Id })
  | (At & { readonly type: 'case.survey_added_to'; readonly invitationId: Id; readonly step: string; readonly survey: string; readonly aspects: Readonly<Record<string, number>>; readonly recordId: Id; readonly fields: readonly string[] })
  | (At & { readonly type: 'case.waiting_started'; readonly reason: string; readonly until: Instant | null; readonly by: Id | null })
  | (At & { readonly type: 'case.waiting_ended'; readonly why: 'person' | 'customer_wrote' | 'time' | 'closed' })
  | (At & { readonly type: 'case.timer_set'; readonly timer: Timer })
  | (At & { readonly type: 'case.timer_cleared'; readonly key: string })
  | (At & { readonly type: 'case.observed'; readonly happening: 'assigned' | 'told' })
  | (At & { readonly type: 'case.resolved' })
  | (At & { readonly type: 'case.ending' })
  | (At & { readonly type: 'case.closed'; readonly dismissal: string | null })
  | (At & { readonly type: 'case.reopened'; readonly why: 'customer_wrote' | 'person' | 'import' })
  | (At & { readonly type: 'case.closure_lifted' })
  | (At & { readonly type: 'case.child_opened'; readonly childId: Id; readonly scenario: string; readonly rule: string | null })
  | (At & { readonly type: 'case.child_closed'; readonly childId: Id; readonly recovered: boolean | null })
  | (At & { readonly type: 'case.linked' | 'case.unlinked'; readonly otherId: Id })
  | (At & { readonly type: 'case.merged_into'; readonly otherId: Id })
  | (At & { readonly type: 'case.took_over'; readonly otherId: Id })
  | (At & { readonly type: 'case.merge_undone'; readonly otherId: Id })
  | (At & { readonly type: 'case.split_off'; readonly newCaseId: Id; readonly messageIds: readonly Id[] })
  | (At & { readonly type: 'case.customer_set'; readonly customerId: Id | null; readonly codes: Readonly<Record<string, Code>> })
  | (At & { readonly type: 'case.version_moved'; readonly handbook: string; readonly steps: Readonly<Record<string, string | null>> })
  | (At & { readonly type: 'case.told_by_rule'; readonly wording: string; readonly rule: string })
  | (At & { readonly type: 'case.knowledge_proposed'; readonly draftId: Id })

/** Everything in the stream of a case: its own events and those of its clocks. */
export type CaseEvent = CaseOwnEvent | ClockEvent

/** The event of one type, also where several types share a shape. */
export type CaseEventOf<T extends CaseOwnEvent['type']> = CaseOwnEvent extends infer E ? (E extends { readonly type: infer U } ? (T extends U ? E & { readonly type: T } : never) : never) : never
