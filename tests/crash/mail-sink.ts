import { setTimeout as pause } from 'node:timers/promises'
import type { SMTPServerOptions } from 'smtp-server'
import type { Rng } from '#kernel/rng.ts'
import { listenForMail } from '#tests/mail/standins/listen-for-mail.ts'

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
  const answer = async (session: string, raw: Buffer, done: () => void): Promise<void> => {
    await pause(rng() * MOMENT_MS)
    accepted.push(raw)
    await pause(rng() * MOMENT_MS)
    busy.delete(session)
    done()
  }
  const hooks: SMTPServerOptions = {
    authOptional: true,
    onMailFrom: (_address, session, done) => (busy.add(session.id), done()),
    onClose: (session) => void busy.delete(session.id),
  }
  const { server, port } = await listenForMail(hooks, (raw, session, done) => void answer(session.id, raw, done))
  return {
    port,
    accepted,
    inFlight: () => busy.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
