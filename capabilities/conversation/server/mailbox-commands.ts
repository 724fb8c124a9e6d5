import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'

/** Sender and recipients of one message, as people write them. */
export type Addresses = { readonly from?: Named | null; readonly to: readonly Named[]; readonly cc: readonly Named[] }
type Named = { readonly name: string; readonly address: string }

const addressContext = (messageId: Id): string => `messages.addresses:${messageId}`

/** Addresses sealed to the message they belong to. */
export const sealAddresses = (sealing: Sealing, messageId: Id, addresses: Addresses): Buffer => sealing.sealBytes(Buffer.from(JSON.stringify(addresses), 'utf8'), addressContext(messageId))
export const openAddresses = (sealing: Sealing, messageId: Id, sealed: Uint8Array | null): Addresses =>
  sealed === null ? { to: [], cc: [] } : (JSON.parse(sealing.openBytes(sealed, addressContext(messageId)).toString('utf8')) as Addresses)

const passwordContext = (mailboxId: Id): string => `mailboxes.password:${mailboxId}`
export const sealPassword = (sealing: Sealing, mailboxId: Id, password: string): Buffer => sealing.sealBytes(Buffer.from(password, 'utf8'), passwordContext(mailboxId))
export const openPassword = (sealing: Sealing, mailboxId: Id, sealed: Uint8Array): string => sealing.openBytes(sealed, passwordContext(mailboxId)).toString('utf8')

/** From where a case is written to, and which mail it answers. */
export type CaseMailbox = { readonly mailboxId: Id; readonly inReplyTo: string | null; readonly references: readonly string[] }

/** The mailbox the customer last wrote to about this case; else the oldest that is in use. */
export async function mailboxFor(db: Db, caseId: Id): Promise<CaseMailbox | null> {
  const { rows } = await db.query(lastMail(caseId))
  const last = rows[0]
  if (last !== undefined) return { mailboxId: last['mailbox_id'] as Id, inReplyTo: last['mail_id'] as string | null, references: last['mail_references'] as string[] }
  const fallback = await db.query(anyMailbox)
  const id = fallback.rows[0]?.['id']
  return id === undefined ? null : { mailboxId: id as Id, inReplyTo: null, references: [] }
}

const lastMail = (caseId: Id): Statement => ({
  name: 'conversation.last_mail',
  text: `select mailbox_id, mail_id, mail_references from messages join mailboxes on mailboxes.id = mailbox_id and mailboxes.archived_at is null
    where case_id = $1 and direction = 'in' order by messages.created_at desc limit 1`,
  values: [caseId],
})

const anyMailbox: Statement = {
  name: 'conversation.any_mailbox',
  text: 'select id from mailboxes where archived_at is null and active order by created_at, id limit 1',
  values: [],
}

/** Where mails of a mailbox go: the scenario they open and the team that gets them. */
export const mailboxIntake = (id: Id): Statement => ({ name: 'conversation.mailbox_intake', text: 'select scenario, team_id from mailboxes where id = $1', values: [id] })

/** A mailbox with its password in the clear: for the channel, never for showing. */
export type OpenedMailbox = {
  readonly id: Id
  readonly name: string
  readonly address: string
  readonly imap: { readonly host: string; readonly port: number; readonly secure: boolean }
  readonly smtp: { readonly host: string; readonly port: number; readonly secure: boolean }
  readonly username: string
  readonly password: string
}

const MAILBOX = 'select id, name, address, imap_host, imap_port, imap_secure, smtp_host, smtp_port, smtp_secure, username, password from mailboxes'
const activeMailboxesStatement: Statement = { name: 'conversation.active_mailboxes', text: `${MAILBOX} where active and archived_at is null order by created_at, id`, values: [] }

/** Every mailbox that is read and written from. */
export async function activeMailboxes(db: Db, sealing: Sealing): Promise<readonly OpenedMailbox[]> {
  const opened: OpenedMailbox[] = []
  for (const row of (await db.query(activeMailboxesStatement)).rows) {
    try {
      opened.push(openedMailbox(sealing, row))
    } catch (error) {
      // One password that this key does not open must not keep the others from being read.
      if (!(error instanceof Fault)) throw error
      await db.query(passwordUnreadable(row['id'] as Id, error.code))
    }
  }
  return opened
}

const passwordUnreadable = (id: Id, code: string): Statement => ({ name: 'conversation.mailbox_trouble', text: 'update mailboxes set last_error = $2 where id = $1', values: [id, code] })

/** One mailbox; null when it was archived. */
export async function mailboxById(db: Db, sealing: Sealing, id: Id): Promise<OpenedMailbox | null> {
  const [row] = (await db.query({ name: 'conversation.mailbox', text: `${MAILBOX} where id = $1 and archived_at is null`, values: [id] })).rows
  return row === undefined ? null : openedMailbox(sealing, row)
}

const openedMailbox = (sealing: Sealing, row: Readonly<Record<string, unknown>>): OpenedMailbox => ({
  id: row['id'] as Id,
  name: String(row['name']),
  address: String(row['address']),
  imap: { host: String(row['imap_host']), port: Number(row['imap_port']), secure: row['imap_secure'] === true },
  smtp: { host: String(row['smtp_host']), port: Number(row['smtp_port']), secure: row['smtp_secure'] === true },
  username: String(row['username']),
  password: openPassword(sealing, row['id'] as Id, row['password'] as Uint8Array),
})
