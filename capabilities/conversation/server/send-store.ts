import type { Id } from '#kernel/id.ts'
import { formatInstant, later, type Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { brokenLimit, COUNTED_MS } from '../core/send-limits.ts'
import { openAddresses } from './commands.ts'

/** A planned message as its channel needs it. */
export type Outbound = {
  readonly state: 'planned' | 'claimed' | 'sent' | 'uncertain' | 'failed' | 'cancelled'
  readonly caseId: Id
  readonly customerId: Id | null
  readonly mailboxId: Id | null
  readonly to: readonly { readonly name: string; readonly address: string }[]
  readonly cc: readonly { readonly name: string; readonly address: string }[]
  readonly subject: string
  readonly text: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly automatic: boolean
}

const loadOutbound = (id: Id): Statement => ({
  name: 'conversation.load_outbound',
  text: `select state, case_id, customer_id, mailbox_id, addresses, subject, text, mail_in_reply_to, mail_references, author_kind from messages where id = $1 and direction = 'out'`,
  values: [id],
})

/** The message on its way out; null when there is none. */
export async function outboundOf(db: Db, sealing: Sealing, id: Id): Promise<Outbound | null> {
  const [row] = (await db.query(loadOutbound(id))).rows
  if (row === undefined) return null
  const { to, cc } = openAddresses(sealing, id, row['addresses'] as Uint8Array | null)
  return {
    state: row['state'] as Outbound['state'],
    caseId: row['case_id'] as Id,
    customerId: row['customer_id'] as Id | null,
    mailboxId: row['mailbox_id'] as Id | null,
    to,
    cc,
    subject: String(row['subject'] ?? ''),
    text: String(row['text']),
    inReplyTo: row['mail_in_reply_to'] as string | null,
    references: row['mail_references'] as string[],
    automatic: row['author_kind'] === 'system',
  }
}

/** The files of a message, in order. */
export const filesOfOutbound = (id: Id): Statement => ({ name: 'conversation.outbound_files', text: 'select file_id, name, type from attachments where message_id = $1 order by position', values: [id] })

/** planned → claimed, committed before anything is sent; false when somebody else was first or it was taken back. */
export async function claimOutbound(db: Db, id: Id, at: Instant): Promise<boolean> {
  const { rowCount } = await db.query({ name: 'conversation.claim', text: `update messages set state = 'claimed', claimed_at = $2 where id = $1 and state = 'planned'`, values: [id, formatInstant(at)] })
  return rowCount === 1
}

/** claimed → planned: the server certainly has not accepted it. */
export const releaseOutbound = (id: Id): Statement => ({ name: 'conversation.release', text: `update messages set state = 'planned', claimed_at = null where id = $1 and state = 'claimed'`, values: [id] })

/** How a send ended. What is uncertain is settled by evidence or by a person, never by sending again. */
export type Settlement = { readonly state: 'sent'; readonly mailId: string } | { readonly state: 'uncertain' | 'failed'; readonly code: string }

/** The state and the event that says so, in one statement: no event where somebody settled it before. */
export const settleOutbound = (id: Id, settlement: Settlement, at: Instant): Statement => settleAllOutbound([{ id, settlement, at }])

/** Many sends have ended, each at its own instant. */
export const settleAllOutbound = (ended: readonly { readonly id: Id; readonly settlement: Settlement; readonly at: Instant }[]): Statement => ({
  name: 'conversation.settle',
  text: `with ended as materialized (select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) as ended (id, state, mail_id, code, at)), settled as (
      update messages set state = ended.state, mail_id = coalesce(ended.mail_id, messages.mail_id), failure_code = ended.code, sent_at = case when ended.state = 'sent' then ended.at else sent_at end,
        failed_at = case when ended.state = 'failed' then ended.at end
      from ended where messages.id = ended.id and messages.id = any($1::uuid[]) and messages.state in ('planned', 'claimed', 'uncertain') returning messages.id, case_id, ended.state, ended.code, ended.at)
    insert into events (id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, command, command_id, data)
    select gen_random_uuid(), 'message', id, coalesce((select max(version) from events where stream_id = settled.id), 0) + 1, 'message.' || state, 1, at, at, 'system', 'sendMessage', id,
      jsonb_strip_nulls(jsonb_build_object('caseId', case_id, 'code', code)) from settled`,
  values: [
    ended.map(({ id }) => id), ended.map(({ settlement }) => settlement.state), ended.map(({ settlement }) => (settlement.state === 'sent' ? settlement.mailId : null)),
    ended.map(({ settlement }) => (settlement.state === 'sent' ? null : settlement.code)), ended.map(({ at }) => formatInstant(at)),
  ],
})

/** Takes back what has not been claimed yet: undo send. */
export const cancelOutbound = (id: Id, at: Instant): Statement => ({
  name: 'conversation.cancel',
  text: `update messages set state = 'cancelled', cancelled_at = $2 where id = $1 and state = 'planned' and send_at > $2 returning case_id`,
  values: [id, formatInstant(at)],
})

/** The address is not written to any more, or machines are writing to each other: the code of what forbids this send, or null. */
export async function hindranceOf(db: Db, sealing: Sealing, id: Id, at: Instant): Promise<string | null> {
  const outbound = await outboundOf(db, sealing, id)
  if (outbound === null) return null
  const recipients = recipientsOf(outbound)
  const suppressed = await db.query(suppressionOf(recipients.map((address) => addressIndex(sealing, address)), at))
  if (suppressed.rows.length > 0) return 'mail.suppressed'
  if (!outbound.automatic) return null
  // Recipients are sealed; the limit of the case bounds how many are opened here.
  const { rows } = await db.query(sentLately(outbound.caseId, later(at, -COUNTED_MS)))
  const sent = rows.map((row) => ({ at: row['at'] as Instant, to: recipientsOf(openAddresses(sealing, row['id'] as Id, row['addresses'] as Uint8Array | null)) }))
  return brokenLimit(sent, recipients, at)
}

const recipientsOf = ({ to, cc }: Pick<Outbound, 'to' | 'cc'>): readonly string[] => [...to, ...cc].map(({ address }) => address.toLowerCase())
const addressIndex = (sealing: Sealing, address: string): Buffer => Buffer.from(sealing.blindIndex(address.toLowerCase(), 'contact_point.email'), 'base64url')

const suppressionOf = (indexes: readonly Buffer[], at: Instant): Statement => ({
  name: 'conversation.suppression',
  text: `select 1 from suppressions where kind = 'email' and value_index = any($1::bytea[]) and (until_at is null or until_at > $2) limit 1`,
  values: [indexes, formatInstant(at)],
})

const sentLately = (caseId: Id, since: Instant): Statement => ({
  name: 'conversation.sent_lately',
  text: `select id, addresses, coalesce(sent_at, claimed_at) as at from messages
    where case_id = $1 and direction = 'out' and author_kind = 'system' and state in ('claimed', 'sent', 'uncertain') and coalesce(sent_at, claimed_at) > $2`,
  values: [caseId, formatInstant(since)],
})

/** A message came back for good: shown as failed, and the address rests. */
export const suppressAddress = (sealing: Sealing, address: string, reason: string, at: Instant): Statement => ({
  name: 'conversation.suppress',
  text: `insert into suppressions (kind, value_index, reason, since) values ('email', $1, $2, $3) on conflict (kind, value_index) do nothing`,
  values: [addressIndex(sealing, address), reason, formatInstant(at)],
})

/** What came back for good has failed since it came back, whenever we got round to reading it. */
export const markBounced = (id: Id, code: string, bouncedAt: Instant): Statement => ({
  name: 'conversation.bounced',
  text: `update messages set state = 'failed', failure_code = $2, failed_at = $3 where id = $1 and direction = 'out' and state in ('sent', 'uncertain', 'claimed')`,
  values: [id, code, formatInstant(bouncedAt)],
})

/** One row per mail that says that ours came back; told twice, kept once. */
export const recordBounce = (bounce: { readonly inboundId: Id; readonly messageId: Id; readonly permanent: boolean; readonly status: string | null; readonly at: Instant }): Statement => ({
  name: 'conversation.record_bounce',
  text: 'insert into bounces (inbound_id, message_id, permanent, status, at) values ($1, $2, $3, $4, $5) on conflict (inbound_id) do nothing',
  values: [bounce.inboundId, bounce.messageId, bounce.permanent, bounce.status, formatInstant(bounce.at)],
})
