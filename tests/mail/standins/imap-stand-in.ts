import { createServer, type AddressInfo, type Socket } from 'node:net'
import { addMail, emptyFolder, type Account, type Folder, type ImapFaults } from './imap-folders.ts'
import { openSession, type Session } from './imap-session.ts'

/** A small IMAP4rev1 server: what a client of ours needs, and nothing that forgives it. */
export type ImapStandIn = {
  readonly port: number
  readonly faults: ImapFaults
  /** Opens an account with INBOX and Sent; a password of its own. */
  addAccount(user: string, password: string): Account
  deliver(user: string, raw: Uint8Array): number
  folder(user: string, path?: string): Folder
  /** The mailbox is rebuilt: same mails, new UIDVALIDITY, new UIDs. */
  renumber(user: string): void
  /** Resolves with the nth command (counted from the start) that matches, past or to come, once it has been answered. */
  heard(command: RegExp, times?: number): Promise<string>
  readonly commands: readonly string[]
  dropConnections(): void
  close(): Promise<void>
}

type Waiter = { readonly pattern: RegExp; readonly times: number; readonly resolve: (command: string) => void }

export async function startImapStandIn(): Promise<ImapStandIn> {
  const accounts = new Map<string, Account>()
  const sessions = new Map<Socket, Session>()
  const commands: string[] = []
  const waiters: Waiter[] = []
  const faults: ImapFaults = { refuseLogins: false, withoutIdle: false, dropOn: null }
  const onAnswered = (command: string) => {
    commands.push(command)
    for (const { pattern, times, resolve } of waiters) {
      const matching = commands.filter((each) => pattern.test(each))
      if (matching.length >= times) resolve(matching[times - 1] ?? '')
    }
  }
  const server = createServer({ noDelay: true }, (socket) => {
    sessions.set(socket, openSession(socket, { accounts, faults, onAnswered, onChange: tellEverybody }))
    socket.on('close', () => sessions.delete(socket))
    socket.on('error', () => undefined)
  })
  const tellEverybody = () => [...sessions.values()].forEach((session) => session.tellChanges())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = (user: string, path = 'INBOX'): Folder => {
    const found = accounts.get(user)?.folders.get(path)
    if (found === undefined) throw new Error(`no folder ${path} of ${user}`)
    return found
  }
  return {
    port: (server.address() as AddressInfo).port,
    faults,
    commands,
    addAccount: (user, password) => {
      const account = { user, password, folders: new Map([['INBOX', emptyFolder(1, null)], ['Sent', emptyFolder(2, '\\Sent')]]) }
      accounts.set(user, account)
      return account
    },
    deliver: (user, raw) => {
      const uid = addMail(folder(user), Buffer.from(raw), [])
      tellEverybody()
      return uid
    },
    folder,
    renumber: (user) => {
      const inbox = folder(user)
      inbox.uidValidity += 1
      inbox.mails = inbox.mails.map((mail, index) => ({ ...mail, uid: index + 101 }))
      inbox.uidNext = 101 + inbox.mails.length
    },
    heard: (pattern, times = 1) =>
      new Promise((resolve) => {
        const matching = commands.filter((each) => pattern.test(each))
        if (matching.length >= times) resolve(matching[times - 1] ?? '')
        else waiters.push({ pattern, times, resolve })
      }),
    dropConnections: () => [...sessions.keys()].forEach((socket) => socket.destroy()),
    close: async () => {
      for (const socket of sessions.keys()) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
