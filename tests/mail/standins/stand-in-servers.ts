import type { Id } from '#kernel/id.ts'
import type { Mailbox } from '#channels/email/ports.ts'
import type { MailServers } from '../mail-server-contract.ts'
import { startImapStandIn, type ImapStandIn } from './imap-stand-in.ts'
import { startSmtpStandIn, type SmtpStandIn } from './smtp-stand-in.ts'

const PASSWORD = 'secret'

/** Both stand-ins as one mail server: what SMTP accepts for a known address lies in its INBOX. */
export type StandInServers = MailServers & { readonly imapServer: ImapStandIn; readonly smtpServer: SmtpStandIn }

export async function startStandInServers(): Promise<StandInServers> {
  const imapServer = await startImapStandIn()
  const smtpServer = await startSmtpStandIn({
    users: { anna: PASSWORD, bo: PASSWORD },
    refuses: (address) => address.startsWith('nobody@'),
    onAccepted: ({ to, raw }) => to.map((address) => address.replace(/[+@].*/, '')).filter((user) => user === 'anna' || user === 'bo').forEach((user) => imapServer.deliver(user, raw)),
  })
  imapServer.addAccount('anna', PASSWORD)
  imapServer.addAccount('bo', PASSWORD)
  const mailbox = (user: string, number: number): Mailbox => ({
    id: `019ab000-0000-7000-8000-00000000000${number}` as Id,
    address: `${user}@care.test`,
    imap: { host: '127.0.0.1', port: imapServer.port, secure: false },
    smtp: { host: '127.0.0.1', port: smtpServer.port, secure: false },
    username: user,
    password: PASSWORD,
  })
  return {
    imapServer,
    smtpServer,
    anna: mailbox('anna', 1),
    bo: mailbox('bo', 2),
    refusedAddress: 'nobody@care.test',
    stop: async () => {
      await smtpServer.close()
      await imapServer.close()
    },
  }
}
