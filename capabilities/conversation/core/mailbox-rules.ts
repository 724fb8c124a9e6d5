import { refused, type Refusal } from '#kernel/decision.ts'
import type { ConversationRefusal, MailboxChange } from '../contract.ts'

type Door = { readonly host: string; readonly port: number; readonly secure: boolean }
/** A mailbox as a change finds it; `read` says that mails were taken from it. */
export type MailboxStanding = { readonly imap: Door; readonly smtp: Door; readonly username: string; readonly archived: boolean; readonly read: boolean }
type Refused = { readonly ok: false; readonly refusal: Refusal<ConversationRefusal> }

/**
 * Why a mailbox cannot be changed so; null when it can. A stored password is never sent to a host it was not given for
 * (`mailbox.password_needed`), and once mails were read the account stays (`mailbox.already_read`): another one has UIDs of its own.
 */
export function mailboxChangeRefusal(mailbox: MailboxStanding, change: MailboxChange): Refused | null {
  if (mailbox.archived) return refused('mailbox.archived')
  const otherHost = [change.imap?.host ?? mailbox.imap.host, change.smtp?.host ?? mailbox.smtp.host].join() !== [mailbox.imap.host, mailbox.smtp.host].join()
  const unsealed = (mailbox.imap.secure && change.imap?.secure === false) || (mailbox.smtp.secure && change.smtp?.secure === false)
  const otherAccount = (change.imap?.host ?? mailbox.imap.host) !== mailbox.imap.host || (change.username ?? mailbox.username) !== mailbox.username
  if (mailbox.read && otherAccount) return refused('mailbox.already_read')
  return (otherHost || unsealed) && change.password === undefined ? refused('mailbox.password_needed') : null
}

/** The names of the settings a change sets, as the history keeps them. */
export const changedSettings = (change: MailboxChange): readonly string[] => Object.keys(change).toSorted()
