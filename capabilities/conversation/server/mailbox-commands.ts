import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import type { SealedColumn } from '#platform/crypto/reseal.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'

const passwordContext = (mailboxId: string): string => `mailboxes.password:${mailboxId}`
/** What mailboxes keep sealed. */
export const MAILBOX_SEALED: readonly SealedColumn[] = [{ table: 'mailboxes', id: 'id', idType: 'uuid', column: 'password', form: 'bytes', context: passwordContext }]
export const sealPassword = (sealing: Sealing, mailboxId: Id, password: string): Buffer => sealing.sealBytes(Buffer.from(password, 'utf8'), passwordContext(mailboxId))
const openPassword = (sealing: Sealing, mailboxId: Id, sealed: Uint8Array): string => sealing.openBytes(sealed, passwordContext(mailboxId)).toString('utf8')

/** A mailbox with its password in the clear: for the channel, never for showing. */
export type OpenedMailbox = {
  readonly id: Id
  readonly name: string
  readonly address: string
  readonly imap: { readonly host: string; readonly port: number; readonly secure: boolean }
  readonly smtp: { readonly host: string; readonly port: number; readonly secure: boolean }
  readonly username: string
  readonly password: string
  /** Mail to name+anything@domain reaches it. */
  readonly plusAddressing: boolean
}

const MAILBOX = 'select id, name, address, imap_host, imap_port, imap_secure, smtp_host, smtp_port, smtp_secure, username, password, plus_addressing from mailboxes'
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
  plusAddressing: row['plus_addressing'] === true,
})
