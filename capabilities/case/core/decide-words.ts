import { later, type Instant } from '#kernel/instant.ts'
import { rolesOf, staffId } from './acting.ts'
import type { CaseCommand } from './case-command.ts'
import { awaiting, type CaseState } from './case-state.ts'
import { lengthOf, type Scenario } from './compile-scenario.ts'
import { clearTimers, dropActiveSteps, startStep } from './step-flow.ts'
import { emit, refuse, type Unfolding } from './unfolding.ts'

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

/** Whether a message to this case still belongs on it, or opens a linked case because it closed too long ago. */
export function takesMessages(state: CaseState, scenario: Scenario, at: Instant): boolean {
  if (state.status !== 'closed' || state.closedAt === null) return state.status !== 'merged'
  return at <= later(state.closedAt, lengthOf(scenario.definition.reopening.within))
}

/** The customer wrote. Machines, and a mere "thank you", set nothing in motion; anything else ends a wait and reopens. */
export function receiveMessage(u: Unfolding, command: Command<'receiveMessage'>): void {
  const speaks = command.auto === 'none' && !command.thanks
  if (speaks && u.state.wait !== null) stopWaiting(u, 'customer_wrote')
  const over = u.state.status === 'resolved' || u.state.status === 'closed'
  const held = u.state.children.some((child) => child.open)
  if (speaks && over && !held && takesMessages(u.state, u.facts.scenario, u.at)) reopenCase(u, 'customer_wrote')
  emit(u, { type: 'case.message_received', at: u.at, messageId: command.messageId, auto: command.auto, thanks: command.thanks, awaiting: awaiting(u.state) })
}

/** The case goes on at the step the handbook names; what was under way at its end is dropped. */
export function reopenCase(u: Unfolding, why: 'customer_wrote' | 'person' | 'import'): void {
  emit(u, { type: 'case.reopened', at: u.at, why })
  if (u.state.observed) return
  dropActiveSteps(u)
  // A case that is open again has no result to score yet; an invitation that went out may still be answered.
  clearTimers(u, (timer) => timer.does === 'remind')
  startStep(u, u.facts.scenario.definition.reopening.to)
}

export function stopWaiting(u: Unfolding, why: 'person' | 'customer_wrote' | 'time'): void {
  emit(u, { type: 'case.waiting_ended', at: u.at, why })
  clearTimers(u, (timer) => timer.does === 'end_wait')
}

/** A person of ours wrote to the customer. */
export function reply(u: Unfolding, command: Command<'reply'>): void {
  emit(u, { type: 'case.replied', at: u.at, messageId: command.messageId, by: staffId(u), roles: rolesOf(u.facts.actor), first: u.state.firstToldAt === null })
}

/** A reply stands ready; nothing is told until it goes. */
export function planReply(u: Unfolding, command: Command<'planReply'>): void {
  emit(u, { type: 'case.reply_planned', at: u.at, messageId: command.messageId, sendAt: command.sendAt, by: staffId(u) })
}

/** A call or a talk outside the written channels; only when the customer was reached does it count as an answer. */
export function recordContact(u: Unfolding, command: Command<'recordContact'>): void {
  const first = command.reached && u.state.firstToldAt === null
  emit(u, { type: 'case.contacted', at: u.at, recordId: command.recordId, by: staffId(u), roles: rolesOf(u.facts.actor), reached: command.reached, first })
}

/** Words among colleagues; who is let in with them sees the case from now on, and is said to once. */
export function note(u: Unfolding, command: Command<'note'>): void {
  for (const personId of command.collaborators ?? []) {
    if (personId !== u.state.assigneeId && !u.state.collaboratorIds.includes(personId)) emit(u, { type: 'case.collaborator_added', at: u.at, personId, by: staffId(u) })
  }
  emit(u, { type: 'case.noted', at: u.at, noteId: command.noteId, by: staffId(u) })
}

/** Somebody of ours has read what the customer wrote; it is not answered by that, and no clock stops. */
export function markRead(u: Unfolding): void {
  if (!u.state.newReply) refuse('case.no_new_reply')
  emit(u, { type: 'case.reply_read', at: u.at, by: staffId(u) })
}

/** What the customer wrote is to be looked at again. */
export function markUnread(u: Unfolding): void {
  if (u.state.status === 'closed') refuse('case.closed')
  if (u.state.lastReceivedAt === null) refuse('case.nothing_received')
  if (!u.state.newReply) emit(u, { type: 'case.reply_unread', at: u.at, by: staffId(u) })
}
