import { Fault } from '#kernel/fault.ts'
import { parseId, type Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Log } from '#platform/log/log.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { MailRejection } from '../mail-limits.ts'
import type { TakeInPorts } from '../ports.ts'
import type { OpenedMail } from '../read-mail.ts'
import { readThreadToken, type ThreadLink, type TokenKey } from '../thread-token.ts'
import { markTaken } from './inbound-sql.ts'
import type { InboundMail, InboundStore } from './inbound-store.ts'

/** The wish that every stored mail leaves in the outbox; its payload is `{ inboundId }`. */
export const TAKE_IN = 'mail.take_in'

export type TakeInDeps = {
  readonly store: InboundStore
  readonly reader: { readonly read: (raw: Uint8Array) => Promise<OpenedMail | MailRejection> }
  readonly tokenKeys: readonly TokenKey[]
  readonly ports: TakeInPorts
  readonly log: Log
}

/** After this many attempts a mail waits in quarantine, where people see it, and not in the outbox. */
const ATTEMPTS_MAX = 8

/** Carries out `mail.take_in`: reads the stored mail in a worker thread and hands it over; what cannot be taken in waits in quarantine under its code. */
export function takeInMail(deps: TakeInDeps): (job: Job, now: Instant) => Promise<Outcome> {
  return async (job, now) => {
    const inboundId = parseId(String(job.payload['inboundId']))
    const mail = inboundId === null ? null : await deps.store.load(inboundId)
    if (mail === null || (mail.status !== 'stored' && mail.status !== 'quarantined')) return DONE
    const code = await takeIn(deps, mail, now).catch((error: unknown) => hopeless(deps, { error, job, mail }))
    if (code !== null) await deps.store.quarantine(mail.id, code, now)
    return DONE
  }
}

/** Null when taken, else why not. */
async function takeIn(deps: TakeInDeps, mail: InboundMail, now: Instant): Promise<string | null> {
  const opened = await deps.reader.read(await deps.store.raw(mail))
  if ('rejected' in opened) return opened.rejected
  const link = linkOf(opened, deps.tokenKeys)
  const returned = returnedId(opened, deps.tokenKeys)
  const { bounce } = opened.reading
  if (bounce !== null && returned !== null) await deps.ports.recordBounce({ inboundId: mail.id, messageId: returned, bounce, bouncedAt: mail.receivedAt, at: now })
  const answer = await deps.ports.takeIn({
    inboundId: mail.id,
    mailboxId: mail.mailboxId,
    imported: mail.mailboxId === null,
    rawSha256: mail.sha256,
    receivedAt: mail.receivedAt,
    opened,
    link,
    settle: (messageId, at) => markTaken(mail.id, messageId, at),
  })
  return 'refused' in answer ? answer.refused : null
}

/** A returned mail names ours inside the report; only our own token counts, wherever it stands. */
function linkOf({ reading, reachedAt, returnedMessageId }: OpenedMail, keys: readonly TokenKey[]): ThreadLink | null {
  const returned = reading.bounce === null ? null : returnedMessageId
  return readThreadToken({ inReplyTo: returned ?? reading.inReplyTo, references: reading.references, reachedAt }, keys)
}

const returnedId = (opened: OpenedMail, keys: readonly TokenKey[]): Id | null => linkOf(opened, keys)?.messageId ?? null

/** The world may mend (thrown on, to be tried again); a bug or the last attempt is shown to people. */
function hopeless({ log }: TakeInDeps, { error, job, mail }: { readonly error: unknown; readonly job: Job; readonly mail: InboundMail }): string {
  if (error instanceof Fault && error.retryable && job.attempt < ATTEMPTS_MAX) throw error
  log.error({ err: error, inbound: mail.id }, 'mail could not be taken in')
  return error instanceof Fault ? error.code : 'mail.take_in_failed'
}
