import { must } from '#kernel/assert.ts'
import { FOLDING } from '#kernel/fold-text.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { FIRST_ID } from '#platform/http/keyset.ts'

/** What is walked through by id: everything that was there before the job, or everything anew. */
export type Walk = 'cases' | 'messages' | 'customers'
export const WALKS = ['customers', 'cases', 'messages'] as const satisfies readonly Walk[]

/** The place of the tail in the events; whoever else would follow them waits for the next round. */
export const lockTail: Statement = { name: 'search.lock_tail', text: `select xid::text, seq from search_progress where name = 'tail' for update skip locked`, values: [] }
/** The place of a walk that is not at its end. */
export const lockWalk = (walk: Walk): Statement => ({ name: 'search.lock_walk', text: `select after from search_progress where name = $1 and done_at is null for update skip locked`, values: [walk] })

export const tailMoved = (xid: string, seq: string): Statement => ({ name: 'search.tail_moved', text: `update search_progress set xid = $1::text::xid8, seq = $2::bigint where name = 'tail'`, values: [xid, seq] })
export const walkMoved = (walk: Walk, after: string, doneAt: Instant | null): Statement => ({
  name: 'search.walk_moved', text: 'update search_progress set after = $2::uuid, done_at = $3 where name = $1', values: [walk, after, doneAt === null ? null : formatInstant(doneAt)],
})

/** Everything is walked through once more. */
export const walkAnew: Statement = { name: 'search.walk_anew', text: `update search_progress set after = $1::uuid, done_at = null, folding = $2 where name <> 'tail'`, values: [FIRST_ID, FOLDING] }
/** The same where texts were folded otherwise when they were walked through; what was begun so is not begun again. */
export const walkFoldedAnew: Statement = { ...walkAnew, name: 'search.walk_folded_anew', text: `${walkAnew.text} and folding < $2` }
export const walksOpen: Statement = { name: 'search.walks_open', text: `select count(*) as count from search_progress where name <> 'tail' and done_at is null`, values: [] }

/** Committed events behind a place, in the order of commits: below the horizon nothing can be added any more. Those of clocks bring no words. */
export const eventsBehind = (xid: string, seq: string, limit: number): Statement => ({
  name: 'search.events_behind',
  text: `select xid::text, seq::text, stream_kind, stream_id, type from events
    where (xid, seq) > ($1::text::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, seq limit $3`,
  values: [xid, seq, limit],
})

export const firstRow = ({ rows }: Rows): Readonly<Record<string, unknown>> | null => rows[0] ?? null
export const rowsOf = (rows: Rows | undefined): Rows => must(rows, 'a statement has an answer')

/** What was just written is sorted into the indexes; what waits has to be read through by every search. */
export const sortIn: Statement = {
  name: 'search.sort_in', text: `select gin_clean_pending_list(name::regclass) from unnest(array['search_cases_words', 'search_messages_words', 'search_customers_words']) name`, values: [],
}
