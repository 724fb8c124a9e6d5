import type { Http } from '#platform/http/type-provider.ts'
import type { ConversationDeps } from './conversation-deps.ts'
import { mailboxRoutes } from './mailbox-routes.ts'
import { messageRoutes } from './message-routes.ts'
import './messages/conversation-messages.ts'
import { outboxRoutes } from './outbox-routes.ts'
import { quarantineRoutes } from './quarantine-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

/** Messages, mailboxes, and what waits in quarantine and outbox. The thread of a case belongs to the case. */
export function conversationRoutes(app: Http, deps: ConversationDeps): void {
  messageRoutes(app, deps)
  uploadRoutes(app, deps)
  mailboxRoutes(app, deps)
  quarantineRoutes(app, deps)
  outboxRoutes(app, deps)
}
