import { filesFor, insertMessage, mailboxFor, planOutbound, sealAddresses, writtenSince, type NewMessage } from '#capabilities/conversation/server/commands.ts'
import { contactPointOf, readContactPoint } from '#capabilities/customer/server/commands.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { assert } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { later, SECOND, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { enqueue, type Wish } from '#platform/outbox/outbox-store.ts'
import { refusal } from '#platform/http/problem.ts'
import { ByCase, Contact, Note, Reply } from '../contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { collaboratorsOf } from './case-readers.ts'
import type { DraftKind } from '../writing-contract.ts'
import { actorOf, authoriseOn } from './acting-viewer.ts'
import { givenInstant } from './case-commands.ts'
import { recordStatement } from './case-rows.ts'
import { commandRoute, type Asked, type CommandRoute, type Input } from './command-routes.ts'
import { forgetDraft } from './draft-store.ts'
import { CASE_JOBS } from './effects.ts'
import type { Notice } from './notify-staff.ts'
import { loadVisible } from './read-routes.ts'
import { replyGoes } from './reply-goes.ts'

const UNDO_SECONDS = 10

function authorOf(viewer: Viewer): { readonly kind: 'staff' | 'api_key'; readonly id: Id } {
  assert(viewer.kind !== 'system', 'people and programs write replies')
  return { kind: viewer.kind, id: viewer.id }
}

/** A letter, the wish that sends it, and what follows when it goes: written down together, and the draft is done with. */
async function askReply({ body, at, caseId, viewer, deps }: Input<typeof ByCase, typeof Reply>): Promise<Asked> {
  const author = authorOf(viewer)
  await requireNothingNewer(deps, { caseId, writerId: author.id, seenUntil: body.seenUntil })
  if (body.wait !== undefined) await requireWait(deps, viewer, { caseId, reason: body.wait })
  const messageId = deps.newId()
  const sendAt = body.sendAt === undefined ? later(at, (body.undoSeconds ?? UNDO_SECONDS) * SECOND) : givenInstant(body.sendAt)
  const recipient = await recipientOf(deps, caseId)
  const message = { id: messageId, caseId, customerId: recipient.customerId, direction: 'out' as const, channel: 'email', author, text: body.text, ...recipient.thread }
  const addresses = sealAddresses(deps.sealing, messageId, { to: [{ name: '', address: recipient.address }], cc: [] })
  const files = await filesFor(deps, author, { id: messageId, fileIds: (body.files ?? []).map((id) => id as Id) })
  const letter = [...planOutbound({ ...message, addresses, sendAt: sendAt < at ? at : sendAt }, at, deps.newId()), ...files, ...draftSent(author, caseId, 'reply')]
  const ids = { message: messageId }
  if (sendAt <= at && body.wait === undefined) return { command: { type: 'reply', at, messageId }, rows: () => letter, ids }
  const goes = replyGoes({ caseId, messageId, actor: actorOf(viewer), sendAt: sendAt < at ? at : sendAt, ...(body.wait === undefined ? {} : { wait: body.wait }) }, at, deps.newId())
  return { command: { type: 'planReply', at, messageId, sendAt: sendAt < at ? at : sendAt }, rows: () => [...letter, goes], ids }
}

/** Words among colleagues; who is named in them is told, and sees the case. */
async function askNote({ body, at, caseId, viewer, deps }: Input<typeof ByCase, typeof Note>): Promise<Asked> {
  const author = authorOf(viewer)
  const mentioned = (body.mentions ?? []).map((id) => id as Id)
  const collaborators = mentioned.length === 0 ? [] : await collaboratorsOf(deps, viewer, (await loadVisible(deps, viewer, caseId)).loaded.aggregate.state, { mentioned, letIn: (body.collaborators ?? []).map((id) => id as Id) })
  const noteId = deps.newId()
  const note: NewMessage = { id: noteId, caseId, customerId: null, direction: 'note', channel: 'internal', author, subject: null, text: body.text }
  const files = await filesFor(deps, author, { id: noteId, fileIds: (body.files ?? []).map((id) => id as Id) })
  const told = mentioned.length === 0 ? [] : [enqueue(mentioned.map((staffId) => mentionOf({ caseId, noteId, staffId, by: author.id, at }, deps.newId())), at)]
  return { command: { type: 'note', at, noteId, collaborators }, rows: () => [insertMessage(note, at), ...files, ...draftSent(author, caseId, 'note'), ...told], ids: { note: noteId } }
}

type Mention = { readonly caseId: Id; readonly noteId: Id; readonly staffId: Id; readonly by: Id; readonly at: Instant }

function mentionOf({ caseId, noteId, staffId, by, at }: Mention, id: Id): Wish {
  const key = `mentioned:${noteId}:${staffId}`
  const payload: Notice = { caseId, to: { staffId }, about: 'mentioned', clockId: null, key, except: by }
  return { id, kind: CASE_JOBS.notify, payload, dueAt: at, dedupId: `notify:${key}` }
}

/** Only people have drafts. */
const draftSent = (author: { readonly kind: string; readonly id: Id }, caseId: Id, kind: DraftKind): readonly Statement[] => (author.kind === 'staff' ? [forgetDraft({ staffId: author.id, caseId }, kind)] : [])

/** A reply that does not know of the newest message is not sent unasked. */
async function requireNothingNewer(deps: CaseDeps, { caseId, writerId, seenUntil }: { readonly caseId: Id; readonly writerId: Id; readonly seenUntil: string | undefined }): Promise<void> {
  if (seenUntil === undefined) return
  const { rows } = await deps.db.query(writtenSince(caseId, givenInstant(seenUntil), writerId))
  if (rows.length > 0) throw refusal({ code: 'case.newer_message' })
}

/** To wait for the customer afterwards takes the right to do so, and a reason of the handbook. */
async function requireWait(deps: CaseDeps, viewer: Viewer, { caseId, reason }: { readonly caseId: Id; readonly reason: string }): Promise<void> {
  const { loaded, scenario } = await loadVisible(deps, viewer, caseId)
  authoriseOn(viewer, 'case.wait', loaded.aggregate)
  if (!Object.hasOwn(scenario.definition.waits, reason)) throw refusal({ code: 'case.wait_unknown', params: { reason } })
}

/** Replies, notes and calls: words of ours on a case. */
export const MESSAGE_COMMANDS: readonly CommandRoute[] = [
  commandRoute({ method: 'POST', url: '/replies', summary: '回复客户（可撤回、可定时）', permission: 'case.reply', params: ByCase, body: Reply, looks: true, ask: askReply }),
  commandRoute({ method: 'POST', url: '/notes', summary: '内部备注（可提醒同事）', permission: 'case.note', params: ByCase, body: Note, looks: true, ask: askNote }),
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
  const [points, mailbox] = await Promise.all([deps.db.query(contactPointOf(customerId, 'email')), mailboxFor(deps.db, caseId)])
  const address = readContactPoint(points, deps.sealing)
  if (address === null) throw refusal({ code: 'case.no_address' })
  if (mailbox === null) throw refusal({ code: 'case.no_mailbox' })
  const subject = String(rows[0]?.['subject'] ?? '')
  return { address, customerId, thread: { subject: /^(re|回复)[:：]/i.test(subject) ? subject : `Re: ${subject}`, mailboxId: mailbox.mailboxId, inReplyTo: mailbox.inReplyTo, references: mailbox.references } }
}
