import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { mayBeClear, type DoorOptions } from '../mail-door.ts'
import type { Mailbox } from '../ports.ts'

export type SmtpEnvelope = { readonly from: string; readonly to: readonly string[] }

/**
 * What became of one attempt. `refused`: the server said no. `unsent`: it certainly has not accepted the mail.
 * `uncertain`: the mail went out and no answer came, so it may have been accepted.
 */
export type SmtpOutcome =
  | { readonly kind: 'accepted'; readonly refusedRecipients: number }
  | { readonly kind: 'refused'; readonly code: 'mail.refused' | 'mail.deferred' | 'mail.auth_failed'; readonly permanent: boolean }
  | { readonly kind: 'unsent'; readonly code: 'mail.unreachable' | 'mail.cleartext_refused' }
  | { readonly kind: 'uncertain'; readonly code: 'mail.no_answer' }

/** Sends over kept connections, one mail at a time on each. Never repeats a mail that a server may have accepted. */
export type SmtpClient = {
  send(mailbox: Mailbox, envelope: SmtpEnvelope, raw: Uint8Array): Promise<SmtpOutcome>
  /** Signs in and hangs up; null when a mail could be sent, else what stands in the way. */
  check(mailbox: Mailbox): Promise<string | null>
  close(): void
}
export type SmtpOptions = DoorOptions & { readonly answerMillisMax?: number; readonly idleMillisMax?: number }

const CONNECT_MS = 20_000
const ANSWER_MS = 5 * 60_000
const KEPT_MS = 20_000
const KEPT_PER_MAILBOX = 4

type Line = { readonly connection: SMTPConnection; readonly mailboxKey: string; lost: boolean; timer: NodeJS.Timeout | null }

/** A client with no connection yet; `close` lets go of the kept ones. */
export function createSmtpClient(options: SmtpOptions): SmtpClient {
  const kept = new Map<string, Line[]>()
  return {
    async send(mailbox, envelope, raw) {
      const reused = take(kept, keyOf(mailbox))
      const first = reused === null ? null : await sendOn(reused, envelope, raw)
      // A kept connection may have been closed by the server meanwhile: the mail has not left, so a new one is tried.
      if (reused !== null && first !== null && first.kind !== 'unsent') return settled(kept, reused, { outcome: first, options })
      const opened = await openLine(mailbox, options)
      if ('kind' in opened) return opened
      return settled(kept, opened, { outcome: await sendOn(opened, envelope, raw), options })
    },
    async check(mailbox) {
      const line = await openLine(mailbox, options)
      if ('kind' in line) return 'code' in line ? line.code : null
      drop(line)
      return null
    },
    close() {
      for (const line of [...kept.values()].flat()) drop(line)
      kept.clear()
    },
  }
}

const keyOf = (mailbox: Mailbox): string => JSON.stringify([mailbox.smtp, mailbox.username, mailbox.password])

function take(kept: Map<string, Line[]>, key: string): Line | null {
  for (let line = kept.get(key)?.pop(); line !== undefined; line = kept.get(key)?.pop()) {
    if (line.timer !== null) clearTimeout(line.timer)
    if (!line.lost) return line
  }
  return null
}

function settled(kept: Map<string, Line[]>, line: Line, { outcome, options }: { outcome: SmtpOutcome; options: SmtpOptions }): SmtpOutcome {
  const lines = kept.get(line.mailboxKey) ?? []
  if (outcome.kind !== 'accepted' || line.lost || lines.length >= KEPT_PER_MAILBOX) {
    drop(line)
    return outcome
  }
  line.timer = setTimeout(() => {
    kept.set(line.mailboxKey, (kept.get(line.mailboxKey) ?? []).filter((each) => each !== line))
    drop(line)
  }, options.idleMillisMax ?? KEPT_MS)
  line.timer.unref()
  kept.set(line.mailboxKey, [...lines, line])
  return outcome
}

function drop(line: Line): void {
  if (line.timer !== null) clearTimeout(line.timer)
  if (line.lost) return
  line.lost = true
  line.connection.quit()
}

async function openLine(mailbox: Mailbox, options: SmtpOptions): Promise<Line | SmtpOutcome> {
  const { host, port, secure } = mailbox.smtp
  const clear = mayBeClear(host, options)
  const connection = new SMTPConnection({
    host, port, secure,
    connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: options.answerMillisMax ?? ANSWER_MS,
    tls: { rejectUnauthorized: !clear, minVersion: 'TLSv1.2' },
  })
  const line: Line = { connection, mailboxKey: keyOf(mailbox), lost: false, timer: null }
  connection.on('error', (error) => {
    line.lost = true
    options.log.debug({ err: error, host }, 'smtp connection')
  })
  connection.once('end', () => (line.lost = true))
  if (!(await connected(connection))) return { kind: 'unsent', code: 'mail.unreachable' }
  if (!connection.secure && !clear) {
    drop(line)
    return { kind: 'unsent', code: 'mail.cleartext_refused' }
  }
  const refusal = connection.allowsAuth && mailbox.username !== '' ? await signedIn(connection, mailbox) : null
  if (refusal === null) return line
  drop(line)
  return refusal
}

/** Both the callback and the event may tell of an end; the first word counts, and nobody listens any longer. */
function untilEnd<T>(connection: SMTPConnection, whenEnded: () => T, begin: (tell: (answer: T) => void) => void): Promise<T> {
  return new Promise((resolve) => {
    const onEnd = () => tell(whenEnded())
    const tell = (answer: T) => {
      connection.off('end', onEnd)
      connection.off('error', onEnd)
      resolve(answer)
    }
    connection.once('end', onEnd)
    connection.once('error', onEnd)
    begin(tell)
  })
}

const connected = (connection: SMTPConnection): Promise<boolean> => untilEnd(connection, () => false, (tell) => connection.connect((error) => tell(!error)))

const signedIn = (connection: SMTPConnection, { username, password }: Mailbox): Promise<SmtpOutcome | null> =>
  untilEnd<SmtpOutcome | null>(connection, () => ({ kind: 'unsent', code: 'mail.unreachable' }), (tell) =>
    connection.login({ credentials: { user: username, pass: password } }, (error) => {
      if (!error) return tell(null)
      tell(responseCodeOf(error) === null ? { kind: 'unsent', code: 'mail.unreachable' } : { kind: 'refused', code: 'mail.auth_failed', permanent: false })
    }))

function sendOn({ connection }: Line, { from, to }: SmtpEnvelope, raw: Uint8Array): Promise<SmtpOutcome> {
  let begun = false
  // Nobody reads this before the server has said 354: from then on silence proves nothing.
  const body = new Readable({
    read() {
      begun = true
      this.push(raw)
      this.push(null)
    },
  })
  const { promise, resolve } = Promise.withResolvers<SmtpOutcome>()
  const onEnd = () => resolve(broken(begun))
  connection.once('end', onEnd)
  // An 'error' event comes before the callback that says what the server answered, so only the callback is heard.
  connection.send({ from, to: [...to], size: raw.length }, body, (error, info) => resolve(error ? failureOf(error, begun) : { kind: 'accepted', refusedRecipients: info?.rejected.length ?? 0 }))
  return promise.finally(() => connection.off('end', onEnd))
}

const broken = (begun: boolean): SmtpOutcome => (begun ? { kind: 'uncertain', code: 'mail.no_answer' } : { kind: 'unsent', code: 'mail.unreachable' })

function failureOf(error: unknown, begun: boolean): SmtpOutcome {
  const code = responseCodeOf(error)
  if (code !== null && code >= 400) return { kind: 'refused', code: code >= 500 ? 'mail.refused' : 'mail.deferred', permanent: code >= 500 }
  const { code: name } = error as { code?: unknown }
  if (!begun && (name === 'EENVELOPE' || name === 'EMESSAGE')) return { kind: 'refused', code: 'mail.refused', permanent: true }
  return broken(begun)
}

function responseCodeOf(error: unknown): number | null {
  const { responseCode } = error as { responseCode?: unknown }
  return typeof responseCode === 'number' ? responseCode : null
}
