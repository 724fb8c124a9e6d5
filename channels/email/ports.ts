import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { MailBounce } from './auto-mail.ts'
import type { OutboundMail } from './out/compose-mail.ts'
import type { OpenedMail } from './read-mail.ts'
import type { ThreadLink } from './thread-token.ts'

/** Where a mail server listens. `secure`: TLS from the first byte; otherwise STARTTLS where it is offered. */
export type MailDoor = { readonly host: string; readonly port: number; readonly secure: boolean }
/** A mailbox as its servers know it, with the password opened. */
export type Mailbox = {
  readonly id: Id
  readonly address: string
  readonly imap: MailDoor
  readonly smtp: MailDoor
  readonly username: string
  readonly password: string
}

/** Up to where a mailbox has been read; null before the first time. */
export type MailboxPosition = { readonly uidValidity: number; readonly uidLast: number } | null

/** A mail as it came, before anybody has looked into it. */
export type ArrivedMail = {
  /** Whole, or in pieces that are never held together. */
  readonly raw: Uint8Array | AsyncIterable<Uint8Array>
  /** Null for a mail that was imported from a file. */
  readonly origin: { readonly mailboxId: Id; readonly uidValidity: number; readonly uid: number } | null
  readonly receivedAt: Instant
  /** Set where only the header was kept: why, and how large the whole mail is. */
  readonly rejected?: { readonly code: 'mail.too_large'; readonly bytes: number }
}
/** The mail lies on disk and its row is committed; or it had been stored before, under the id given. */
export type StoredMail = { readonly inboundId: Id; readonly duplicate: boolean }

/** What the fetcher asks of the house. `storeRaw` answers only after file and row are durable; what the pieces throw it throws on, and keeps nothing. */
export type FetchStore = {
  storeRaw(mail: ArrivedMail): Promise<StoredMail>
  position(mailboxId: Id): Promise<MailboxPosition>
  /** Everything up to this UID is stored. */
  reached(mailboxId: Id, position: NonNullable<MailboxPosition>, at: Instant): Promise<void>
  /** The mailbox could not be read; null when it can be again. */
  troubled(mailboxId: Id, code: string | null, at: Instant): Promise<void>
}

/** A stored mail that was read and now becomes a message. */
export type TakenMail = {
  readonly inboundId: Id
  readonly mailboxId: Id | null
  /** From a file, not from a mailbox: nothing is sent because of it. */
  readonly imported: boolean
  readonly rawSha256: string
  readonly receivedAt: Instant
  readonly opened: OpenedMail
  /** The case (and message) whose token it bears; null for what begins a conversation. */
  readonly link: ThreadLink | null
  /** Marks the stored mail as taken: to be written in the transaction that writes the message, which fails as a whole if somebody else took it. */
  readonly settle: (messageId: Id, at: Instant) => Statement
}
/** How a mail was taken in; refused mails wait in quarantine under the code. */
export type TakeInAnswer = { readonly taken: true } | { readonly refused: string }

/** A message of ours came back; told at least once per `inboundId`. */
export type ReturnedMail = { readonly inboundId: Id; readonly messageId: Id; readonly bounce: MailBounce; readonly bouncedAt: Instant; readonly at: Instant }

export type TakeInPorts = {
  takeIn(mail: TakenMail): Promise<TakeInAnswer>
  recordBounce(returned: ReturnedMail): Promise<void>
}

/** A message on its way out, as it stands in the house. */
export type OutboundWork = {
  readonly state: 'planned' | 'claimed' | 'sent' | 'uncertain' | 'failed' | 'cancelled'
  /** The mailbox it leaves from; null when it was archived. */
  readonly mailbox: Mailbox | null
  readonly mail: Omit<OutboundMail, 'at' | 'files'>
}
/** How a send ended. `uncertain` is settled by evidence or by a person, never by sending again. */
export type SendSettlement =
  | { readonly state: 'sent'; readonly mailId: string }
  | { readonly state: 'uncertain'; readonly code: string }
  | { readonly state: 'failed'; readonly code: string }

export type SendStore = {
  load(messageId: Id): Promise<OutboundWork | null>
  /** The files that go with it; null when one is lost. */
  files(messageId: Id): Promise<OutboundMail['files'] | null>
  /** Suppression and limits: null, or the code of what forbids this send. */
  hindrance(messageId: Id, at: Instant): Promise<string | null>
  /** planned → claimed, committed before anything is sent; false when somebody else was first. */
  claim(messageId: Id, at: Instant): Promise<boolean>
  /** claimed → planned: the server certainly has not accepted it. */
  release(messageId: Id, at: Instant): Promise<void>
  settle(messageId: Id, settlement: SendSettlement, at: Instant): Promise<void>
}
