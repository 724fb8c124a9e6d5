import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { CaseEventOf, CaseOpened, CaseOwnEvent } from './case-event.ts'
import type { CaseState, Confirmation, Invitation, StepState } from './case-state.ts'

/** The state after an event. Rows change only this way; replaying a stream gives the row. */
export function evolveCase(state: CaseState | null, event: CaseOwnEvent): CaseState {
  if (event.type === 'case.opened') return opened(event)
  return change(must(state, `${event.type} needs an open case`), event)
}

const opened = (event: CaseOpened): CaseState => ({
  id: event.caseId,
  number: event.number,
  scenario: event.scenario,
  handbook: event.handbook,
  status: 'open',
  observed: event.observed,
  customerId: event.customerId,
  channel: event.channel,
  teamId: event.teamId,
  homeTeamId: event.teamId,
  assigneeId: null,
  collaboratorIds: [],
  parentId: event.parentId,
  children: [],
  linkedIds: [],
  mergedInto: null,
  facts: event.facts,
  steps: {},
  wait: null,
  confirmations: [],
  invitations: [],
  timers: [],
  newReply: false,
  firstToldAt: null,
  lastToldAt: null,
  lastReceivedAt: null,
  ending: false,
  reopenings: 0,
  openedAt: event.at,
  resolvedAt: null,
  closedAt: null,
  dismissal: null,
})

function change(state: CaseState, event: Exclude<CaseOwnEvent, CaseOpened>): CaseState {
  const step = ON[event.type] as (state: CaseState, event: CaseOwnEvent) => CaseState
  return step(state, event)
}

const told = (state: CaseState, at: Instant): CaseState => ({ ...state, firstToldAt: state.firstToldAt ?? at, lastToldAt: at, newReply: false })

/** The customer was reached, which may be told only afterwards: what they wrote since then is not answered by it. */
function reached(state: CaseState, { at, contactedAt = at }: CaseEventOf<'case.contacted'>): CaseState {
  const { firstToldAt, lastToldAt, lastReceivedAt } = state
  const wroteSince = lastReceivedAt !== null && lastReceivedAt > contactedAt
  return {
    ...state,
    firstToldAt: firstToldAt !== null && firstToldAt < contactedAt ? firstToldAt : contactedAt,
    lastToldAt: lastToldAt !== null && lastToldAt > contactedAt ? lastToldAt : contactedAt,
    newReply: wroteSince && (state.newReply || firstToldAt === null),
  }
}

/** What a form says in codes becomes facts; their names come qualified, `solution.way`. */
const withFacts = (state: CaseState, facts: CaseState['facts']): CaseState =>
  Object.keys(facts).length === 0 ? state : { ...state, facts: { ...state.facts, ...facts } }

/** Whoever worked on the case keeps sight of it, also when it never was theirs. */
const helped = (state: CaseState, by: Id | null): CaseState =>
  by === null || by === state.assigneeId || state.collaboratorIds.includes(by) ? state : { ...state, collaboratorIds: [...state.collaboratorIds, by] }

function assigned(state: CaseState, event: CaseEventOf<'case.assigned'>): CaseState {
  const earlier = state.assigneeId
  const leaves = earlier !== null && earlier !== event.assigneeId
  const collaborators = leaves && !state.collaboratorIds.includes(earlier) ? [...state.collaboratorIds, earlier] : state.collaboratorIds
  return { ...state, teamId: event.teamId, assigneeId: event.assigneeId, collaboratorIds: collaborators.filter((id) => id !== event.assigneeId) }
}

type StepEvent = CaseEventOf<'case.step_started' | 'case.step_opened' | 'case.step_completed' | 'case.step_dropped'>

function stepChanged(state: CaseState, event: StepEvent): CaseState {
  if (event.type === 'case.step_started') {
    const step: StepState = { status: 'active', round: event.round, startedAt: event.at, opensAt: event.opensAt, endedAt: null, outcome: null }
    return { ...state, steps: { ...state.steps, [event.step]: step } }
  }
  const step = must(state.steps[event.step], `step ${event.step} was reached`)
  if (event.type === 'case.step_opened') return { ...state, steps: { ...state.steps, [event.step]: { ...step, opensAt: null } } }
  if (event.type === 'case.step_dropped') return { ...state, steps: { ...state.steps, [event.step]: { ...step, status: 'dropped', endedAt: event.at } } }
  const done: StepState = { ...step, status: 'done', endedAt: event.at, outcome: event.outcome }
  return withFacts({ ...state, steps: { ...state.steps, [event.step]: done } }, event.codes)
}

const confirmation = (state: CaseState, id: string, update: (it: Confirmation) => Confirmation): CaseState => ({
  ...state,
  confirmations: state.confirmations.map((it) => (it.id === id ? update(it) : it)),
})

/** Asked for the first time, or anew: what could not be sent before. */
function asked(state: CaseState, { confirmationId, step, at, unsent }: CaseEventOf<'case.confirmation_asked'>): CaseState {
  const question: Confirmation = { id: confirmationId, step, askedAt: at, reminders: 0, status: 'open', ...(unsent === true ? { unsent } : {}) }
  const known = state.confirmations.some(({ id }) => id === confirmationId)
  return known ? confirmation(state, confirmationId, () => question) : { ...state, confirmations: [...state.confirmations, question] }
}

const invitation = (state: CaseState, id: string, update: (it: Invitation) => Invitation): CaseState => ({
  ...state,
  invitations: state.invitations.map((it) => (it.id === id ? update(it) : it)),
})

/** Steps keep their standing under their new keys; a step mapped to null is dropped from the state. */
function moved(state: CaseState, event: CaseEventOf<'case.version_moved'>): CaseState {
  const rename = (key: string): string | null => (key in event.steps ? event.steps[key]! : key)
  const steps: Record<string, StepState> = {}
  for (const key of Object.keys(state.steps)) {
    const target = rename(key)
    if (target !== null) steps[target] = state.steps[key]!
  }
  const renamed = <T extends { readonly step: string }>(items: readonly T[]): readonly T[] => items.map((item) => ({ ...item, step: rename(item.step) ?? item.step }))
  const timers = state.timers.filter((timer) => timer.step === null || rename(timer.step) !== null)
  return { ...state, handbook: event.handbook, steps, confirmations: renamed(state.confirmations), invitations: renamed(state.invitations), timers: timers.map((timer) => ({ ...timer, step: timer.step === null ? null : rename(timer.step) })) }
}

type Evolutions = { readonly [T in CaseOwnEvent['type']]: (state: CaseState, event: CaseEventOf<T>) => CaseState }

const ON: Omit<Evolutions, 'case.opened'> = {
  'case.message_received': (state, event) => ({ ...state, lastReceivedAt: event.at, newReply: state.newReply || (event.auto === 'none' && !event.thanks && state.firstToldAt !== null) }),
  'case.replied': (state, event) => helped(told(state, event.at), event.by),
  'case.reply_planned': (state) => state,
  'case.contacted': (state, event) => helped(event.reached ? reached(state, event) : state, event.by),
  'case.recorded': (state, event) => helped(withFacts(event.tells ? told(state, event.at) : state, event.codes), event.by),
  'case.classified': (state, event) => withFacts(state, event.codes),
  'case.assigned': (state, event) => assigned(state, event),
  'case.step_started': (state, event) => stepChanged(state, event),
  'case.step_opened': (state, event) => stepChanged(state, event),
  'case.step_completed': (state, event) => helped(stepChanged(state, event), event.by),
  'case.step_dropped': (state, event) => stepChanged(state, event),
  'case.confirmation_asked': (state, event) => asked(state, event),
  'case.confirmation_reminded': (state, event) => confirmation(state, event.confirmationId, (it) => ({ ...it, reminders: it.reminders + 1 })),
  'case.confirmed': (state, event) => confirmation(state, event.confirmationId, (it) => ({ ...it, status: 'confirmed' })),
  'case.declined': (state, event) => confirmation(state, event.confirmationId, (it) => ({ ...it, status: 'declined' })),
  'case.confirmation_lapsed': (state, event) => confirmation(state, event.confirmationId, (it) => ({ ...it, status: 'lapsed' })),
  'case.confirmation_withdrawn': (state, event) => confirmation(state, event.confirmationId, (it) => ({ ...it, status: 'withdrawn' })),
  'case.survey_planned': (state, event) => ({ ...state, invitations: [...state.invitations, { id: event.invitationId, step: event.step, survey: event.survey, invitedAt: null, reminders: 0, status: 'planned', score: null }] }),
  'case.survey_invited': (state, event) => invitation(state, event.invitationId, (it) => ({ ...it, status: 'open', invitedAt: event.at })),
  'case.survey_reminded': (state, event) => invitation(state, event.invitationId, (it) => ({ ...it, reminders: it.reminders + 1 })),
  'case.survey_expired': (state, event) => invitation(state, event.invitationId, (it) => ({ ...it, status: 'expired' })),
  'case.survey_withdrawn': (state, event) => invitation(state, event.invitationId, (it) => ({ ...it, status: 'withdrawn' })),
  'case.survey_added_to': (state, event) => invitation(state, event.invitationId, (it) => ({ ...it, addedToAt: event.at })),
  'case.survey_answered': (state, event) => ({ ...invitation(state, event.invitationId, (it) => ({ ...it, status: 'answered', score: event.score })), facts: { ...state.facts, score: event.score } }),
  'case.link_given': (state, event) => helped(state, event.by),
  'case.waiting_started': (state, event) => ({ ...state, wait: { reason: event.reason, since: event.at, until: event.until } }),
  'case.waiting_ended': (state) => ({ ...state, wait: null }),
  'case.timer_set': (state, event) => ({ ...state, timers: [...state.timers.filter((timer) => timer.key !== event.timer.key), event.timer] }),
  'case.timer_cleared': (state, event) => ({ ...state, timers: state.timers.filter((timer) => timer.key !== event.key) }),
  'case.resolved': (state, event) => ({ ...state, status: 'resolved', resolvedAt: event.at, newReply: false }),
  'case.ending': (state) => ({ ...state, ending: true }),
  'case.closed': (state, event) => ({ ...state, status: 'closed', closedAt: event.at, dismissal: event.dismissal, ending: false, newReply: false }),
  'case.reopened': (state) => ({ ...state, status: 'open', resolvedAt: null, closedAt: null, dismissal: null, ending: false, reopenings: state.reopenings + 1, facts: { ...state.facts, reopened: state.reopenings + 1 } }),
  'case.closure_lifted': (state) => ({ ...state, status: 'resolved', closedAt: null, ending: true }),
  'case.child_opened': (state, event) => ({ ...state, children: [...state.children, { id: event.childId, scenario: event.scenario, open: true, recovered: null }] }),
  'case.child_closed': (state, event) => ({
    ...state,
    children: state.children.map((child) => (child.id === event.childId ? { ...child, open: false, recovered: event.recovered } : child)),
    facts: event.recovered === null ? state.facts : { ...state.facts, 'child.recovered': event.recovered },
  }),
  'case.linked': (state, event) => ({ ...state, linkedIds: [...state.linkedIds, event.otherId] }),
  'case.unlinked': (state, event) => ({ ...state, linkedIds: state.linkedIds.filter((id) => id !== event.otherId) }),
  'case.merged_into': (state, event) => ({ ...state, status: 'merged', mergedInto: event.otherId, closedAt: event.at }),
  'case.merge_undone': (state) => ({ ...state, status: state.resolvedAt === null ? 'open' : 'resolved', mergedInto: null, closedAt: null }),
  'case.took_over': (state, event) => ({ ...state, linkedIds: state.linkedIds.includes(event.otherId) ? state.linkedIds : [...state.linkedIds, event.otherId] }),
  'case.customer_set': (state, event) => withFacts({ ...state, customerId: event.customerId }, event.codes),
  'case.version_moved': (state, event) => moved(state, event),
  'case.noted': (state) => state,
  'case.collaborator_added': (state, event) => helped(state, event.personId),
  'case.reply_read': (state) => ({ ...state, newReply: false }),
  'case.reply_unread': (state) => ({ ...state, newReply: true }),
  'case.observed': (state, event) => (event.happening === 'told' ? told(state, event.at) : state),
  'case.split_off': (state) => state,
  'case.told_by_rule': (state) => state,
  'case.knowledge_proposed': (state) => state,
}
