import type { Instant } from '#kernel/instant.ts'

type Turn = { readonly id: string; readonly key: string; readonly endedAt: Instant | null; readonly dueAt: Instant | null; readonly manual: { readonly dueAt: Instant } | null }

/** Clocks as they are shown: what is due next first, what stands still behind it; then those that ended, by their end. */
export const clocksInTurn = <C extends Turn>(clocks: readonly C[]): readonly C[] =>
  clocks.toSorted((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null) || placeOf(a) - placeOf(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) || (a.id < b.id ? -1 : 1))

/** A number that two of the same kind are compared by; never infinite, so that two can be subtracted. */
const placeOf = ({ endedAt, manual, dueAt }: Turn): number => endedAt ?? manual?.dueAt ?? dueAt ?? Number.MAX_SAFE_INTEGER
