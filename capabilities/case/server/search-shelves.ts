import type { Instant } from '#kernel/instant.ts'
import { formatInstant, parseInstant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { dayOf, windowsOf, type DayCount, type Window } from '../core/search-windows.ts'
import { daysBefore, type SearchPosition, type Shelf } from './search-store.ts'
import type { Found, Look } from './search-ways.ts'

const LAST_DAY = 2 ** 31 - 1

type Row = Readonly<Record<string, unknown>>
/** A look on a shelf: `statement` looks and reads what stands there in one, `meant` is what the viewer is shown of it, or null. */
type Looking<T> = {
  readonly shelf: Shelf
  readonly after: SearchPosition
  readonly limit: number
  readonly statement: (windows: readonly Window[]) => Statement
  readonly meant: (row: Row) => T | null
}

/** Looks through the newest days first, and further back only for what is still missing. */
export async function lookOnShelf<T>(db: Db, { shelf, after, limit, statement, meant }: Looking<T>): Promise<Look<T>> {
  const begin = parseInstant(after.at)
  const days = await db.query(daysBefore(shelf, begin === null ? LAST_DAY : dayOf(begin)))
  const { rows } = await db.query(statement(windowsOf(days.rows as readonly DayCount[])))
  const found = rows.flatMap((row): readonly Found<T>[] => {
    // What stands there and is no longer read has no id.
    const item = row['id'] === null ? null : meant(row)
    return item === null ? [] : [{ item, position: positionOf(row) }]
  })
  const last = rows.at(-1)
  return { found, examined: last === undefined || rows.length < limit ? null : positionOf(last) }
}

const positionOf = (row: Row): SearchPosition => ({ at: formatInstant(row['at'] as Instant), id: String(row['standing']) })
