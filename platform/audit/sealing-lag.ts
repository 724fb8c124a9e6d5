import type { Statement } from '#platform/db/database.ts'

/** When the chain last grew, and since when the oldest event waits that it does not cover yet. */
export const sealingLag: Statement = {
  name: 'audit.lag',
  text: `with last as (select sealed_at, xid_to from event_seals order by number desc limit 1)
    select (select sealed_at from last) as sealed_at,
      (select recorded_at from events where xid >= coalesce((select xid_to from last), '0'::xid8) order by xid, seq limit 1) as unsealed_at`,
  values: [],
}
