import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { ArrivedMail, MailboxPosition } from '../ports.ts'

/** By what a mail is recognised when it comes again. */
export type Traits = { readonly origin: ArrivedMail['origin']; readonly sha256: string; readonly fingerprint: string | null }

const originOf = ({ origin }: Traits) => [origin?.mailboxId ?? null, origin?.uidValidity ?? null, origin?.uid ?? null]

/** Copies that arrive together wait for each other. */
export const lockTraits = ({ sha256, fingerprint }: Traits): Statement => ({
  name: 'inbound_mails.lock',
  text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
  values: [fingerprint ?? sha256],
})

/**
 * The same mail stored before: the same UID, the same bytes, or the same letter in another mailbox of ours.
 * Letters in one mailbox are only the same when their bytes are: a sender may repeat himself.
 */
export const twin = (traits: Traits): Statement => ({
  name: 'inbound_mails.twin',
  text: `select id, file_id, same_uid, same_bytes from (
      select id, file_id, status, received_at, coalesce(mailbox_id = $1 and uid_validity = $2 and uid = $3, false) as same_uid, sha256 = $4 as same_bytes
      from inbound_mails
      where (mailbox_id = $1 and uid_validity = $2 and uid = $3) or sha256 = $4 or (fingerprint = $5 and mailbox_id <> $1)) as found
    where same_uid or status <> 'duplicate'
    order by same_uid desc, same_bytes desc, received_at limit 1`,
  values: [...originOf(traits), traits.sha256, traits.fingerprint],
})

export type InboundRow = {
  readonly id: Id
  readonly traits: Traits
  readonly fileId: Id
  readonly status: 'stored' | 'duplicate' | 'quarantined'
  readonly bytes: number
  readonly errorCode: string | null
  readonly receivedAt: Instant
  readonly settledAt: Instant | null
  readonly twinId: Id | null
}

export const insertInbound = (row: InboundRow): Statement => ({
  name: 'inbound_mails.insert',
  text: `insert into inbound_mails (id, mailbox_id, uid_validity, uid, sha256, fingerprint, file_id, bytes, status, error_code, received_at, settled_at, duplicate_of)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
  values: [
    row.id, ...originOf(row.traits), row.traits.sha256, row.traits.fingerprint, row.fileId, row.bytes, row.status, row.errorCode,
    formatInstant(row.receivedAt), row.settledAt === null ? null : formatInstant(row.settledAt), row.twinId,
  ],
})

export const inbound = (inboundId: Id): Statement => ({
  name: 'inbound_mails.load',
  text: 'select id, mailbox_id, sha256, file_id, status, received_at from inbound_mails where id = $1',
  values: [inboundId],
})

/** Taken once: a second taker finds nothing to mark, and his whole transaction fails. */
export const markTaken = (inboundId: Id, messageId: Id, at: Instant): Statement => ({
  name: 'inbound_mails.taken',
  text: `with marked as (
      update inbound_mails set status = 'taken', message_id = $2, error_code = null, attempts = attempts + 1, settled_at = $3
      where id = $1 and status in ('stored', 'quarantined') returning id)
    select careloop_assert(count(*) = 1, 'inbound_mail.open') from marked`,
  values: [inboundId, messageId, formatInstant(at)],
})

export const quarantine = (inboundId: Id, code: string, at: Instant): Statement => ({
  name: 'inbound_mails.quarantine',
  text: `update inbound_mails set status = 'quarantined', error_code = $2, attempts = attempts + 1, settled_at = $3
    where id = $1 and status in ('stored', 'quarantined')`,
  values: [inboundId, code, formatInstant(at)],
})

/** The wish to try again names the version, so that one version tries once. What is too large stays: only its header is here. */
export const retryQuarantined = (version: string, at: Instant): Statement => ({
  name: 'inbound_mails.retry',
  text: `insert into outbox (id, kind, dedup_id, payload, due_at, created_at)
    select gen_random_uuid(), 'mail.take_in', 'mail.take_in:' || id || ':' || $1, jsonb_build_object('inboundId', id), $2, $2
    from inbound_mails where status = 'quarantined' and error_code <> 'mail.too_large'
    on conflict (dedup_id) do nothing`,
  values: [version, formatInstant(at)],
})

export const position = (mailboxId: Id): Statement => ({
  name: 'mailboxes.position',
  text: 'select uid_validity, uid_last from mailboxes where id = $1',
  values: [mailboxId],
})

export const reached = (mailboxId: Id, { uidValidity, uidLast }: NonNullable<MailboxPosition>, at: Instant): Statement => ({
  name: 'mailboxes.reached',
  text: 'update mailboxes set uid_validity = $2, uid_last = $3, last_checked_at = $4, last_error = null where id = $1',
  values: [mailboxId, uidValidity, uidLast, formatInstant(at)],
})

export const troubled = (mailboxId: Id, code: string | null, at: Instant): Statement => ({
  name: 'mailboxes.troubled',
  text: 'update mailboxes set last_error = $2, last_checked_at = $3 where id = $1',
  values: [mailboxId, code, formatInstant(at)],
})

export const settlements = (inboundIds: readonly Id[]): Statement => ({
  name: 'inbound_mails.settlements',
  text: 'select id, status, error_code from inbound_mails where id = any($1::uuid[])',
  values: [inboundIds],
})
