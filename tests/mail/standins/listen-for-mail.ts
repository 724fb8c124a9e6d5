import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

export type Done = (error?: Error | null) => void
/** What becomes of a mail that has come in whole; `done` answers it. */
export type OnMail = (raw: Buffer, session: SMTPServerSession, done: Done) => void

/** An SMTP server on this machine, at a port of its own, without encryption. */
export async function listenForMail(options: SMTPServerOptions, onMail: OnMail): Promise<{ readonly server: SMTPServer; readonly port: number }> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    ...options,
    onData: (stream, session, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => onMail(Buffer.concat(pieces), session, done))
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return { server, port: (server.server.address() as AddressInfo).port }
}
