import type { ImapFlow } from 'imapflow'
import { closeImap, openImap, type DoorOptions } from '../mail-door.ts'
import type { Mailbox } from '../ports.ts'

/** What the Sent folder of a mailbox tells. `unknown`: it has none, or cannot be asked now. */
export type SentEvidence = 'found' | 'not_found' | 'unknown'
export type SentFolder = {
  /** Looks for our Message-ID: what lies there has been sent. What does not lie there may have been sent nevertheless. */
  look(mailbox: Mailbox, messageId: string): Promise<SentEvidence>
  /** Keeps a copy unless the provider has kept one itself; a failure is logged, the mail is sent all the same. */
  keep(mailbox: Mailbox, messageId: string, raw: Uint8Array): Promise<void>
}

/** Opens the Sent folder whenever it is asked for, on a connection of its own. */
export function createSentFolder(options: DoorOptions): SentFolder {
  return {
    look: async (mailbox, messageId) => {
      const found = await withSentFolder(mailbox, options, (client) => has(client, messageId))
      return found === null ? 'unknown' : found ? 'found' : 'not_found'
    },
    keep: async (mailbox, messageId, raw) => {
      await withSentFolder(mailbox, options, async (client, path) => {
        if (!(await has(client, messageId))) await client.append(path, Buffer.from(raw), ['\\Seen'])
      })
    },
  }
}

async function withSentFolder<T>(mailbox: Mailbox, options: DoorOptions, work: (client: ImapFlow, path: string) => Promise<T>): Promise<T | null> {
  try {
    const client = await openImap(mailbox, { ...options, socketMillisMax: 30_000 })
    try {
      const path = await sentPath(client)
      if (path === null) return null
      await client.mailboxOpen(path)
      return await work(client, path)
    } finally {
      await closeImap(client)
    }
  } catch (error) {
    options.log.warn({ err: error, mailbox: mailbox.id }, 'sent folder cannot be used')
    return null
  }
}

/** By its special use (RFC 6154), which imapflow also guesses from the names providers give it. */
async function sentPath(client: ImapFlow): Promise<string | null> {
  return (await client.list()).find(({ specialUse }) => specialUse === '\\Sent')?.path ?? null
}

async function has(client: ImapFlow, messageId: string): Promise<boolean> {
  const found = await client.search({ header: { 'message-id': messageId } }, { uid: true })
  return found !== false && found !== undefined && found.length > 0
}
