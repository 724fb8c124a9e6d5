/** How a promise stands, as a list shows it. */
export type DueState = 'overdue' | 'soon' | 'running' | 'paused' | 'none'

/** `soon`: within this many milliseconds of the limit. */
const SOON_MS = 3_600_000

/** The state of the next promise at `now` (both in milliseconds); a missed one stays overdue while it is paused. */
export function dueState(due: { readonly dueAt: number | null; readonly missed: boolean; readonly paused: boolean } | null, now: number): DueState {
  if (due === null) return 'none'
  if (due.missed) return 'overdue'
  if (due.paused) return 'paused'
  if (due.dueAt === null) return 'none'
  if (due.dueAt <= now) return 'overdue'
  return due.dueAt - now <= SOON_MS ? 'soon' : 'running'
}
