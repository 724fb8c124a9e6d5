import { DAY, instant, type Instant } from '#kernel/instant.ts'

/** How much was written on a day (days since 1970, in UTC). */
export type DayCount = { readonly day: number; readonly documents: number }
/** A stretch of time to look through; without `days` all that is left. `from`: nothing in it is older; null at the beginning of time. */
export type Window = { readonly days: readonly number[] | null; readonly from: Instant | null }

/** A window holds so many documents or a little more, one day at least: what it costs grows with its documents times its days. */
const DOCUMENTS_OF_WINDOW = 1_500
const DAYS_OF_WINDOW_MAX = 16
/** So many documents are looked through window by window, then all: what is common is found in the newest, what is rare is quickly found in all. */
const DOCUMENTS_MAX = 30_000
/** So many days are enough to know the windows. */
export const DAYS_MAX = 2 * DAYS_OF_WINDOW_MAX

export const dayOf = (at: Instant): number => Math.floor(at / DAY)

/** The windows of a search over these days, newest first, the last being all that is left; a small collection is looked through at once. */
export function windowsOf(days: readonly DayCount[]): readonly Window[] {
  const whole: Window = { days: null, from: null }
  if (documentsOf(days) <= DOCUMENTS_MAX && days.length < DAYS_MAX) return [whole]
  const windows: Window[] = []
  for (let [next, before] = [0, 0]; next < days.length && before < DOCUMENTS_MAX; ) {
    const window = windowFrom(days, next)
    windows.push({ days: window.map(({ day }) => day), from: instant(window.at(-1)!.day * DAY) })
    next += window.length
    before += documentsOf(window)
  }
  return [...windows, whole]
}

function windowFrom(days: readonly DayCount[], next: number): readonly DayCount[] {
  const window: DayCount[] = []
  while (documentsOf(window) < DOCUMENTS_OF_WINDOW && window.length < DAYS_OF_WINDOW_MAX && next + window.length < days.length) window.push(days[next + window.length]!)
  return window
}

const documentsOf = (days: readonly DayCount[]): number => days.reduce((sum, { documents }) => sum + documents, 0)
