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
