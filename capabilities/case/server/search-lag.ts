import { later, type Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'

/** Since when the oldest event waits that search does not know yet, and whether everything is being walked through anew. */
export const searchLag: Statement = {
  name: 'search.lag',
  text: `select exists (select 1 from search_progress where name <> 'tail' and done_at is null) as rebuilding,
    (select recorded_at from events, (select xid, seq from search_progress where name = 'tail') tail where (events.xid, events.seq) > (tail.xid, tail.seq) order by events.xid, events.seq limit 1) as unindexed_at`,
  values: [],
}

/** What waits longer than this for the index is missed by people. */
const NOTICED_MS = 15_000
const ASKED_EVERY_MS = 5_000

/** Whether search may miss something now; the database is asked every five seconds at most. */
export function watchSearchLag({ db, now }: { readonly db: Db; readonly now: () => Instant }): () => Promise<boolean> {
  let known: { readonly until: Instant; readonly behind: Promise<boolean> } | null = null
  const ask = async (at: Instant): Promise<boolean> => {
    const [row] = (await db.query(searchLag)).rows
    return row?.['rebuilding'] === true || (typeof row?.['unindexed_at'] === 'number' && row['unindexed_at'] < later(at, -NOTICED_MS))
  }
  return () => {
    const at = now()
    if (known === null || at >= known.until) {
      const asked = { until: later(at, ASKED_EVERY_MS), behind: ask(at) }
      asked.behind.catch(() => {
        if (known === asked) known = null
      })
      known = asked
    }
    return known.behind
  }
}
