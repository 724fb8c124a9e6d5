import { sealPassword } from '#capabilities/conversation/server/mailbox-commands.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Statement } from '#platform/db/database.ts'

type Place = { readonly host: string; readonly port: number; readonly secure: boolean }

/** A mailbox as a test needs it. Without servers of its own nothing can be sent from it: a house without post never tries. */
export type MailboxRow = {
  readonly id: Id
  readonly address: string
  readonly username: string
  readonly password: string
  readonly imap?: Place
  readonly smtp?: Place
  readonly scenario?: string
}

const NOWHERE: Place = { host: 'mail.test', port: 993, secure: true }

/** Opens a mailbox without asking whether its servers answer. */
export const mailboxRow = (sealing: Sealing, at: Instant, { id, address, username, password, imap = NOWHERE, smtp = NOWHERE, scenario = 'after-sales' }: MailboxRow): Statement => ({
  text: `insert into mailboxes (id, name, address, imap_host, imap_port, imap_secure, smtp_host, smtp_port, smtp_secure, username, password, scenario, active, created_at)
    values ($1, '售后服务', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, true, $12)`,
  values: [id, address, imap.host, imap.port, imap.secure, smtp.host, smtp.port, smtp.secure, username, sealPassword(sealing, id, password), scenario, formatInstant(at)],
})
