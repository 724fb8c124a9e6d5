import { must } from '#kernel/assert.ts'
import { Fault } from '#kernel/fault.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import type { ResourceIds } from './idempotency.ts'

/** One request's claim to a key. A claim of a process that died is stale after a minute. */
export type Claim = {
  readonly actorKey: string
  readonly route: string
  readonly key: string
  readonly bodySha256: string
  readonly claimedAt: string
  readonly staleBefore: string
  readonly expiresAt: string
}
type Found = { readonly mine: true } | { readonly mine: false; readonly bodySha256: string; readonly status: number | null; readonly ids: ResourceIds }

/** A key whose holder commits just now is seen at the next look. */
const ATTEMPTS_MAX = 10

/**
 * Claims a key in a transaction of its own, so that others see it in flight; or tells what is known of it. The claim need not wait for the disk:
 * it stands before its command in the log of the database, so a crash that keeps the command keeps the claim.
 */
export async function claimKey(db: Db, claim: Claim): Promise<Found> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const { rows } = await db.query({
      name: 'idempotency.claim',
      text: `with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
        claimed as (
          insert into idempotency_keys as held (actor_key, route, key, body_sha256, created_at, expires_at)
          select $1, $2, $3, $4, $5::timestamptz, $7::timestamptz from unhurried
          on conflict (actor_key, route, key) do update
            set body_sha256 = excluded.body_sha256, status = null, resource_ids = '{}', created_at = excluded.created_at, expires_at = excluded.expires_at
            where held.expires_at <= excluded.created_at or (held.status is null and held.created_at <= $6)
          returning true as mine)
        select true as mine, null as body_sha256, null::int as status, null::jsonb as ids from claimed
        union all
        select false, body_sha256, status, resource_ids from idempotency_keys
          where actor_key = $1 and route = $2 and key = $3 and not exists (select from claimed)`,
      values: [claim.actorKey, claim.route, claim.key, claim.bodySha256, claim.claimedAt, claim.staleBefore, claim.expiresAt],
    })
    const row = rows[0]
    if (row) return read(row)
  }
  throw new Fault('db.busy', { retryable: true })
}

function read(row: Readonly<Record<string, unknown>>): Found {
  if (row['mine'] === true) return { mine: true }
  const ids = must(row['ids'], 'a known key has its ids') as ResourceIds
  return { mine: false, bodySha256: String(row['body_sha256']), status: row['status'] === null ? null : Number(row['status']), ids }
}

/** Settles a key. `asserted`: fails the transaction if the claim has been taken over meanwhile, so that a command is never done twice. */
export const completeKey = (claim: Claim, status: number, ids: ResourceIds, asserted: boolean): Statement => ({
  name: asserted ? 'idempotency.complete_asserted' : 'idempotency.complete',
  text: `with settled as (
      update idempotency_keys set status = $4, resource_ids = $5
        where actor_key = $1 and route = $2 and key = $3 and created_at = $6 and status is null returning true)
    select ${asserted ? `careloop_assert(count(*) = 1, 'idempotency.claim')` : 'count(*)'} from settled`,
  values: [claim.actorKey, claim.route, claim.key, status, JSON.stringify(ids), claim.claimedAt],
})

/** Gives a key back whose request changed nothing. */
export const abandonKey = (claim: Claim): Statement => ({
  name: 'idempotency.abandon',
  text: 'delete from idempotency_keys where actor_key = $1 and route = $2 and key = $3 and created_at = $4 and status is null',
  values: [claim.actorKey, claim.route, claim.key, claim.claimedAt],
})

/** Forgets keys older than a day. */
export const forgetExpiredKeys = (now: Instant): Statement => ({
  name: 'idempotency.forget',
  text: 'delete from idempotency_keys where expires_at <= $1',
  values: [formatInstant(now)],
})
