import { must } from '#kernel/assert.ts'
import { formatInstant, later } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement, Tx } from '#platform/db/database.ts'
import { secondsToWait } from '../core/throttle.ts'
import type { ThrottleCount, ThrottleLimit } from '../core/throttle.ts'

/** One thing that is counted: an account, an address. */
export type Throttled = { readonly key: string; readonly limit: ThrottleLimit }

const COUNT = `
insert into throttle (key, window_start, count) values ($1, $2, 1)
on conflict (key) do update set
  window_start = case when throttle.window_start <= $3 then excluded.window_start else throttle.window_start end,
  count = case when throttle.window_start <= $3 then 1 else throttle.count + 1 end
returning window_start, count`

const countAttempt = ({ key, limit }: Throttled, now: Instant): Statement => ({
  name: 'access.throttle.count',
  text: COUNT,
  values: [key, formatInstant(now), formatInstant(later(now, -limit.window))],
})

/** Counts an attempt before it is made, and tells how many seconds to wait: 0 when it may be made. Keys in a fixed order, so that two attempts never block each other. */
export async function attempt(db: Db, throttled: readonly Throttled[], now: Instant): Promise<number> {
  const ordered = throttled.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const counted = await db.write(ordered.map((one) => countAttempt(one, now)))
  return Math.max(...ordered.map(({ limit }, index) => secondsToWait(countOf(must(counted[index]?.rows[0], 'counting answers its count')), limit, now)))
}

/** The same inside a transaction: what is abandoned was never counted. */
export async function attemptIn(tx: Tx, throttled: Throttled, now: Instant): Promise<number> {
  const { rows } = await tx.query(countAttempt(throttled, now))
  return secondsToWait(countOf(must(rows[0], 'counting answers its count')), throttled.limit, now)
}

const countOf = (row: Readonly<Record<string, unknown>>): ThrottleCount => ({ windowStart: row['window_start'] as Instant, count: Number(row['count']) })

/** A success forgets the failures before it. */
export const forgetAttempts = (key: string): Statement => ({ name: 'access.throttle.forget', text: 'delete from throttle where key = $1', values: [key] })

/** A success does not count against the address it came from: a whole office signs in at nine. */
export const refundAttempt = (key: string): Statement => ({ name: 'access.throttle.refund', text: 'update throttle set count = greatest(count - 1, 0) where key = $1', values: [key] })
