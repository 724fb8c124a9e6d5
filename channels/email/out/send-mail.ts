import { createTransport } from 'nodemailer'
import { later, type Instant } from '#kernel/instant.ts'
import { parseId, type Id } from '#kernel/id.ts'
import type { Log } from '#platform/log/log.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { Mailbox, OutboundWork, SendSettlement, SendStore } from '../ports.ts'
import { composeMail, type ComposedMail, type MailSender, type OutboundMail } from './compose-mail.ts'
import type { SentFolder } from './sent-folder.ts'
import type { SmtpClient, SmtpOutcome } from './smtp-client.ts'

/** The wish that a planned message leaves in the outbox; its payload is `{ messageId }`. */
export const SEND = 'mail.send'

export type SendMailDeps = {
  readonly store: SendStore
  readonly smtp: SmtpClient
  readonly sentFolder: SentFolder
  readonly sender: (mailbox: Mailbox) => MailSender
  readonly now: () => Instant
  readonly log: Log
}

/** A server may defer for hours (greylisting, full disks); after a day a person decides. */
const ATTEMPTS_MAX = 30
const DELAY_MIN_MS = 15_000
const DELAY_MAX_MS = 3_600_000
/** Providers file sent mails with a delay. */
const LOOK_AGAIN_MS = [60_000, 600_000] as const

type Sendable = { readonly messageId: Id; readonly mailbox: Mailbox; readonly at: Instant; readonly composed: Extract<ComposedMail, { ok: true }> }

/**
 * Carries out `mail.send`: claimed and committed first, then sent once, then recorded. Repeated only when the server certainly has not
 * accepted it. A message found claimed was under way when somebody died: it is uncertain, settled by the Sent folder or by a person.
 */
export function sendMail(deps: SendMailDeps): (job: Job, now: Instant) => Promise<Outcome> {
  return async (job, at) => {
    const messageId = parseId(String(job.payload['messageId']))
    const work = messageId === null ? null : await deps.store.load(messageId)
    if (messageId === null || work === null) return DONE
    switch (work.state) {
      case 'planned':
        return sendPlanned(deps, { job, messageId, work, at })
      case 'claimed':
        await deps.store.settle(messageId, { state: 'uncertain', code: 'mail.interrupted' }, at)
        return lookIntoSent(deps, { job, messageId, work, at })
      case 'uncertain':
        return lookIntoSent(deps, { job, messageId, work, at })
      case 'sent':
      case 'failed':
      case 'cancelled':
        return DONE
    }
  }
}

type Task = { readonly job: Job; readonly messageId: Id; readonly work: OutboundWork; readonly at: Instant }

async function sendPlanned(deps: SendMailDeps, task: Task): Promise<Outcome> {
  const { messageId, work, at } = task
  const sendable = prepare(deps, task, await deps.store.files(messageId))
  const hindrance = 'hindrance' in sendable ? sendable.hindrance : await deps.store.hindrance(messageId, at)
  if (!(await deps.store.claim(messageId, at))) return DONE
  if ('hindrance' in sendable || hindrance !== null) return settle(deps, messageId, { state: 'failed', code: hindrance ?? 'mail.refused' })
  const { mailbox, composed } = sendable
  const raw = await render(composed.mail)
  const to = [...work.mail.to, ...work.mail.cc].map(({ address }) => address)
  const outcome = await deps.smtp.send(mailbox, { from: mailbox.address, to }, raw)
  return record(deps, task, { sendable, raw, outcome })
}

function prepare(deps: SendMailDeps, { messageId, work, at }: Task, files: OutboundMail['files'] | null): Sendable | { readonly hindrance: string } {
  if (work.mailbox === null) return { hindrance: 'mail.no_mailbox' }
  if (files === null) return { hindrance: 'mail.file_lost' }
  const composed = composeMail({ ...work.mail, files, at }, deps.sender(work.mailbox))
  return composed.ok ? { messageId, mailbox: work.mailbox, at, composed } : { hindrance: composed.refusal.code }
}

/** The bytes as they go over the wire, signed where the mailbox has a key. */
async function render(mail: Sendable['composed']['mail']): Promise<Buffer> {
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(mail)
  return Buffer.isBuffer(message) ? message : Buffer.alloc(0)
}

type Attempted = { readonly sendable: Sendable; readonly raw: Buffer; readonly outcome: SmtpOutcome }

async function record(deps: SendMailDeps, task: Task, { sendable, raw, outcome }: Attempted): Promise<Outcome> {
  const { messageId, mailbox, composed } = sendable
  switch (outcome.kind) {
    case 'accepted':
      await settle(deps, messageId, { state: 'sent', mailId: composed.mail.messageId })
      if (outcome.refusedRecipients > 0) deps.log.warn({ message: messageId, refused: outcome.refusedRecipients }, 'some recipients were refused')
      await deps.sentFolder.keep(mailbox, composed.mail.messageId, raw)
      return DONE
    case 'refused':
      if (outcome.permanent) return settle(deps, messageId, { state: 'failed', code: outcome.code })
      return tryLater(deps, task, outcome.code)
    case 'unsent':
      return tryLater(deps, task, outcome.code)
    case 'uncertain':
      await settle(deps, messageId, { state: 'uncertain', code: outcome.code })
      return lookIntoSent(deps, task)
  }
}

async function settle(deps: SendMailDeps, messageId: Id, settlement: SendSettlement): Promise<Outcome> {
  await deps.store.settle(messageId, settlement, deps.now())
  return DONE
}

async function tryLater(deps: SendMailDeps, { job, messageId }: Task, code: string): Promise<Outcome> {
  const now = deps.now()
  deps.log.warn({ message: messageId, code, attempt: job.attempt }, 'mail could not be sent yet')
  if (job.attempt >= ATTEMPTS_MAX) return settle(deps, messageId, { state: 'failed', code })
  await deps.store.release(messageId, now)
  return { kind: 'again', dueAt: later(now, deferral(job.attempt)) }
}

/** 15 s, 30 s, 1 min … at most an hour: thirty attempts stretch over a day. */
const deferral = (attempt: number): number => Math.min(DELAY_MAX_MS, DELAY_MIN_MS * 2 ** (attempt - 1))

/** Found there, it was sent. Not found proves nothing: after two more looks it is a person's to say. */
async function lookIntoSent(deps: SendMailDeps, task: Task): Promise<Outcome> {
  const sendable = prepare(deps, task, [])
  if ('hindrance' in sendable) return DONE
  const { messageId } = sendable.composed.mail
  const evidence = await deps.sentFolder.look(sendable.mailbox, messageId)
  if (evidence === 'found') return settle(deps, task.messageId, { state: 'sent', mailId: messageId })
  const delay = LOOK_AGAIN_MS[task.job.attempt - 1]
  return delay === undefined ? DONE : { kind: 'again', dueAt: later(deps.now(), delay) }
}
