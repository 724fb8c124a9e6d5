import { indexRound } from '#capabilities/case/server/search-index.ts'
import type { Db } from '#platform/db/database.ts'
import type { Instant } from '#kernel/instant.ts'

/** Until search knows everything that has happened. A transaction anywhere on the server, in another database too, holds the index back for its moment. */
export async function indexWords(deps: { readonly db: Db; readonly now: () => Instant }): Promise<void> {
  while ((await indexRound(deps)) > 0 || (await eventsLeft(deps.db)));
}

async function eventsLeft(db: Db): Promise<boolean> {
  const { rows } = await db.query({ text: `select exists (select from events, search_progress place where place.name = 'tail' and (events.xid, events.seq) > (place.xid, place.seq)) as left`, values: [] })
  return rows[0]?.['left'] === true
}
