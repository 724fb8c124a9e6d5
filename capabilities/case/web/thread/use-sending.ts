import { caller } from '#ui/talk/call.ts'
import type { CONVERSATION_OPERATIONS } from '#capabilities/conversation/operations.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import type { Writing } from './use-draft.ts'

const askConversation = caller<typeof CONVERSATION_OPERATIONS>()

/** A reply as it is sent: `sendAt` for later, `wait` for the reason for which the case then waits. */
export type Sending = { readonly writing: Writing; readonly sendAt?: string; readonly wait?: string; readonly seenUntil: string | null }
export type Sent = { readonly messageId: string; readonly writing: Writing; readonly sendAt: string | null }

/** Sends a reply: at once with ten seconds for second thoughts, or at its hour. */
export const useReplying = (caseId: string, onSent: (sent: Sent) => void) => useCommand({
  run: async ({ writing, sendAt, wait, seenUntil }: Sending, key) => askCase('POST /api/v1/cases/:id/replies', {
    params: { id: caseId },
    body: { text: writing.text, files: writing.files.map(({ id }) => id), ...(sendAt === undefined ? { undoSeconds: 10 } : { sendAt }), ...(wait === undefined ? {} : { wait }), ...(seenUntil === null ? {} : { seenUntil }) },
  }, { key }),
  changes: () => [caseKeys.one(caseId), caseKeys.lists],
  onDone: ({ ids }, { writing, sendAt }) => onSent({ messageId: ids['message'] ?? '', writing, sendAt: sendAt ?? null }),
})

export type Noting = { readonly writing: Writing; readonly mentions: readonly string[]; readonly collaborators: readonly string[] }

export const useNoting = (caseId: string, onKept: () => void) => useCommand({
  run: async ({ writing, mentions, collaborators }: Noting, key) => askCase('POST /api/v1/cases/:id/notes', { params: { id: caseId }, body: { text: writing.text, files: writing.files.map(({ id }) => id), mentions: [...mentions], collaborators: [...collaborators] } }, { key }),
  changes: () => [caseKeys.one(caseId), caseKeys.lists],
  onDone: onKept,
})

/** Takes back what has not gone. */
export const useTakingBack = (caseId: string, onBack: (taken: { readonly id: string }) => void) => useCommand({
  run: async ({ id }: { readonly id: string }, key) => askConversation('POST /api/v1/messages/:id/cancellation', { params: { id: id as never } }, { key }),
  changes: () => [caseKeys.one(caseId), caseKeys.lists],
  onDone: (_nothing, taken) => onBack(taken),
})

/** A person knows what became of a doubtful message. */
export const useSettling = () => useCommand({
  run: async ({ id, sent }: { readonly id: string; readonly sent: boolean }, key) => askConversation('POST /api/v1/messages/:id/settlement', { params: { id: id as never }, body: { sent } }, { key }),
  changes: () => [caseKeys.all],
})
