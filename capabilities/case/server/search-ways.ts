import { cursorOf } from '#platform/http/keyset.ts'
import type { SearchPosition } from './search-store.ts'

/** Something found, and where the search goes on behind it. */
export type Found<T> = { readonly item: T; readonly position: SearchPosition }
/** What one look brought: `examined` is the last thing looked at, also where it was not meant; null when there is no more. */
export type Look<T> = { readonly found: readonly Found<T>[]; readonly examined: SearchPosition | null }
/** One way of looking, newest first; the ways of a search go from the best to the widest. */
export type Way<T> = (after: SearchPosition, limit: number) => Promise<Look<T>>
/** Where a page begins: in which way, and behind what. */
export type WayPosition = { readonly way: string; readonly at: string; readonly id: string }
export type WaysPage<T> = { readonly items: readonly T[]; readonly next: string | null }

/** A page looks so often at most; what it has not found by then is for the next page. */
const LOOKS_MAX = 8
/** Where much of what is found is not meant, the next look is wider. */
const WIDER = [1, 4, 16] as const
const WIDEST = 16
const NEWEST: SearchPosition = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

/** One page through all the ways; one more than asked is looked for, to know whether there is more. */
export async function lookAlong<T>(ways: readonly Way<T>[], start: WayPosition, limit: number): Promise<WaysPage<T>> {
  const items: T[] = []
  let last: string | null = null
  let after: SearchPosition = start
  let way = Number(start.way)
  let again = 0
  for (let looks = 0; way < ways.length; looks += 1) {
    if (looks === LOOKS_MAX) return { items, next: cursorOf({ way: String(way), ...after }) }
    const { found, examined } = await ways[way]!({ at: after.at, id: after.id }, (limit + 1 - items.length) * (WIDER[again] ?? WIDEST))
    for (const { item, position } of found) {
      if (items.length === limit) return { items, next: last }
      items.push(item)
      last = cursorOf({ way: String(way), ...position })
    }
    again = examined === null ? 0 : again + 1
    if (examined === null) way += 1
    after = examined ?? NEWEST
  }
  return { items, next: null }
}
