import { useMailboxWords } from './use-mailbox-words.ts'

const KNOWN = ['mail.auth_failed', 'mail.unreachable', 'mail.cleartext_refused', 'mail.no_inbox', 'mail.connection_lost', 'mail.fetch_failed', 'crypto.unreadable'] as const

/** What stands in the way of a mailbox, in words with a remedy. */
export function useMailTrouble(): (code: string) => string {
  const say = useMailboxWords()
  return (code) => {
    const known = KNOWN.find((each) => each === code)
    return known === undefined ? say('trouble.other', { code }) : say(`trouble.${known}`)
  }
}
