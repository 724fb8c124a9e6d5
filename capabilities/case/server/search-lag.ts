import type { Statement } from '#platform/db/database.ts'

/** Since when the oldest event waits that search does not know yet, and whether everything is being walked through anew. */
export const searchLag: Statement = {
  name: 'search.lag',
  text: `select exists (select 1 from search_progress where name <> 'tail' and done_at is null) as rebuilding,
    (select recorded_at from events, (select xid, seq from search_progress where name = 'tail') tail where (events.xid, events.seq) > (tail.xid, tail.seq) order by events.xid, events.seq limit 1) as unindexed_at`,
  values: [],
}
