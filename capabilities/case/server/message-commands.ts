import { filesFor, insertMessage, mailboxFor, planOutbound, sealAddresses, type NewMessage } from '#capabilities/conversation/server/commands.ts'
import { contactPointOf, readContactPoint } from '#capabilities/customer/server/commands.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { assert } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { later, SECOND } from '#kernel/instant.ts'
import { refusal } from '#platform/http/problem.ts'
import { ByCase, Contact, Note, Reply } from '../contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { actorOf } from './acting-viewer.ts'
import { givenInstant } from './case-commands.ts'
import { recordStatement } from './case-rows.ts'
import { commandRoute, type CommandRoute } from './command-routes.ts'
import { replyGoes } from './reply-goes.ts'

const UNDO_SECONDS = 10

function authorOf(viewer: Viewer): { readonly kind: 'staff' | 'api_key'; readonly id: Id } {
  assert(viewer.kind !== 'system', 'people and programs write replies')
  return { kind: viewer.kind, id: viewer.id }
}

/** Replies, notes and calls: words of ours on a case. */
export const MESSAGE_COMMANDS: readonly CommandRoute[] = [
  commandRoute({
    method: 'POST', url: '/replies', summary: '回复客户（可撤回、可定时）', permission: 'case.reply', params: ByCase, body: Reply,
    looks: true,
    ask: async ({ body, at, caseId, viewer, deps }) => {
      const messageId = deps.newId()
      const sendAt = body.sendAt === undefined ? later(at, (body.undoSeconds ?? UNDO_SECONDS) * SECOND) : givenInstant(body.sendAt)
      const recipient = await recipientOf(deps, caseId)
      const message = { id: messageId, caseId, customerId: recipient.customerId, direction: 'out' as const, channel: 'email', author: authorOf(viewer), text: body.text, ...recipient.thread }
      const addresses = sealAddresses(deps.sealing, messageId, { to: [{ name: '', address: recipient.address }], cc: [] })
      const files = await filesFor(deps, authorOf(viewer), { id: messageId, fileIds: (body.files ?? []).map((id) => id as Id) })
      const letter = [...planOutbound({ ...message, addresses, sendAt: sendAt < at ? at : sendAt }, at, deps.newId()), ...files]
      if (sendAt <= at) return { command: { type: 'reply', at, messageId }, rows: () => letter, ids: { message: messageId } }
      const goes = replyGoes({ caseId, messageId, actor: actorOf(viewer), sendAt }, at, deps.newId())
      return { command: { type: 'planReply', at, messageId, sendAt }, rows: () => [...letter, goes], ids: { message: messageId } }
    },
  }),
  commandRoute({
    method: 'POST', url: '/notes', summary: '内部备注', permission: 'case.note', params: ByCase, body: Note,
    looks: true,
    ask: async ({ body, at, caseId, viewer, deps }) => {
      const noteId = deps.newId()
      const note: NewMessage = { id: noteId, caseId, customerId: null, direction: 'note', channel: 'internal', author: authorOf(viewer), subject: null, text: body.text }
      const files = await filesFor(deps, authorOf(viewer), { id: noteId, fileIds: (body.files ?? []).map((id) => id as Id) })
      return { command: { type: 'note', at, noteId }, rows: () => [insertMessage(note, at), ...files], ids: { note: noteId } }
    },
  }),
  commandRoute({
    method: 'POST', url: '/reading', summary: '标记新回复为已读', permission: 'case.reply', params: ByCase, body: null,
    ask: ({ at }) => ({ command: { type: 'markRead', at } }),
  }),
  commandRoute({
    method: 'DELETE', url: '/reading', summary: '重新标记为未读', permission: 'case.reply', params: ByCase, body: null,
    ask: ({ at }) => ({ command: { type: 'markUnread', at } }),
  }),
  commandRoute({
    method: 'POST', url: '/contacts', summary: '登记与客户的通话或面谈', permission: 'case.reply', params: ByCase, body: Contact,
    ask: (input) => {
      const { body, at, caseId, viewer, deps } = input
      const recordId = deps.newId()
      const words = body.text === undefined ? {} : { text: body.text }
      return {
        command: { type: 'recordContact', at, recordId, reached: body.reached },
        rows: () => [recordStatement(deps, { id: recordId, caseId, kind: 'contact', subject: body.channel ?? 'phone', form: null, author: { kind: viewer.kind, id: viewer.id }, input: { codes: { reached: body.reached }, words }, at })],
        ids: { record: recordId },
      }
    },
  }),
]

type Recipient = { readonly address: string; readonly customerId: Id; readonly thread: Pick<NewMessage, 'subject' | 'mailboxId' | 'inReplyTo' | 'references'> }

/** To whom a reply goes and from which mailbox; a case without either cannot be answered in writing. */
async function recipientOf(deps: CaseDeps, caseId: Id): Promise<Recipient> {
  const { rows } = await deps.db.query({ name: 'case.recipient', text: 'select customer_id, subject from cases where id = $1', values: [caseId] })
  const customerId = (rows[0]?.['customer_id'] ?? null) as Id | null
  if (customerId === null) throw refusal({ code: 'case.no_address' })
  const [address, mailbox] = [readContactPoint(await deps.db.query(contactPointOf(customerId, 'email')), deps.sealing), await mailboxFor(deps.db, caseId)]
  if (address === null) throw refusal({ code: 'case.no_address' })
  if (mailbox === null) throw refusal({ code: 'case.no_mailbox' })
  const subject = String(rows[0]?.['subject'] ?? '')
  return { address, customerId, thread: { subject: /^(re|回复)[:：]/i.test(subject) ? subject : `Re: ${subject}`, mailboxId: mailbox.mailboxId, inReplyTo: mailbox.inReplyTo, references: mailbox.references } }
}
