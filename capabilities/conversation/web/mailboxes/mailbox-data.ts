import { queryOptions } from '@tanstack/react-query'
import { caller } from '#ui/talk/call.ts'
import type { Mailbox } from '../../contract.ts'
import type { CONVERSATION_OPERATIONS } from '../../operations.ts'

/** Requests about mailboxes. */
export const askConversation = caller<typeof CONVERSATION_OPERATIONS>()

const LIMIT = 100
const BEAT_MS = 30_000

/** Mailboxes in use, or those put away; what is being fetched is looked at again. */
export const mailboxesQuery = (archived: boolean) => queryOptions({
  queryKey: ['mailboxes', { archived }],
  queryFn: async ({ signal }): Promise<readonly Mailbox[]> => (await askConversation('GET /api/v1/mailboxes', { query: { archived, limit: LIMIT } }, { signal })).items,
  refetchInterval: archived ? false : BEAT_MS,
})

export const MAILBOXES_CHANGED = [['mailboxes'], ['setup']] as const
