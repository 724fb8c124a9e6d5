import type { Permission } from '#capabilities/access/core/permission.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { parseInstant, type Instant } from '#kernel/instant.ts'
import type { BatchAction } from '../inbox-contract.ts'
import type { CaseCommand } from './case-command.ts'
import type { CaseState } from './case-state.ts'

/** What a case had before it was changed with many others, and what was made of it: enough to see later whether it may be given back. */
export type Before =
  | { readonly type: 'assign'; readonly had: Place; readonly got: Place }
  | { readonly type: 'wait'; readonly since: Instant }
  | { readonly type: 'resume'; readonly reason: string; readonly until: Instant | null }
  | { readonly type: 'read' | 'unread'; readonly toldAt: Instant | null; readonly receivedAt: Instant | null }
type Place = { readonly teamId: Id | null; readonly assigneeId: Id | null }

/** A command for one case of many; null where the case is so already. `before` is null where nothing can be taken back. */
export type Step = { readonly command: CaseCommand; readonly before: Before | null } | null

/** The batch can be taken back for so long. */
export const UNDO_MINUTES = 10

/** What an action needs to be allowed. */
export const PERMISSION_OF: Readonly<Record<BatchAction['type'], Permission>> = {
  assign: 'case.assign', note: 'case.note', wait: 'case.wait', resume: 'case.wait', read: 'case.reply', unread: 'case.reply',
}

/** What an action asks of one case. `noteId`: the note that would be written there. */
export function stepFor(action: BatchAction, state: CaseState, { at, noteId }: { readonly at: Instant; readonly noteId: Id }): Step {
  switch (action.type) {
    case 'assign': return assignment(action, state, at)
    case 'note': return { command: { type: 'note', at, noteId }, before: null }
    case 'wait': {
      const until = action.until === undefined ? null : must(parseInstant(action.until), 'date-time is checked at the door')
      return state.wait?.reason === action.reason ? null : { command: { type: 'startWaiting', at, reason: action.reason, until }, before: { type: 'wait', since: at } }
    }
    case 'resume': return state.wait === null ? null : { command: { type: 'endWaiting', at }, before: { type: 'resume', reason: state.wait.reason, until: state.wait.until } }
    case 'read': return state.newReply ? { command: { type: 'markRead', at }, before: { type: 'read', ...wordsOf(state) } } : null
    case 'unread': return state.newReply ? null : { command: { type: 'markUnread', at }, before: { type: 'unread', ...wordsOf(state) } }
  }
}

const wordsOf = ({ lastToldAt, lastReceivedAt }: CaseState) => ({ toldAt: lastToldAt, receivedAt: lastReceivedAt })
const placeOf = ({ teamId, assigneeId }: Place): Place => ({ teamId, assigneeId })
const isAt = (one: Place, other: Place): boolean => one.teamId === other.teamId && one.assigneeId === other.assigneeId

function assignment(action: Extract<BatchAction, { type: 'assign' }>, state: CaseState, at: Instant): Step {
  const got: Place = {
    teamId: action.teamId === undefined ? state.teamId : (action.teamId as Id | null),
    assigneeId: action.assigneeId === undefined ? state.assigneeId : (action.assigneeId as Id | null),
  }
  return isAt(got, state) ? null : { command: { type: 'assign', at, ...got }, before: { type: 'assign', had: placeOf(state), got } }
}

/** The command that gives a case back what it had; null where somebody has changed it since. */
export function undoStep(before: Before, state: CaseState, at: Instant): CaseCommand | null {
  switch (before.type) {
    case 'assign': return isAt(before.got, state) ? { type: 'assign', at, ...before.had } : null
    case 'wait': return state.wait?.since === before.since ? { type: 'endWaiting', at } : null
    case 'resume': return state.wait === null ? { type: 'startWaiting', at, reason: before.reason, until: before.until !== null && before.until > at ? before.until : null } : null
    case 'read': return !state.newReply && unspoken(before, state) ? { type: 'markUnread', at } : null
    case 'unread': return state.newReply && unspoken(before, state) ? { type: 'markRead', at } : null
  }
}

const unspoken = (before: Extract<Before, { type: 'read' | 'unread' }>, state: CaseState): boolean => before.toldAt === state.lastToldAt && before.receivedAt === state.lastReceivedAt
