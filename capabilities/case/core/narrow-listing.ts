import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { CaseTest } from './case-filter.ts'

/** What tests say about where to look at all; null: anywhere. Everything that passes the tests lies inside. */
export type Narrowing = {
  readonly ids: readonly Id[] | null
  readonly statuses: readonly string[]
  readonly assigneeIds: readonly Id[] | null
  readonly teamIds: readonly Id[] | null
  readonly customerIds: readonly Id[] | null
  readonly dueFrom: Instant | null
  readonly dueBefore: Instant | null
  /** Whether a place inside is enough: no test is left that only the case itself can answer. */
  readonly exact: boolean
}

const ALL = ['open', 'resolved', 'closed', 'merged'] as const

/** Reads the place out of the tests, so that a listing walks no further than it must. */
export function narrow(tests: readonly CaseTest[]): Narrowing {
  const assigneeIds = common<Id>(tests, 'assignee')
  const teamIds = common<Id>(tests, 'team')
  const spans = tests.flatMap((test) => (test.of === 'dueAt' ? [test] : []))
  const places = assigneeIds === null || teamIds === null
  return {
    ids: common<Id>(tests, 'id'),
    statuses: common<string>(tests, 'status') ?? ALL,
    assigneeIds,
    teamIds,
    customerIds: common<Id>(tests, 'customer'),
    dueFrom: furthest(spans.map(({ from }) => from), Math.max),
    dueBefore: furthest(spans.map(({ before }) => before), Math.min),
    exact: places && tests.every((test) => test.of === 'status' || test.of === 'dueAt' || (test.of === 'assignee' && assigneeIds !== null) || (test.of === 'team' && teamIds !== null)),
  }
}

/** The values that all tests of a kind let through; null when there is none, or when one lets "nobody" through. */
function common<T extends string>(tests: readonly CaseTest[], of: CaseTest['of']): readonly T[] | null {
  const lists = tests.flatMap((test) => (test.of === of && 'among' in test ? [test.among as readonly (T | null)[]] : []))
  const [first, ...others] = lists
  if (first === undefined) return null
  const shared = [...new Set(first)].filter((value) => others.every((list) => list.includes(value)))
  return shared.includes(null) ? null : (shared as readonly T[])
}

const furthest = (bounds: readonly (Instant | null)[], pick: (...values: number[]) => number): Instant | null => {
  const known = bounds.filter((bound) => bound !== null)
  return known.length === 0 ? null : (pick(...known) as Instant)
}
