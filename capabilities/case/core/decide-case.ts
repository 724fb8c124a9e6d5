import { must } from '#kernel/assert.ts'
import { refused } from '#kernel/decision.ts'
import type { CaseCommand } from './case-command.ts'
import { classify, completeActiveStep, record } from './decide-work.ts'
import { addToAnswer, answerSurvey, confirmOrDecline, giveLink, sendQuestion } from './decide-customer-answer.ts'
import { addChild, assign, childClosed, dismiss, endWaiting, mergeInto, moveVersion, reopen, setCustomer, startWaiting, undoMerge } from './decide-course.ts'
import { observe } from './decide-observed.ts'
import { openCase } from './decide-opening.ts'
import { markRead, markUnread, note, planReply, receiveMessage, recordContact, reply } from './decide-words.ts'
import { calendarChanged, returnDue, setDue, timeReached } from './decide-time.ts'
import { settle } from './settle.ts'
import { emit, refuse, unfold, type CaseAggregate, type CaseDecision, type CaseFacts, type Unfolding } from './unfolding.ts'

type Handler<T extends CaseCommand['type']> = (u: Unfolding, command: Extract<CaseCommand, { type: T }>) => void

const HANDLERS: { readonly [T in Exclude<CaseCommand['type'], 'openCase'>]: Handler<T> } = {
  receiveMessage,
  reply,
  planReply,
  recordContact,
  note,
  markRead,
  markUnread,
  record,
  classify,
  assign,
  completeStep: completeActiveStep,
  confirm: confirmOrDecline,
  decline: confirmOrDecline,
  answerSurvey,
  addToAnswer,
  giveLink,
  sendQuestion,
  startWaiting,
  endWaiting,
  setDue,
  returnDue,
  dismiss,
  reopen,
  openChild: addChild,
  childClosed,
  link,
  unlink,
  mergeInto,
  takeOver: (u, command) => emit(u, { type: 'case.took_over', at: u.at, otherId: command.otherId }),
  undoMerge,
  splitOff: (u, command) => emit(u, { type: 'case.split_off', at: u.at, newCaseId: command.newCaseId, messageIds: command.messageIds }),
  setCustomer,
  moveVersion,
  timeReached,
  calendarChanged,
  observe,
}

/** Commands that a merged case still takes: time passes over it, and the merge can be undone. */
const WHEN_MERGED = new Set<CaseCommand['type']>(['undoMerge', 'timeReached', 'calendarChanged', 'note', 'childClosed', 'link', 'unlink'])

/**
 * Decides a command on a case: `before` null means it is not open yet. Answers events, effects and the state after
 * them, or a refusal of which nothing stands. Pure: time, ids and chance come in with command and facts.
 */
export function decideCase(before: CaseAggregate | null, command: CaseCommand, facts: CaseFacts): CaseDecision {
  if (command.type === 'openCase') {
    if (before !== null) return refused('case.already_open')
    return unfold(null, command.at, facts, (u) => {
      openCase(u, command)
      settle(u)
    })
  }
  if (before === null) return refused('case.not_found')
  if (before.state.status === 'merged' && !WHEN_MERGED.has(command.type)) {
    return refused('case.merged', { into: must(before.state.mergedInto, 'a merged case says into which') })
  }
  return unfold(before, command.at, facts, (u) => {
    const handler = HANDLERS[command.type] as (u: Unfolding, command: CaseCommand) => void
    handler(u, command)
    settle(u)
  })
}

function link(u: Unfolding, command: Extract<CaseCommand, { type: 'link' | 'unlink' }>): void {
  if (command.otherId === u.state.id) refuse('case.same_case')
  if (u.state.linkedIds.includes(command.otherId)) refuse('case.already_linked')
  emit(u, { type: 'case.linked', at: u.at, otherId: command.otherId })
}

function unlink(u: Unfolding, command: Extract<CaseCommand, { type: 'link' | 'unlink' }>): void {
  if (!u.state.linkedIds.includes(command.otherId)) refuse('case.not_linked')
  emit(u, { type: 'case.unlinked', at: u.at, otherId: command.otherId })
}
