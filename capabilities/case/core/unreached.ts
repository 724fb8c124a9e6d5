/** Why no mail can reach the customer of a case: it has none, there is no mailbox of ours, or they have no address. */
export type Unreached = 'nobody' | 'no_mailbox' | 'no_mail'
type Reach = { readonly customerId: string | null; readonly mailable: boolean; readonly mailboxOpen: boolean }

/** Null where a mail can reach them. */
export function whyUnreached({ customerId, mailable, mailboxOpen }: Reach): Unreached | null {
  if (mailable) return null
  if (customerId === null) return 'nobody'
  return mailboxOpen ? 'no_mail' : 'no_mailbox'
}
