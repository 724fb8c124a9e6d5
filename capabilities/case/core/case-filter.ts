import type { Id } from '#kernel/id.ts'
import { HOUR, later, parseInstant, type Instant } from '#kernel/instant.ts'
import { must } from '#kernel/assert.ts'
import type { CaseFilters } from '../inbox-contract.ts'
import type { StandingView } from './standing-view.ts'

/** What one filter asks of a case. Data with several readers: asked in memory here, compiled to SQL by the server. */
export type CaseTest =
  | { readonly of: 'status' | 'scenario' | 'channel' | 'awaiting'; readonly among: readonly string[] }
  | { readonly of: 'id' | 'team' | 'assignee' | 'customer'; readonly among: readonly (Id | null)[] }
  | { readonly of: 'green' | 'newReply'; readonly is: boolean }
  /** From `from`, and before `before`; what has no such instant fails. */
  | { readonly of: 'openedAt' | 'dueAt'; readonly from: Instant | null; readonly before: Instant | null }
  | { readonly of: 'class'; readonly key: string; readonly among: readonly string[] }

/** What the tests read of a case. */
export type FilterRow = {
  readonly id: Id
  readonly status: string
  readonly scenario: string
  readonly channel: string
  readonly awaiting: string
  readonly team: Id | null
  readonly assignee: Id | null
  readonly customer: Id | null
  readonly green: boolean
  readonly newReply: boolean
  readonly openedAt: Instant
  readonly dueAt: Instant | null
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

/** Who asks, and when: what `me`, `mine` and "soon" mean. `customerIds`: the customer of the filter with those merged into them. */
export type FilterContext = { readonly me: Id; readonly teamIds: readonly Id[]; readonly now: Instant; readonly customerIds: readonly Id[] }

/** Due soon: within the next four hours. */
export const SOON = 4 * HOUR

/** What a view that everybody has asks for. */
export function testsOfView(view: StandingView, { me, teamIds, now }: FilterContext): readonly CaseTest[] {
  switch (view) {
    case 'mine': return [{ of: 'assignee', among: [me] }]
    case 'team': return [{ of: 'team', among: teamIds }]
    case 'unassigned': return [{ of: 'assignee', among: [null] }]
    case 'due-soon': return [{ of: 'dueAt', from: now, before: later(now, SOON) }]
    case 'overdue': return [{ of: 'dueAt', from: null, before: now }]
    case 'waiting': return [{ of: 'awaiting', among: ['customer'] }]
    case 'new-reply': return [{ of: 'newReply', is: true }]
    // Whose child is being handled waits for nobody: there is no call to make yet.
    case 'resolved': return [{ of: 'status', among: ['resolved'] }, { of: 'awaiting', among: ['us', 'customer'] }]
    case 'closed': return [{ of: 'status', among: ['closed'] }]
    case 'all': return []
  }
}

/** What filters ask for; all of it must hold. */
export function testsOfFilters(filters: CaseFilters, context: FilterContext): readonly CaseTest[] {
  const { status, scenario, channel, awaiting, teamId, assigneeId, customerId, green, newReply } = filters
  return [
    ...oneOf('status', status), ...oneOf('scenario', scenario), ...oneOf('channel', channel), ...oneOf('awaiting', awaiting),
    ...(teamId === undefined ? [] : [{ of: 'team' as const, among: teamId.flatMap((id): readonly (Id | null)[] => (id === 'mine' ? context.teamIds : [idOrNone(id)])) }]),
    ...(assigneeId === undefined ? [] : [{ of: 'assignee' as const, among: assigneeId.map((id) => (id === 'me' ? context.me : idOrNone(id))) }]),
    ...(customerId === undefined ? [] : [{ of: 'customer' as const, among: context.customerIds }]),
    ...(green === undefined ? [] : [{ of: 'green' as const, is: green }]),
    ...(newReply === undefined ? [] : [{ of: 'newReply' as const, is: newReply }]),
    ...span('openedAt', filters.openedFrom, filters.openedTo), ...span('dueAt', filters.dueFrom, filters.dueTo),
    ...classTests(filters),
  ]
}

const CLASS = 'class.'
const idOrNone = (id: string): Id | null => (id === 'none' ? null : (id as Id))
const oneOf = (of: 'status' | 'scenario' | 'channel' | 'awaiting', among: readonly string[] | undefined): readonly CaseTest[] => (among === undefined ? [] : [{ of, among }])

function span(of: 'openedAt' | 'dueAt', from: string | undefined, to: string | undefined): readonly CaseTest[] {
  const read = (text: string | undefined): Instant | null => (text === undefined ? null : must(parseInstant(text), 'date-time is checked at the door'))
  return from === undefined && to === undefined ? [] : [{ of, from: read(from), before: read(to) }]
}

function classTests(filters: CaseFilters): readonly CaseTest[] {
  return Object.entries(filters as Readonly<Record<string, unknown>>).flatMap(([name, among]) =>
    name.startsWith(CLASS) ? [{ of: 'class' as const, key: name.slice(CLASS.length), among: among as readonly string[] }] : [])
}

/** Whether a case passes a test. */
export function passes(test: CaseTest, row: FilterRow): boolean {
  switch (test.of) {
    case 'status': case 'scenario': case 'channel': case 'awaiting': return test.among.includes(row[test.of])
    case 'id': case 'team': case 'assignee': case 'customer': return test.among.includes(row[test.of])
    case 'green': case 'newReply': return row[test.of] === test.is
    case 'openedAt': case 'dueAt': return within(row[test.of], test.from, test.before)
    case 'class': return Object.hasOwn(row.facts, test.key) && test.among.includes(String(row.facts[test.key]))
  }
}

/** Whether a case is in the list: it passes every test. */
export const matches = (tests: readonly CaseTest[], row: FilterRow): boolean => tests.every((test) => passes(test, row))

const within = (at: Instant | null, from: Instant | null, before: Instant | null): boolean =>
  at !== null && (from === null || at >= from) && (before === null || at < before)
