import { insertMessage } from '#capabilities/conversation/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

type First = { readonly id: Id; readonly caseId: Id; readonly customerId: Id | null; readonly channel: string; readonly subject: string; readonly text: string; readonly at: Instant }

/** What the customer said when a colleague opened the case for them. */
export const firstMessage = ({ id, caseId, customerId, channel, subject, text, at }: First): Statement =>
  insertMessage({ id, caseId, customerId, direction: 'in', channel, author: { kind: 'customer', id: customerId }, subject, text, replyText: text }, at)
