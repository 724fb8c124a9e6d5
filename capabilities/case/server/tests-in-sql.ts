import type { Fragment } from '#capabilities/access/server/visibility.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { CaseTest } from '../core/case-filter.ts'

const TEXTS = { status: 'cases.status', scenario: 'cases.scenario', channel: 'cases.channel', awaiting: 'cases.awaiting' } as const
const IDS = { id: 'cases.id', team: 'cases.team_id', assignee: 'cases.assignee_id', customer: 'cases.customer_id' } as const
const FLAGS = { green: 'cases.green', newReply: 'cases.new_reply' } as const
const INSTANTS = { openedAt: 'cases.opened_at', dueAt: 'cases.next_due_at' } as const

/** What all tests ask, as a condition on `cases`; it says of every row what `matches` says. */
export function testsInSql(tests: readonly CaseTest[], firstParameter: number): Fragment {
  const values: unknown[] = []
  const take = (value: unknown): string => `$${firstParameter + values.push(value) - 1}`
  const text = tests.map((test) => inSql(test, take))
  return { text: text.length === 0 ? 'true' : text.join(' and '), values }
}

function inSql(test: CaseTest, take: (value: unknown) => string): string {
  switch (test.of) {
    case 'status': case 'scenario': case 'channel': case 'awaiting': return `${TEXTS[test.of]} = any(${take(test.among)}::text[])`
    case 'id': case 'team': case 'assignee': case 'customer': {
      const known = `${IDS[test.of]} = any(${take(test.among.filter((id) => id !== null))}::uuid[])`
      return test.among.includes(null) ? `(${known} or ${IDS[test.of]} is null)` : known
    }
    case 'green': case 'newReply': return `${FLAGS[test.of]} = ${take(test.is)}::boolean`
    case 'openedAt': case 'dueAt': return within(INSTANTS[test.of], test, take)
    case 'class': return `cases.state -> 'facts' ->> ${take(test.key)}::text = any(${take(test.among)}::text[])`
  }
}

function within(column: string, { from, before }: { readonly from: Instant | null; readonly before: Instant | null }, take: (value: unknown) => string): string {
  const lower = from === null ? [] : [`${column} >= ${take(formatInstant(from))}::timestamptz`]
  const upper = before === null ? [] : [`${column} < ${take(formatInstant(before))}::timestamptz`]
  return `(${[`${column} is not null`, ...lower, ...upper].join(' and ')})`
}
