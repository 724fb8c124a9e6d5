import { addressMarksOf } from '#capabilities/customer/server/commands.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { SealedColumn } from '#platform/crypto/reseal.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { archiveFiles } from '#platform/files/remove-archived.ts'
import { messageFor } from '#platform/http/messages/message-table.ts'
import { refusal } from '#platform/http/problem.ts'
import { enqueue } from '#platform/outbox/outbox-store.ts'
import { attachingRefusal } from '../core/upload-rules.ts'
import { attachUploads, uploadsOf, type Uploader } from './upload-store.ts'

export { caseMailboxesOf, MAIL_CAN_GO, mailboxFor, readCaseMailboxes, type CaseMailbox } from './case-mailboxes.ts'
export { filesForRecord, filesInCase, type CaseFile } from './record-files.ts'

/** The wish that sends a planned message; carried out by the channel. */
const SEND_JOB = 'mail.send'

/** A message on its way into the thread of a case. Words are stored as they are; addresses come sealed. */
export type NewMessage = {
  readonly id: Id
  readonly caseId: Id | null
  readonly customerId: Id | null
  readonly direction: 'in' | 'out' | 'note'
  readonly channel: string
  readonly author: { readonly kind: 'customer' | 'staff' | 'api_key' | 'system'; readonly id: Id | null }
  readonly subject: string | null
  readonly text: string
  readonly html?: string | null
  readonly replyText?: string | null
  readonly auto?: string
  readonly wording?: string | null
  readonly mailboxId?: Id | null
  readonly mailId?: string | null
  readonly inReplyTo?: string | null
  readonly references?: readonly string[]
  readonly fromName?: string | null
  readonly addresses?: Buffer | null
  readonly rawSha256?: string | null
  readonly state?: 'planned' | 'failed'
  readonly failureCode?: string | null
  readonly sendAt?: Instant | null
}

export const insertMessage = (message: NewMessage, at: Instant): Statement => ({
  name: 'conversation.insert_message',
  text: `insert into messages (id, case_id, customer_id, direction, channel, author_kind, author_id, mailbox_id, subject, text, html, reply_text, auto, wording,
      mail_id, mail_in_reply_to, mail_references, from_name, addresses, raw_sha256, created_at, state, send_at, failure_code, dedup_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
    on conflict (id) do nothing`,
  values: [
    message.id, message.caseId, message.customerId, message.direction, message.channel, message.author.kind, message.author.id, message.mailboxId ?? null, message.subject,
    message.text, message.html ?? null, message.replyText ?? null, message.auto ?? 'none', message.wording ?? null, message.mailId ?? null, message.inReplyTo ?? null,
    message.references ?? [], message.fromName ?? null, message.addresses ?? null, message.rawSha256 ?? null, formatInstant(at), message.state ?? null,
    message.sendAt === undefined || message.sendAt === null ? null : formatInstant(message.sendAt), message.failureCode ?? null, message.state === 'planned' ? message.id : null,
  ],
})

/** A message that is to go at its hour. */
export type Outgoing = NewMessage & { readonly sendAt: Instant }

/** An outbound message and the wish to send it: undone until it is claimed, sent at most once. */
export const planOutbound = (message: Outgoing, at: Instant, wishId: Id): readonly Statement[] => planAllOutbound([{ message, at, wishId }])

/** Many outbound messages, and the wishes to send them in one statement. */
export function planAllOutbound(planned: readonly { readonly message: Outgoing; readonly at: Instant; readonly wishId: Id }[]): readonly Statement[] {
  const [first] = planned
  if (first === undefined) return []
  const wishes = planned.map(({ message, wishId }) => ({ id: wishId, kind: SEND_JOB, payload: { messageId: message.id }, dueAt: message.sendAt, dedupId: `send:${message.id}` }))
  return [...planned.map(({ message, at }) => insertMessage({ ...message, state: 'planned' }, at)), enqueue(wishes, first.at)]
}

/** A file of a message, under a generated id; its name is only shown. */
export type NewAttachment = {
  readonly id: Id
  readonly messageId: Id
  readonly fileId: Id
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
  readonly contentId: string | null
  readonly position: number
}

export const insertAttachments = (attachments: readonly NewAttachment[]): Statement => ({
  name: 'conversation.insert_attachments',
  text: `insert into attachments (id, message_id, file_id, name, type, bytes, sha256, content_id, position)
    select id, message_id, file_id, name, type, bytes, sha256, content_id, position from jsonb_to_recordset($1::jsonb)
    as a (id uuid, message_id uuid, file_id uuid, name text, type text, bytes bigint, sha256 text, content_id text, position int)`,
  values: [
    JSON.stringify(
      attachments.map((it) => ({ id: it.id, message_id: it.messageId, file_id: it.fileId, name: it.name, type: it.type, bytes: it.bytes, sha256: it.sha256, content_id: it.contentId, position: it.position })),
    ),
  ],
})

/** Files that this writer uploaded go with a message: the statement that belongs behind the message's own; whatever stands in the way is thrown as its refusal. */
export async function filesFor(deps: { readonly db: Db; readonly newId: IdSource }, uploader: Uploader, message: { readonly id: Id; readonly fileIds: readonly Id[] }): Promise<readonly Statement[]> {
  const fileIds = [...new Set(message.fileIds)]
  if (fileIds.length === 0) return []
  const { rows } = await deps.db.query(uploadsOf(uploader, fileIds))
  const refused = attachingRefusal(fileIds, rows.map((row) => ({ bytes: Number(row['bytes']) })))
  if (refused !== null) throw refusal(refused.refusal)
  return [attachUploads({ uploader, messageId: message.id, files: fileIds.map((fileId) => ({ fileId, id: deps.newId() })) })]
}

/** Moves messages from one case to another, and answers which were moved: all of them, or the transaction fails. */
export const moveMessages = (move: { readonly messageIds: readonly Id[]; readonly fromCaseId: Id; readonly toCaseId: Id }): Statement => ({
  name: 'conversation.move_messages',
  text: `with moved as (update messages set case_id = $3 where id = any($1::uuid[]) and case_id = $2 returning id)
    select careloop_assert(count(*) = cardinality($1::uuid[]), 'messages.of_case') from moved`,
  values: [move.messageIds, move.fromCaseId, move.toCaseId],
})

/** How many of these messages belong to the case. */
export const countMessagesOf = (caseId: Id, messageIds: readonly Id[]): Statement => ({
  name: 'conversation.count_of_case',
  text: 'select count(*) as count from messages where case_id = $1 and id = any($2::uuid[])',
  values: [caseId, messageIds],
})

/** A page of the thread of a case in either direction, with who of ours wrote what and the names of its files. */
export const threadOf = (caseId: Id, page: { readonly at: string; readonly id: string; readonly limit: number; readonly backwards?: boolean }): Statement => {
  const [beyond, order] = page.backwards === true ? (['<', 'desc'] as const) : (['>', 'asc'] as const)
  return {
    name: `conversation.thread_${order}`,
    text: `select messages.id, direction, channel, author_kind, author_id, coalesce(staff.name, api_keys.name) as author_name, subject, text, html, reply_text, auto, wording, from_name, messages.created_at, state, send_at, sent_at, failed_at, failure_code,
      coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name, 'type', a.type, 'bytes', a.bytes, 'contentId', a.content_id) order by position) from attachments a where a.message_id = messages.id), '[]'::json) as files
    from messages left join staff on author_kind = 'staff' and staff.id = author_id left join api_keys on author_kind = 'api_key' and api_keys.id = author_id
    where case_id = $1 and (messages.created_at, messages.id) ${beyond} ($2::timestamptz, $3::uuid) order by messages.created_at ${order}, messages.id ${order} limit $4`,
    values: [caseId, page.at, page.id, page.limit],
  }
}

/** Whether anybody else has written to or for the customer since: a message of theirs, or a reply of a colleague. What the product itself sends is none. */
export const writtenSince = (caseId: Id, since: Instant, except: Id): Statement => ({
  name: 'conversation.written_since',
  text: `select 1 from messages where case_id = $1 and created_at > $2 and (direction = 'in' or (direction = 'out' and author_kind <> 'system' and state <> 'cancelled' and author_id <> $3)) limit 1`,
  values: [caseId, formatInstant(since), except],
})

/** Of these files, those that still wait for a message of this writer, with their names. */
export const waitingFiles = async (db: Db, uploader: Uploader, fileIds: readonly Id[]): Promise<ReadonlyMap<Id, { readonly id: Id; readonly name: string; readonly type: string; readonly bytes: number }>> => {
  const { rows } = fileIds.length === 0 ? { rows: [] } : await db.query(uploadsOf(uploader, fileIds))
  return new Map(rows.map((row) => [row['file_id'] as Id, { id: row['file_id'] as Id, name: String(row['name']), type: String(row['type']), bytes: Number(row['bytes']) }]))
}

/** Why a message has not gone out, as a sentence; null where it has. */
export const failureIn = (code: string | null, locale: Locale): string | null => (code === null ? null : messageFor(code, {}, locale))

/** Sender and recipients of one message, as people write them. */
export type Addresses = { readonly from?: Named | null; readonly to: readonly Named[]; readonly cc: readonly Named[] }
type Named = { readonly name: string; readonly address: string }

const addressContext = (messageId: string): string => `messages.addresses:${messageId}`
/** What messages keep sealed. */
export const MESSAGE_SEALED: readonly SealedColumn[] = [{ table: 'messages', id: 'id', idType: 'uuid', column: 'addresses', form: 'bytes', context: addressContext }]

/** Addresses sealed to the message they belong to. */
export const sealAddresses = (sealing: Sealing, messageId: Id, addresses: Addresses): Buffer => sealing.sealBytes(Buffer.from(JSON.stringify(addresses), 'utf8'), addressContext(messageId))
export const openAddresses = (sealing: Sealing, messageId: Id, sealed: Uint8Array | null): Addresses =>
  sealed === null ? { to: [], cc: [] } : (JSON.parse(sealing.openBytes(sealed, addressContext(messageId)).toString('utf8')) as Addresses)

/** The address that customers may always write to; empty where no mailbox is open. */
export async function addressToWriteTo(db: Db): Promise<string> {
  const { rows } = await db.query({ name: 'conversation.address_to_write_to', text: 'select address from mailboxes where archived_at is null and active order by created_at, id limit 1', values: [] })
  return String(rows[0]?.['address'] ?? '')
}

/** Where mails of a mailbox go: the scenario they open and the team that gets them. */
export const mailboxIntake = (id: Id): Statement => ({ name: 'conversation.mailbox_intake', text: 'select scenario, team_id from mailboxes where id = $1', values: [id] })

/** The messages of customers: what they wrote or were written, and everything in these cases. */
export type MessagesOf = { readonly customerIds: readonly Id[]; readonly caseIds: readonly Id[] }

const MINE = '(customer_id = any($1::uuid[]) or case_id = any($2::uuid[]))'
const MY_MAILS = `(select mail.id from inbound_mails mail where mail.message_id in (select id from messages where ${MINE})
  or mail.id in (select inbound_id from bounces where message_id in (select id from messages where ${MINE})))`

/**
 * Takes away what was written: texts, names, addresses, the mails as they came, files, and the marks of addresses that are not written to.
 * Who wrote when, and what became of it, stays. What was still to be sent is not.
 */
export function eraseMessages({ customerIds, caseIds }: MessagesOf, at: Instant): readonly Statement[] {
  const values = [customerIds, caseIds]
  const files = `select file_id from attachments where message_id in (select id from messages where ${MINE}) or case_id = any($2::uuid[])
    union select file_id from inbound_mails where id in ${MY_MAILS} or duplicate_of in ${MY_MAILS}`
  return [
    { name: 'conversation.erase_suppressions', text: `delete from suppressions where (kind, value_index) in ${addressMarksOf('$1::uuid[]')}`, values: [customerIds] },
    archiveFiles({ text: files, values }, at),
    { name: 'conversation.erase_attachments', text: `delete from attachments where message_id in (select id from messages where ${MINE}) or case_id = any($2::uuid[])`, values },
    {
      name: 'conversation.erase_messages',
      text: `update messages set subject = null, text = '', html = null, reply_text = null, from_name = null, addresses = null, mail_in_reply_to = null, mail_references = '{}',
          mail_id = case when direction = 'in' then null else mail_id end,
          cancelled_at = case when state = 'planned' then $3 else cancelled_at end, state = case when state = 'planned' then 'cancelled' else state end
        where ${MINE}`,
      values: [...values, formatInstant(at)],
    },
  ]
}
