import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'

/** Who does it. `roles` are handbook roles; a customer and the system have none. */
export type Actor =
  | { readonly kind: 'staff' | 'api_key'; readonly id: Id; readonly roles: readonly string[]; /** May act in place of any role. */ readonly overrides: boolean }
  | { readonly kind: 'customer'; readonly id: Id | null }
  | { readonly kind: 'system' }

/** A filled-in form: codes the engine may read, and the names of the personal fields, whose values go to rows. */
export type Filled = { readonly recordId: Id; readonly codes: Readonly<Record<string, Code>>; readonly fields: readonly string[] }

/** A score from 1 to 5, and scores of single aspects. */
export type Answer = { readonly score: number; readonly aspects: Readonly<Record<string, number>> }

/** By which link the customer came: the one we sent, or one that a colleague handed over. */
export type LinkWay = 'link' | 'handed'
/** How an answer of the customer came: by a link, or by word, written down by a colleague. */
export type AnswerWay = LinkWay | 'word'

/** What can be asked of a case. `at` is when it happened; ids of things that the asker stores come with it. */
export type CaseCommand = { readonly at: Instant } & (
  | {
      readonly type: 'openCase'
      readonly caseId: Id
      readonly number: string
      readonly customerId: Id | null
      readonly channel: string
      readonly teamId: Id | null
      readonly parentId: Id | null
      readonly facts: Readonly<Record<string, Code>>
      readonly observed: boolean
      /** The customer's first message, when one opened the case. */
      readonly messageId: Id | null
      readonly auto: string
    }
  | { readonly type: 'receiveMessage'; readonly messageId: Id; readonly auto: string; readonly thanks: boolean }
  | { readonly type: 'reply'; readonly messageId: Id }
  /** A reply that goes out later, and may be taken back until then: the promise is kept when it goes, not when it is written. */
  | { readonly type: 'planReply'; readonly messageId: Id; readonly sendAt: Instant }
  | { readonly type: 'recordContact'; readonly recordId: Id; readonly reached: boolean }
  /** `collaborators`: colleagues who are let in with it, so that they see what they are asked about. */
  | { readonly type: 'note'; readonly noteId: Id; readonly collaborators?: readonly Id[] }
  /** The new reply was read, or is to count as new again. */
  | { readonly type: 'markRead' | 'markUnread' }
  | { readonly type: 'record'; readonly record: string; readonly form: Filled }
  | { readonly type: 'classify'; readonly codes: Readonly<Record<string, Code>> }
  /** `taking`: only if it still lies with nobody, and with the same team; of two who take it at once, one gets it. */
  | { readonly type: 'assign'; readonly teamId: Id | null; readonly assigneeId: Id | null; readonly taking?: boolean }
  | { readonly type: 'completeStep'; readonly step: string; readonly form: Filled | null; readonly assign: { readonly teamId: Id; readonly assigneeId: Id | null } | null; readonly answer: Answer | null }
  | { readonly type: 'confirm' | 'decline'; readonly confirmationId: Id; readonly via: AnswerWay }
  | { readonly type: 'answerSurvey'; readonly invitationId: Id; readonly answer: Answer; readonly via: AnswerWay }
  /** A question that could not be sent goes out after all, now that a mail can reach the customer. */
  | { readonly type: 'sendQuestion'; readonly confirmationId: Id }
  /** The customer's link of an open question or invitation, for a colleague to hand over. */
  | { readonly type: 'giveLink'; readonly of: Id }
  /** What the customer adds to a score given before: aspects as codes, the reason as a field. */
  | { readonly type: 'addToAnswer'; readonly invitationId: Id; readonly aspects: Readonly<Record<string, number>>; readonly recordId: Id; readonly fields: readonly string[] }
  | { readonly type: 'startWaiting'; readonly reason: string; readonly until: Instant | null }
  | { readonly type: 'endWaiting' }
  | { readonly type: 'setDue'; readonly clockId: Id; readonly dueAt: Instant }
  | { readonly type: 'returnDue'; readonly clockId: Id }
  | { readonly type: 'dismiss'; readonly dismissal: string }
  | { readonly type: 'reopen' }
  | { readonly type: 'openChild'; readonly childId: Id; readonly scenario: string; readonly role: string; readonly rule: string | null }
  | { readonly type: 'childClosed'; readonly childId: Id; readonly recovered: boolean | null }
  | { readonly type: 'link' | 'unlink'; readonly otherId: Id }
  | { readonly type: 'mergeInto'; readonly otherId: Id }
  | { readonly type: 'takeOver'; readonly otherId: Id }
  | { readonly type: 'undoMerge' }
  | { readonly type: 'splitOff'; readonly newCaseId: Id; readonly messageIds: readonly Id[] }
  | { readonly type: 'setCustomer'; readonly customerId: Id | null; readonly facts: Readonly<Record<string, Code>> }
  | { readonly type: 'moveVersion'; readonly handbook: string; readonly steps: Readonly<Record<string, string | null>> }
  | { readonly type: 'timeReached' }
  | { readonly type: 'calendarChanged' }
  | { readonly type: 'observe'; readonly happening: 'assigned' | 'told' | 'waiting' | 'resumed' | 'resolved' | 'reopened' | 'closed' | 'ended' }
)

/** A wish that the shell or the simulator carries out after the decision. */
export type CaseEffect =
  /** Wording to the customer, sent by the product itself. `of`: the confirmation or invitation whose link it carries. */
  | { readonly type: 'tell'; readonly messageId: Id; readonly caseId: Id; readonly wording: string; readonly of: Id | null; readonly key: string }
  /** Somebody of ours is told. `to` lists the person in charge, or everybody of a role in the owning team's chain. */
  | { readonly type: 'notify'; readonly caseId: Id; readonly to: { readonly staffId: Id } | { readonly role: string } | { readonly teamId: Id }; readonly about: string; readonly clockId: Id | null; readonly key: string }
  /** Another case is asked to do something; a batch of its own, once per `key`. */
  | { readonly type: 'command'; readonly caseId: Id; readonly scenario: string | null; readonly command: FollowUp; readonly key: string }
  | { readonly type: 'proposeKnowledge'; readonly caseId: Id; readonly draftId: Id }

/** Commands that one case may send to another. */
export type FollowUp =
  | { readonly type: 'openChildCase'; readonly parentId: Id; readonly customerId: Id | null; readonly role: string; readonly facts: Readonly<Record<string, Code>>; readonly channel: string }
  | { readonly type: 'childClosed'; readonly childId: Id; readonly recovered: boolean | null }
  | { readonly type: 'takeOver'; readonly otherId: Id }

/** Why a case says no. Declared with their parameters in contract.ts, worded by locale. */
export type CaseRefusalCode =
  | 'case.already_open' | 'case.not_found' | 'case.closed' | 'case.merged' | 'case.not_closed' | 'case.observed' | 'case.has_open_children'
  | 'case.step_not_active' | 'case.step_unknown' | 'case.wrong_role' | 'case.too_early' | 'case.form_required' | 'case.form_field_missing'
  | 'case.form_field_unknown' | 'case.form_field_invalid' | 'case.team_required' | 'case.team_role' | 'case.too_many_rounds' | 'case.too_many_events'
  | 'case.record_unknown' | 'case.class_unknown' | 'case.not_waiting' | 'case.already_waiting' | 'case.wait_unknown' | 'case.wait_until_past'
  | 'case.confirmation_settled' | 'case.written_answer_needed' | 'case.word_not_accepted' | 'case.invitation_settled' | 'case.score_invalid' | 'case.score_needed'
  | 'case.clock_unknown' | 'case.dismissal_unknown' | 'case.scenario_unknown' | 'case.same_case' | 'case.not_merged' | 'case.already_linked'
  | 'case.child_merge' | 'case.not_linked' | 'case.mapping_incomplete' | 'case.nobody_to_ask' | 'case.confirm_first' | 'case.time_backwards' | 'case.reopen_too_late'
  | 'case.event_unknown' | 'case.taken' | 'case.handed_on' | 'case.link_not_accepted' | 'case.contact_ahead' | 'case.contact_too_early' | 'case.day_past' | 'case.not_mailable' | 'case.no_new_reply' | 'case.nothing_received'
