import { Fault } from '#kernel/fault.ts'
import { closeImap, openImap, type DoorOptions } from './mail-door.ts'
import { createSmtpClient } from './out/smtp-client.ts'
import type { Mailbox } from './ports.ts'

/** What stands in the way of reading and of sending; null where nothing does. Codes: `mail.unreachable`, `mail.auth_failed`, `mail.cleartext_refused`, `mail.no_inbox`. */
export type MailboxCheck = { readonly imap: string | null; readonly smtp: string | null }

/** Tries both doors with the settings given, and leaves everything as it was. */
export async function checkMailbox(mailbox: Mailbox, options: DoorOptions): Promise<MailboxCheck> {
  const client = createSmtpClient(options)
  const [imap, smtp] = await Promise.all([checkInbox(mailbox, options), client.check(mailbox)])
  client.close()
  return { imap, smtp }
}

async function checkInbox(mailbox: Mailbox, options: DoorOptions): Promise<string | null> {
  try {
    const client = await openImap(mailbox, options)
    try {
      await client.mailboxOpen('INBOX', { readOnly: true })
      return null
    } finally {
      await closeImap(client)
    }
  } catch (error) {
    return error instanceof Fault ? error.code : 'mail.no_inbox'
  }
}
