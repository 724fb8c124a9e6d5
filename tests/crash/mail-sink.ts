import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import type { Rng } from '#kernel/rng.ts'

/**
 * An SMTP server that takes its time: a moment passes before a mail counts as accepted, and another before it says so,
 * because in both somebody may die. It never de-duplicates.
 */
export type MailSink = {
  readonly port: number
  readonly accepted: readonly Buffer[]
  /** Sessions between MAIL and the final answer. */
  inFlight(): number
  close(): Promise<void>
}

const MOMENT_MS = 40

export async function startMailSink(rng: Rng): Promise<MailSink> {
  const accepted: Buffer[] = []
  const busy = new Set<string>()
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onMailFrom: (_address, session, done) => (busy.add(session.id), done()),
    onClose: (session) => void busy.delete(session.id),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => void answer(session.id, Buffer.concat(pieces), done))
    },
  })
  const answer = async (session: string, raw: Buffer, done: () => void): Promise<void> => {
    await pause(rng() * MOMENT_MS)
    accepted.push(raw)
    await pause(rng() * MOMENT_MS)
    busy.delete(session)
    done()
  }
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    accepted,
    inFlight: () => busy.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
