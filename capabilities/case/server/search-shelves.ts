import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, parseInstant, type Instant } from '#kernel/instant.ts'
import type { WordCondition } from '#kernel/word-condition.ts'
import type { Db } from '#platform/db/database.ts'
import { dayOf, windowsOf, type DayCount, type Window } from '../core/search-windows.ts'
import { daysBefore, lookThrough, type SearchPosition, type Shelf } from './search-store.ts'

const LAST_DAY = 2 ** 31 - 1
/** All of time. */
const EVER: Window = { days: null, until: null }

/** What is looked for on a shelf. */
export type ShelfLook = { readonly shelf: Shelf; readonly condition: WordCondition; readonly after: SearchPosition; readonly limit: number }
/** Where something stands on a shelf. */
export type Standing = { readonly id: Id; readonly position: SearchPosition }

/** Looks through the newest days first, and further back only for what is still missing. */
export async function lookOnShelf(db: Db, viewer: Viewer, { shelf, condition, after, limit }: ShelfLook): Promise<readonly Standing[]> {
  const begin = parseInstant(after.at)
  const { rows } = await db.query(daysBefore(shelf, begin === null ? LAST_DAY : dayOf(begin)))
  const standing: Standing[] = []
  const windows = windowsOf(rows as readonly DayCount[])
  for (const [index, window] of windows.entries()) {
    // What the newest do not have at all is rare: all of time is quickly looked through.
    if (index > 0 && standing.length === 0 && index < windows.length - 1) continue
    const found = await db.query(lookThrough(viewer, { shelf, condition, window: standing.length === 0 && window.days === null ? EVER : window, after, limit: limit - standing.length }))
    for (const row of found.rows) standing.push({ id: row['id'] as Id, position: { at: formatInstant(row['at'] as Instant), id: String(row['id']) } })
    if (standing.length >= limit) break
  }
  return standing
}
