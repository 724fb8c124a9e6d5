import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { audienceOf } from '#capabilities/access/core/audience.ts'
import { mayOn, viewerFor, type Viewer } from '#capabilities/access/core/viewer.ts'
import { fileCases } from '#capabilities/access/server/visibility.ts'
import { must } from '#kernel/assert.ts'
import { uuidv7, type Id } from '#kernel/id.ts'
import { formatInstant, instantText, instant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import { appendEvents } from '#platform/events/append-events.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { matches, type CaseTest, type FilterRow } from '../core/case-filter.ts'
import { awaiting, type CaseState } from '../core/case-state.ts'
import type { CaseSort } from '../inbox-contract.ts'
import { countCases, findCases, START, type Bounds } from './find-cases.ts'

const monday = instant(Date.UTC(2026, 10, 23, 1))
const id = (n: number): Id => uuidv7(later(monday, n), new Uint8Array(10).fill(n % 251))
const people = [id(1), id(2), id(3)]
const teams = [id(11), id(12)]
const customers = [id(21), id(22)]
const roles = (['own', 'team', 'all'] as const).map((scope) => ({ key: scope, permissions: { 'case.read': scope } }))
const viewers: readonly Viewer[] = people.map((person, index) =>
  viewerFor({ id: person, name: String(index), roles: [['own', 'team', 'all'][index]!], teamIds: index === 1 ? [teams[0]!] : [] }, roles))

const STATUSES = ['open', 'resolved', 'closed', 'merged'] as const
const some = <T>(list: readonly T[]) => fc.constantFrom<T | null>(...list, null)
const step = fc.record({ status: fc.constantFrom('active', 'done'), opensAt: fc.constantFrom(null, monday), asked: fc.constantFrom('open', 'confirmed', null) })

/** A case as far as lists read it, with everything that says whom it awaits. */
const made = fc.record({
  status: fc.constantFrom(...STATUSES), scenario: fc.constantFrom('repair', 'advice'), channel: fc.constantFrom('phone', 'email'), observed: fc.boolean(),
  teamId: some(teams), assigneeId: some(people), helper: some(people), customerId: some(customers), green: fc.boolean(), newReply: fc.boolean(), waits: fc.boolean(),
  steps: fc.array(step, { maxLength: 2 }), openedIn: fc.integer({ min: 0, max: 5 }), dueIn: fc.option(fc.integer({ min: 0, max: 8 })), closedIn: fc.integer({ min: 0, max: 6 }),
  facts: fc.dictionary(fc.constantFrom('urgency', 'score'), fc.constantFrom<string | number | boolean>('urgent', 'ordinary', 4, true), { maxKeys: 2 }),
})
type Made = typeof made extends fc.Arbitrary<infer T> ? T : never
type Known = { readonly row: FilterRow; readonly made: Made; readonly subject: { readonly teamId: Id | null; readonly assigneeId: Id | null; readonly collaboratorIds: readonly Id[] } }

const minute = (n: number): Instant => later(monday, n * MINUTE)
/** Several were closed in the same minute. */
const closedAt = ({ made: { status, closedIn } }: Known): Instant | null => (status === 'closed' || status === 'merged' ? minute(closedIn) : null)

function known(it: Made, index: number): Known {
  const steps = Object.fromEntries(it.steps.map(({ status, opensAt }, place) => [`s${place}`, { status, opensAt }]))
  const confirmations = it.steps.flatMap(({ asked }, place) => (asked === null ? [] : [{ id: id(900 + place), step: `s${place}`, status: asked }]))
  const state = { status: it.status, observed: it.observed, wait: it.waits ? { reason: 'parts' } : null, steps, confirmations, channel: it.channel, facts: it.facts }
  const row: FilterRow = {
    id: id(1000 + index), status: it.status, scenario: it.scenario, channel: it.channel, awaiting: awaiting(state as unknown as CaseState), team: it.teamId, assignee: it.assigneeId,
    customer: it.customerId, green: it.green, newReply: it.newReply, openedAt: minute(it.openedIn), dueAt: it.dueIn === null ? null : minute(it.dueIn), facts: it.facts,
  }
  return { row, made: it, subject: { teamId: it.teamId, assigneeId: it.assigneeId, collaboratorIds: it.helper === null ? [] : [it.helper] } }
}

function stateOf({ row, made: it }: Known): object {
  const steps = Object.fromEntries(it.steps.map(({ status, opensAt }, place) => [`s${place}`, { status, opensAt }]))
  const confirmations = it.steps.flatMap(({ asked }, place) => (asked === null ? [] : [{ step: `s${place}`, status: asked }]))
  return { status: it.status, channel: it.channel, wait: it.waits ? { reason: 'parts' } : null, steps, confirmations, facts: row.facts }
}

/** The rows as commands would have left them; each case has changed once, in the order given. */
async function store({ db }: FreshDatabase, cases: readonly Known[], changedIn: readonly number[]): Promise<void> {
  const rows = cases.map((one) => ({
    id: one.row.id, number: one.row.id, scenario: one.row.scenario, handbook_id: id(5), version: 1, status: one.row.status, observed: one.made.observed, customer_id: one.row.customer, team_id: one.row.team,
    assignee_id: one.row.assignee, green: one.row.green, new_reply: one.row.newReply, awaiting: one.row.awaiting, channel: one.row.channel, state: stateOf(one), opened_at: formatInstant(one.row.openedAt),
    next_due_at: one.row.dueAt === null ? null : formatInstant(one.row.dueAt), closed_at: instantText(closedAt(one)), updated_at: formatInstant(monday),
  }))
  const columns = Object.keys(rows[0]!).join(', ')
  await db.query({
    text: `insert into cases (${columns}) select ${columns} from json_to_recordset($1::json) as row (id uuid, number text, scenario text, handbook_id uuid, version int, status text, observed boolean,
      customer_id uuid, team_id uuid, assignee_id uuid, green boolean, new_reply boolean, awaiting text, channel text, state json, opened_at timestamptz, next_due_at timestamptz, closed_at timestamptz, updated_at timestamptz)`,
    values: [JSON.stringify(rows)],
  })
  await db.query(fileCases(cases.map((one) => ({ caseId: one.row.id, customerId: one.row.customer, keys: audienceOf(one.subject), nextDueAt: one.row.dueAt, status: one.row.status, closedAt: closedAt(one) }))))
  await db.query(appendEvents(changedIn.map((index, order) => ({
    id: id(5000 + order), streamKind: 'case', streamId: cases[index]!.row.id, version: 1, type: 'case.noted', v: 1, occurredAt: monday, recordedAt: monday, actor: { kind: 'system', id: null },
    command: 'note', commandId: id(5000), requestId: null, data: {},
  }))))
}

const COUNT = 160
const cases = fc.sample(made, { numRuns: COUNT, seed: 20_261_123 }).map(known)
const changed = fc.sample(fc.shuffledSubarray(cases.map((_, index) => index), { minLength: COUNT, maxLength: COUNT }), { numRuns: 1, seed: 7 })[0]!

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
  await store(fresh, cases, changed)
})
afterAll(() => fresh.drop())

const subset = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: values.length })
const span = fc.record({ from: fc.option(fc.integer({ min: 0, max: 8 }).map(minute)), before: fc.option(fc.integer({ min: 0, max: 9 }).map(minute)) })
const test: fc.Arbitrary<CaseTest> = fc.oneof(
  subset(STATUSES).map((among) => ({ of: 'status' as const, among })),
  subset(['repair', 'advice']).map((among) => ({ of: 'scenario' as const, among })),
  subset(['phone', 'email', 'web']).map((among) => ({ of: 'channel' as const, among })),
  subset(['us', 'customer', 'nobody']).map((among) => ({ of: 'awaiting' as const, among })),
  subset([...teams, null]).map((among) => ({ of: 'team' as const, among })),
  subset([...people, null]).map((among) => ({ of: 'assignee' as const, among })),
  subset([...customers, null]).map((among) => ({ of: 'customer' as const, among })),
  subset(cases.slice(0, 12).map(({ row }) => row.id)).map((among) => ({ of: 'id' as const, among })),
  fc.record({ of: fc.constantFrom('green' as const, 'newReply' as const), is: fc.boolean() }),
  span.map((bounds) => ({ of: 'openedAt' as const, ...bounds })),
  span.map((bounds) => ({ of: 'dueAt' as const, ...bounds })),
  fc.record({ of: fc.constant('class' as const), key: fc.constantFrom('urgency', 'score', 'absent'), among: subset(['urgent', 'ordinary', '4', 'true']) }),
)

const ORDER: Readonly<Record<CaseSort, (a: Known, b: Known) => number>> = {
  due: (a, b) => (a.row.dueAt ?? Infinity) - (b.row.dueAt ?? Infinity) || (a.row.id < b.row.id ? -1 : 1) || 0,
  newest: (a, b) => (a.row.id < b.row.id ? 1 : -1),
  closed: (a, b) => (closedAt(b) ?? 0) - (closedAt(a) ?? 0) || (a.row.id < b.row.id ? 1 : -1),
  updated: (a, b) => changed.indexOf(cases.indexOf(b)) - changed.indexOf(cases.indexOf(a)),
}

const byRule = (viewer: Viewer, tests: readonly CaseTest[], sort: CaseSort): readonly Id[] =>
  cases.filter((one) => mayOn(viewer, 'case.read', one.subject) && matches(tests, one.row) && (sort !== 'closed' || closedAt(one) !== null)).toSorted(ORDER[sort]).map(({ row }) => row.id)

async function byPages(viewer: Viewer, tests: readonly CaseTest[], { sort, limit, bounds }: { readonly sort: CaseSort; readonly limit: number; readonly bounds: Bounds }): Promise<readonly Id[]> {
  const seen: Id[] = []
  for (let after = START[sort]; ; ) {
    const found = await fresh.db.read((tx) => findCases(tx, { viewer, tests, sort, known: null }, { after, limit }, bounds))
    seen.push(...found.ids)
    if (found.next === null) return seen
    after = found.next
  }
}

it('the database finds exactly what the rule says, for every viewer, filter, order and page', async () => {
  const asked = fc.record({ viewer: fc.constantFrom(...viewers), tests: fc.array(test, { maxLength: 4 }), sort: fc.constantFrom<CaseSort>('due', 'newest', 'updated', 'closed'), limit: fc.constantFrom(7, 30, 100),
    bounds: fc.constantFrom<Bounds>({ lookedAtMax: 5_000, sortedMax: 2_000 }, { lookedAtMax: 40, sortedMax: 30 }) })
  await fc.assert(fc.asyncProperty(asked, async ({ viewer, tests, ...way }) => {
    expect(await byPages(viewer, tests, way)).toEqual(byRule(viewer, tests, way.sort))
  }), { numRuns: 150, seed: 1 })
}, 120_000)

it('a number is counted no further than asked, and says when there is more', async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...viewers), fc.array(test, { maxLength: 3 }), fc.constantFrom(1, 5, 100), async (viewer, tests, most) => {
    const { walk, ...statement } = countCases({ viewer, tests, sort: 'due', known: null }, most)
    const row = must((await fresh.db.query(statement)).rows[0], 'a count')
    const all = byRule(viewer, tests, 'due').length
    const [count, looked] = [Number(row['count']), Number(row['walked'])]
    expect(count).toBeLessThanOrEqual(Math.min(most, all))
    const whole = count < most && looked < walk
    expect(whole ? count : all).toBe(all)
  }), { numRuns: 150, seed: 2 })
}, 60_000)
