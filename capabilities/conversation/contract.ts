import { Type, type Static, type TSchema } from 'typebox'
import { pageOf } from '#capabilities/access/contract.ts'
import type { Id } from '#kernel/id.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.Unsafe<Id>(Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }))
const InstantSchema = Type.String({ format: 'date-time' })
const NameSchema = Type.String({ minLength: 1, maxLength: 80, pattern: '^\\P{C}*[^\\s\\p{C}]\\P{C}*$' })
const page = { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })), after: Type.Optional(Type.String({ maxLength: 300 })) }

/** What an uncertain send turned out to be: somebody asked the customer, or looked into the Sent folder. */
export const Settlement = strict({ sent: Type.Boolean() })

/** Messages that are not (yet) on their way, without their words. */
export const OutboundQuery = strict({ state: Type.Optional(Type.Union([Type.Literal('uncertain'), Type.Literal('failed'), Type.Literal('planned'), Type.Literal('claimed')])), ...page })
export const OutboundItem = strict({
  id: IdSchema,
  caseId: nullable(IdSchema),
  state: Type.String(),
  channel: Type.String(),
  wording: nullable(Type.String()),
  failureCode: nullable(Type.String()),
  createdAt: InstantSchema,
  sendAt: nullable(InstantSchema),
  claimedAt: nullable(InstantSchema),
  failedAt: nullable(InstantSchema),
  /** The failure code in words. */
  failure: nullable(Type.String()),
})
export type OutboundItem = Static<typeof OutboundItem>
export const OutboundPage = pageOf(OutboundItem)

const DoorSchema = strict({ host: Type.String({ pattern: '^[A-Za-z0-9](?:[A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$' }), port: Type.Integer({ minimum: 1, maximum: 65_535 }), secure: Type.Boolean() })
const settings = {
  name: NameSchema,
  imap: DoorSchema,
  smtp: DoorSchema,
  username: Type.String({ maxLength: 320, pattern: '^\\P{C}*$' }),
  password: Type.String({ maxLength: 1000 }),
  scenario: Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60 }),
  teamId: nullable(IdSchema),
  active: Type.Boolean(),
  /** Mail to name+anything@domain reaches it: answers may be asked for at an address that names the case. */
  plusAddressing: Type.Boolean(),
}
/** A mailbox that is read and written from; `scenario` is what a mail to it opens, `teamId` who gets it. The password goes in and never out. */
export const NewMailbox = strict({ ...settings, address: Type.String({ format: 'email', maxLength: 254 }), teamId: Type.Optional(settings.teamId), active: Type.Optional(Type.Boolean()), plusAddressing: Type.Optional(Type.Boolean()) })
export type NewMailbox = Static<typeof NewMailbox>
/** What may change about a mailbox; what is absent stays. */
export const MailboxChange = Type.Partial(strict(settings), { additionalProperties: false, minProperties: 1 })
export type MailboxChange = Static<typeof MailboxChange>
export const Mailbox = strict({
  id: IdSchema,
  name: Type.String(),
  address: Type.String(),
  imap: DoorSchema,
  smtp: DoorSchema,
  username: Type.String(),
  scenario: Type.String(),
  teamId: nullable(IdSchema),
  active: Type.Boolean(),
  plusAddressing: Type.Boolean(),
  lastCheckedAt: nullable(InstantSchema),
  lastError: nullable(Type.String()),
  archivedAt: nullable(InstantSchema),
})
export type Mailbox = Static<typeof Mailbox>
export const MailboxQuery = strict({ archived: Type.Optional(Type.Boolean()), ...page })
export const MailboxPage = pageOf(Mailbox)
/** Both doors of a mailbox were tried: null is well, else the code of what stands in the way. */
export const MailboxCheck = strict({ imap: nullable(Type.String()), smtp: nullable(Type.String()) })
export type MailboxCheck = Static<typeof MailboxCheck>

/** Settings that are tried before they are kept. */
export const MailboxTrial = strict({ address: Type.String({ format: 'email', maxLength: 254 }), imap: DoorSchema, smtp: DoorSchema, username: settings.username, password: settings.password })
export type MailboxTrial = Static<typeof MailboxTrial>

/** Mails that could not become messages: stored as they came, waiting for somebody. */
export const QuarantineQuery = strict({ dismissed: Type.Optional(Type.Boolean()), ...page })
export const QuarantinedMail = strict({
  id: IdSchema,
  mailboxId: nullable(IdSchema),
  /** The mailbox it came to, by the name we gave it. */
  mailbox: nullable(Type.String()),
  bytes: Type.Integer(),
  errorCode: nullable(Type.String()),
  /** The error code in words. */
  error: nullable(Type.String()),
  attempts: Type.Integer(),
  receivedAt: InstantSchema,
})
export type QuarantinedMail = Static<typeof QuarantinedMail>
/** A stored mail as it came, as text without signs that steer; of a long one the beginning (`cut`). */
export const RawMail = strict({ ...QuarantinedMail.properties, header: Type.String(), text: Type.String(), cut: Type.Boolean() })
export type RawMail = Static<typeof RawMail>
export const QuarantinePage = pageOf(QuarantinedMail)

/** Wishes that were given up or are late. */
export const OutboxQuery = strict({ state: Type.Optional(Type.Union([Type.Literal('failed'), Type.Literal('late')])), ...page })
export const OutboxItem = strict({ id: IdSchema, kind: Type.String(), dueAt: InstantSchema, attempts: Type.Integer(), lastError: nullable(Type.String()), failedAt: nullable(InstantSchema), payload: Type.Record(Type.String(), Type.Unknown()) })
export type OutboxItem = Static<typeof OutboxItem>
export const OutboxPage = pageOf(OutboxItem)

/** How a file comes: its name percent-encoded (UTF-8), its type as that of the body. */
export const FileHeaders = Type.Object({ 'x-file-name': Type.String({ minLength: 1, maxLength: 2000 }) })
/** A file that waits for the message it is to go with. */
export const Upload = strict({ id: IdSchema, name: Type.String(), type: Type.String(), bytes: Type.Integer() })
export type Upload = Static<typeof Upload>

/** What the conversation can refuse. */
export const ConversationRefusals = [
  'message.not_planned', 'message.not_uncertain', 'message.too_many_files', 'message.files_too_large', 'message.file_unknown', 'file.too_many_waiting',
  'mailbox.address_taken', 'mailbox.unknown_scenario', 'mailbox.unknown_team', 'mailbox.password_needed', 'mailbox.already_read', 'mailbox.archived', 'mailbox.not_archived',
  'quarantine.too_large', 'quarantine.settled', 'outbox.not_failed',
] as const
export type ConversationRefusal = (typeof ConversationRefusals)[number]

/** What happens to messages, mailboxes and stored mails, as the history keeps it; never a word or an address. */
export type ConversationEvent =
  | { readonly type: 'message.cancelled'; readonly data: { readonly caseId: Id | null } }
  | { readonly type: 'message.sent' | 'message.uncertain' | 'message.failed'; readonly data: { readonly caseId?: Id; readonly code?: string } }
  | { readonly type: 'message.settled'; readonly data: { readonly caseId: Id | null; readonly sent: boolean } }
  | { readonly type: 'mailbox.created'; readonly data: { readonly scenario: string; readonly teamId: Id | null; readonly active: boolean } }
  | { readonly type: 'mailbox.changed'; readonly data: { readonly fields: readonly string[] } }
  | { readonly type: 'mailbox.archived' | 'mailbox.restored' | 'inbound_mail.retried' | 'inbound_mail.dismissed' | 'inbound_mail.reclaimed'; readonly data: Record<string, never> }
  | { readonly type: 'wish.retried'; readonly data: { readonly kind: string } }
