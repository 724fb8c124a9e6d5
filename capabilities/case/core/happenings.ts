import { holds, type Code, type Facts } from '#capabilities/handbook/core/condition.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Signal, TriggerDefinition } from '../definition.ts'
import type { CaseOwnEvent } from './case-event.ts'
import { awaiting, type CaseState } from './case-state.ts'

/** What an event means to the handbook: the signal that triggers name, and what narrows it. */
export type Happening = {
  readonly signal: Signal
  readonly step?: string
  readonly record?: string
  readonly survey?: string
  readonly outcome?: string
  readonly roles?: readonly string[]
  readonly facts?: Readonly<Record<string, Code>>
  /** When it really was, where it is told afterwards: clocks stop and begin then. */
  readonly at?: Instant
}

/** How a case can close: its scenario came to its end, or a person ended it outside. */
export const CLOSING_OUTCOMES: readonly string[] = ['finished', 'dismissed']

const NONE: readonly Happening[] = []
const plain = (signal: Signal): readonly Happening[] => [{ signal }]
/** Happenings that nothing narrows: the same every time. */
const PLAIN = {
  opened: plain('opened'),
  classified: plain('classified'),
  waiting: plain('waiting'),
  resumed: plain('resumed'),
  resolved: plain('resolved'),
  reopened: plain('reopened'),
  child_opened: plain('child_opened'),
  child_closed: plain('child_closed'),
}

/** The happenings of an event, in the order in which clocks and rules hear of them. */
export function happeningsOf(event: CaseOwnEvent): readonly Happening[] {
  switch (event.type) {
    case 'case.opened':
      return PLAIN.opened
    case 'case.message_received':
      return event.auto === 'none' ? [{ signal: 'received', facts: { thanks: event.thanks, awaiting: event.awaiting } }] : NONE
    case 'case.replied':
      return [{ signal: 'replied', roles: event.roles }, { signal: 'told', roles: event.roles }]
    case 'case.contacted': {
      const contact = { roles: event.roles, ...(event.contactedAt === undefined ? {} : { at: event.contactedAt }) }
      return event.reached ? [{ signal: 'contacted', ...contact }, { signal: 'told', ...contact }] : [{ signal: 'contacted', ...contact }]
    }
    case 'case.recorded':
      return [{ signal: 'recorded', record: event.record, roles: event.roles }, ...(event.tells ? [{ signal: 'told' as const, roles: event.roles }] : NONE)]
    case 'case.classified':
      return PLAIN.classified
    case 'case.assigned':
      return [{ signal: 'assigned', ...(event.role === null ? {} : { roles: [event.role] }) }]
    case 'case.step_started':
      return [{ signal: 'started', step: event.step }]
    case 'case.step_completed':
      return [{ signal: 'completed', step: event.step, outcome: event.outcome }]
    case 'case.confirmation_asked':
      return [{ signal: 'asked', step: event.step }]
    case 'case.confirmed':
      return [{ signal: 'confirmed', step: event.step }]
    case 'case.declined':
      return [{ signal: 'declined', step: event.step }]
    case 'case.confirmation_lapsed':
      return [{ signal: 'lapsed', step: event.step }]
    case 'case.waiting_started':
      return PLAIN.waiting
    case 'case.waiting_ended':
      return PLAIN.resumed
    case 'case.survey_invited':
      return [{ signal: 'invited', step: event.step, survey: event.survey }]
    case 'case.survey_answered':
      return [{ signal: 'answered', step: event.step, survey: event.survey, facts: { score: event.score } }]
    case 'case.observed':
      return [{ signal: event.happening }]
    case 'case.resolved':
      return PLAIN.resolved
    case 'case.reopened':
      return PLAIN.reopened
    case 'case.closed':
      return [{ signal: 'closed', outcome: event.dismissal === null ? 'finished' : 'dismissed' }]
    case 'case.child_opened':
      return PLAIN.child_opened
    case 'case.child_closed':
      return PLAIN.child_closed
    default:
      return NONE
  }
}

/** Everything a condition may read about a case, now and in the light of what just happened. */
export const factsOf = (state: CaseState, happening?: Happening): Facts => ({
  ...state.facts,
  status: state.status,
  awaiting: awaiting(state),
  replied: state.firstToldAt !== null,
  channel: state.channel,
  ...happening?.facts,
})

const names = (wanted: string | readonly string[], actual: string): boolean => (typeof wanted === 'string' ? wanted === actual : wanted.includes(actual))

/** Whether a trigger of the handbook answers to what happened. */
export function answersTo(trigger: TriggerDefinition, happening: Happening, state: CaseState): boolean {
  if (trigger.on !== happening.signal) return false
  if (trigger.step !== undefined && (happening.step === undefined || !names(trigger.step, happening.step))) return false
  if (trigger.record !== undefined && trigger.record !== happening.record) return false
  if (trigger.survey !== undefined && trigger.survey !== happening.survey) return false
  if (trigger.outcome !== undefined && (happening.outcome === undefined || !names(trigger.outcome, happening.outcome))) return false
  if (trigger.by !== undefined && !(happening.roles ?? []).some((role) => names(trigger.by!, role))) return false
  return trigger.when === undefined || holds(trigger.when, factsOf(state, happening))
}
