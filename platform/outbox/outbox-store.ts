import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { rowArrays } from '#platform/db/row-arrays.ts'

/** A wish of a command, carried out after its commit. `payload` holds ids and codes only; of two wishes with one `dedupId` the first stays. */
export type Wish = {
  readonly id: Id
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly dueAt: Instant
  readonly dedupId?: string
}
/** A wish taken by a worker. `attempt` counts from 1. */
export type Job = { readonly id: Id; readonly kind: string; readonly payload: Readonly<Record<string, unknown>>; readonly attempt: number; readonly dueAt: Instant }
/** Who holds what until when. */
export type Lease = { readonly workerId: Id; readonly now: Instant; readonly until: Instant }

const ROW = rowArrays<Wish>([
  ['id', 'uuid', ({ id }) => id],
  ['kind', 'text', ({ kind }) => kind],
  ['dedup_id', 'text', ({ dedupId }) => dedupId],
  ['payload', 'jsonb', ({ payload }) => payload],
  ['due_at', 'timestamptz', ({ dueAt }) => formatInstant(dueAt)],
])

/** Writes wishes in the command's own transaction. */
export const enqueue = (wishes: readonly Wish[], now: Instant): Statement => ({
  name: 'outbox.enqueue',
  text: `insert into outbox (${ROW.names}, created_at) select *, $6::timestamptz from ${ROW.table} on conflict (dedup_id) do nothing`,
  values: [...ROW.values(wishes), formatInstant(now)],
})

/** Takes back wishes that nobody has begun; those under way are not touched. */
export const cancelWishes = (dedupIds: readonly string[], now: Instant): Statement => ({
  name: 'outbox.cancel',
  text: `update outbox set cancelled_at = $2 where dedup_id = any($1) and done_at is null and failed_at is null and cancelled_at is null
    and (lease_until is null or lease_until <= $2) returning dedup_id`,
  values: [dedupIds, formatInstant(now)],
})

/** Takes due wishes, oldest first; what another worker holds or is just taking is passed over. */
export const claimDue = (kinds: readonly string[], lease: Lease, limit: number): Statement => ({
  name: 'outbox.claim',
  text: `update outbox set lease_until = $3, lease_by = $1, attempts = attempts + 1
    where id in (
      select id from outbox
      where due_at <= $2 and done_at is null and cancelled_at is null and failed_at is null
        and (lease_until is null or lease_until <= $2) and kind = any($4)
      order by due_at, id limit $5 for update skip locked)
    returning id, kind, payload, attempts, due_at`,
  values: [lease.workerId, formatInstant(lease.now), formatInstant(lease.until), kinds, limit],
})

/** Reads claimed rows. */
export const jobOf = (row: Readonly<Record<string, unknown>>): Job => ({
  id: row['id'] as Id,
  kind: String(row['kind']),
  payload: row['payload'] as Record<string, unknown>,
  attempt: Number(row['attempts']),
  dueAt: row['due_at'] as Instant,
})

/** Heartbeat: keeps what this worker still holds. */
export const extendLease = (ids: readonly Id[], lease: Lease): Statement => ({
  name: 'outbox.extend',
  text: 'update outbox set lease_until = $3 where id = any($1::uuid[]) and lease_by = $2 and done_at is null',
  values: [ids, lease.workerId, formatInstant(lease.until)],
})

/** Done; nothing happens if the lease has passed to another worker meanwhile. */
export const markDone = (id: Id, { workerId, now }: Lease): Statement => markAllDone([{ id, at: now }], workerId)

/** Many are done, each at its own instant. */
export const markAllDone = (ended: readonly { readonly id: Id; readonly at: Instant }[], workerId: Id): Statement => ({
  name: 'outbox.done',
  text: `update outbox set done_at = ended.at, lease_until = null, lease_by = null, last_error = null
    from unnest($1::uuid[], $2::timestamptz[]) as ended (id, at) where outbox.id = ended.id and outbox.id = any($1::uuid[]) and lease_by = $3`,
  values: [ended.map(({ id }) => id), ended.map(({ at }) => formatInstant(at)), workerId],
})

/** To be tried again at `dueAt`, with the code of what stood in the way. */
export const putBack = (id: Id, { workerId }: Lease, { dueAt, error }: { readonly dueAt: Instant; readonly error: string | null }): Statement => ({
  name: 'outbox.put_back',
  text: 'update outbox set due_at = $3, last_error = $4, lease_until = null, lease_by = null where id = $1 and lease_by = $2',
  values: [id, workerId, formatInstant(dueAt), error],
})

/** Given up; stays to be seen. */
export const markFailed = (id: Id, { workerId, now }: Lease, error: string): Statement => ({
  name: 'outbox.failed',
  text: 'update outbox set failed_at = $3, last_error = $4, lease_until = null, lease_by = null where id = $1 and lease_by = $2',
  values: [id, workerId, formatInstant(now), error],
})
