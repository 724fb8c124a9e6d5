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
  readonly after: SearchPosition
  readonly limit: number
  readonly statement: (windows: readonly Window[]) => Statement
  readonly meant: (row: Row) => T | null
}
/** A shelf as one search looks through it: the ways to what stands there share what is known of its days. */
export type OpenShelf = { look<T>(looking: Looking<T>): Promise<Look<T>> }

export function openShelf(db: Db, shelf: Shelf): OpenShelf {
  const known = new Map<number, Promise<readonly Window[]>>()
  const windowsBefore = async (day: number): Promise<readonly Window[]> => windowsOf((await db.query(daysBefore(shelf, day))).rows as readonly DayCount[])
  return {
    look: async ({ after, limit, statement, meant }) => {
      const begin = parseInstant(after.at)
      const day = begin === null ? LAST_DAY : dayOf(begin)
      const windows = known.get(day) ?? windowsBefore(day)
      known.set(day, windows)
      return lookOf((await db.query(statement(await windows))).rows, { limit, meant })
    },
  }
}

function lookOf<T>(rows: readonly Row[], { limit, meant }: Pick<Looking<T>, 'limit' | 'meant'>): Look<T> {
  const found = rows.flatMap((row): readonly Found<T>[] => {
    // What stands there and is no longer read has no id.
    const item = row['id'] === null ? null : meant(row)
    return item === null ? [] : [{ item, position: positionOf(row) }]
  })
  const last = rows.at(-1)
  return { found, examined: last === undefined || rows.length < limit ? null : positionOf(last) }
}

const positionOf = (row: Row): SearchPosition => ({ at: formatInstant(row['at'] as Instant), id: String(row['standing']) })
