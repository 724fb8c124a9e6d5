import { DAY, instant, type Instant } from '#kernel/instant.ts'

/** How much was written on a day (days since 1970, in UTC). */
export type DayCount = { readonly day: number; readonly documents: number }
/** A stretch of time to search through: newest first, then further back. Without `days` all of time before `until` is meant. */
export type Window = { readonly days: readonly number[] | null; readonly until: Instant | null }

/** So many documents are looked through first, then so many more, then all: what is common is found in the newest, what is rare is quickly found in all. */
const SIZES = [3_000, 30_000] as const
/** Each day named costs a look at each text of the window: no more than so many at once. */
const DAYS_OF_WINDOW_MAX = 16
/** So many days are enough to know the first windows. */
export const DAYS_MAX = 2 * DAYS_OF_WINDOW_MAX

export const dayOf = (at: Instant): number => Math.floor(at / DAY)

/** The windows of a search over these days, newest first; a small collection is looked through at once. */
export function windowsOf(days: readonly DayCount[]): readonly Window[] {
  if (days.reduce((sum, { documents }) => sum + documents, 0) <= SIZES[1] && days.length < DAYS_MAX) return [{ days: null, until: null }]
  const windows: Window[] = []
  let next = 0
  for (const size of SIZES) {
    const window: number[] = []
    for (let found = 0; found < size && window.length < DAYS_OF_WINDOW_MAX && next < days.length; next += 1) {
      window.push(days[next]!.day)
      found += days[next]!.documents
    }
    if (window.length > 0) windows.push({ days: window, until: null })
  }
  const last = windows.at(-1)?.days?.at(-1)
  return last === undefined ? [{ days: null, until: null }] : [...windows, { days: null, until: instant(last * DAY) }]
}
