import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, instant, later } from '#kernel/instant.ts'
import { FIRST_ID } from '#platform/http/keyset.ts'
import { pickIndex, seededRng } from '#kernel/rng.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { audienceOf } from '../core/audience.ts'
import type { AudienceSubject } from '../core/audience.ts'
import { mayOn, viewerFor } from '../core/viewer.ts'
import type { Viewer } from '../core/viewer.ts'
import { walkByDue, type DueWalk } from './case-walks.ts'
import { customersWithin, fileCases, filedUnder, nobodysUnder, reachedCustomer, seenUnder, visibleCase } from './visibility.ts'

const monday = instant(Date.UTC(2026, 10, 23, 1))
const id = (n: number): Id => uuidv7(instant(monday + n), new Uint8Array(10).fill(n % 251))
const people = [id(1), id(2), id(3), id(4)]
const teams = [id(11), id(12)]
const roles = (['own', 'team', 'all'] as const).map((scope) => ({ key: scope, permissions: { 'case.read': scope } }))
const viewers: readonly Viewer[] = people.map((person, index) =>
  viewerFor({ id: person, name: String(index), roles: [['own', 'team', 'all', 'none'][index] ?? 'none'], teamIds: index === 1 ? teams : [] }, roles))

type Case = { readonly id: Id; readonly subject: AudienceSubject; readonly status: string; readonly dueIn: number | null }
const rng = seededRng(20_261_122)
const some = <T>(list: readonly T[]): T | null => list[pickIndex(rng, list.length + 1)] ?? null
const cases: readonly Case[] = Array.from({ length: 200 }, (_, index) => ({
  id: id(100 + index),
  subject: { teamId: some(teams), assigneeId: some(people), collaboratorIds: [...new Set([some(people), some(people)])].filter((one) => one !== null) },
  status: rng() < 0.7 ? 'open' : 'closed',
  dueIn: rng() < 0.2 ? null : pickIndex(rng, 40) * 60_000,
}))

describe('what a viewer sees', () => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase()
    await fresh.db.query(fileCases(cases.map(({ id: caseId, subject, status, dueIn }) => ({ caseId, customerId: null, keys: audienceOf(subject), nextDueAt: dueIn === null ? null : later(monday, dueIn), status }))))
  })
  afterAll(() => fresh.drop())

  const expected = (viewer: Viewer): readonly Id[] =>
    cases.filter(({ subject, status }) => status === 'open' && mayOn(viewer, 'case.read', subject))
      .toSorted((a, b) => (a.dueIn ?? Infinity) - (b.dueIn ?? Infinity) || (a.id < b.id ? -1 : 1)).map((one) => one.id)

  /** A walk of the inbox over everything of the viewer's that is open. */
  const walk = (viewer: Viewer, more: Pick<DueWalk, 'after' | 'limit'>) => {
    const way = walkByDue({ keys: viewer.keys, statuses: ['open'], from: null, before: null, ...more })
    return { text: `select case_id, next_due_at from ${way.text} way order by next_due_at, case_id`, values: way.values }
  }

  async function pages(viewer: Viewer, limit: number): Promise<readonly Id[]> {
    const seen: Id[] = []
    let after: DueWalk['after'] = { due: '-infinity', id: FIRST_ID }
    for (;;) {
      const { rows } = await fresh.db.query(walk(viewer, { after, limit }))
      seen.push(...rows.map((row) => row['case_id'] as Id))
      const last = rows.at(-1)
      if (!last || rows.length < limit) return seen
      const due = last['next_due_at'] as number
      after = { due: Number.isFinite(due) ? formatInstant(instant(due)) : 'infinity', id: String(last['case_id']) }
    }
  }

  it.each([1, 7, 100])('is exactly what the rules allow, by next deadline, each case once, in pages of %i', async (limit) => {
    for (const viewer of viewers) expect(await pages(viewer, limit)).toEqual(expected(viewer))
  })

  it('is the same asked case by case', async () => {
    for (const viewer of viewers) {
      const seen = visibleCase(viewer, { caseId: 'c.id', firstParameter: 2 })
      const { rows } = await fresh.db.query({ text: `select c.id from unnest($1::uuid[]) c (id) where ${seen.text}`, values: [cases.map((one) => one.id), ...seen.values] })
      expect(rows.map((row) => row['id']).toSorted()).toEqual(cases.filter(({ subject }) => mayOn(viewer, 'case.read', subject)).map((one) => one.id).toSorted())
    }
  })

  it('is the same asked of the keys of all cases at once, for every viewer', async () => {
    const { rows } = await fresh.db.query(filedUnder(cases.map((one) => one.id)))
    for (const viewer of viewers) {
      const seen = rows.filter((row) => seenUnder(viewer, row['keys'] as string[])).map((row) => row['case_id'])
      expect(seen.toSorted()).toEqual(cases.filter(({ subject }) => mayOn(viewer, 'case.read', subject)).map((one) => one.id).toSorted())
    }
  })

  it('is walked no further than asked, and not at all by who sees nothing', async () => {
    const [, , all, nobody] = viewers
    const first = { after: { due: '-infinity', id: FIRST_ID }, limit: 20 }
    expect((await fresh.db.query(walk(all!, first))).rows).toHaveLength(20)
    expect((await fresh.db.query(walk(nobody!, first))).rows).toEqual([])
  })

  it('changes with the case: passed on, it leaves those who had it and reaches those who get it', async () => {
    const [own] = viewers
    const caseId = id(900)
    const file = (assigneeId: Id) => fresh.db.query(fileCases([{ caseId, customerId: null, keys: audienceOf({ teamId: null, assigneeId, collaboratorIds: [] }), nextDueAt: null, status: 'open' }]))
    await file(people[0]!)
    expect(await pages(own!, 100)).toContain(caseId)
    await file(people[1]!)
    expect(await pages(own!, 100)).not.toContain(caseId)
    expect(await pages(viewers[1]!, 100)).toContain(caseId)
  })

  it('a customer is seen through any case of theirs, by condition and by list alike; what one only helped with gives no right to edit', async () => {
    const [chenYu, zhouMin, liQiang] = [people[0]!, people[1]!, people[2]!]
    const permissions = { 'customer.read': 'own', 'customer.edit': 'own' } as const
    const viewer = viewerFor({ id: chenYu, name: '陈宇', roles: ['care'], teamIds: [] }, [{ key: 'care', permissions }])
    const everything = viewerFor({ id: zhouMin, name: '周敏', roles: ['care'], teamIds: [] }, [{ key: 'care', permissions: { 'customer.read': 'all' } }])
    const file = (n: number, customerId: Id, assigneeId: Id, collaboratorIds: readonly Id[]) =>
      fresh.db.query(fileCases([{ caseId: id(800 + n), customerId, keys: audienceOf({ teamId: null, assigneeId, collaboratorIds }), nextDueAt: null, status: 'closed' }]))
    const [mine, helped, strange, caseless] = [id(701), id(702), id(703), id(704)]
    await file(1, mine, chenYu, [])
    await file(2, mine, liQiang, [])
    await file(3, helped, liQiang, [chenYu])
    await file(4, strange, liQiang, [])
    const reached = async (who: Viewer, permission: 'customer.read' | 'customer.edit') => {
      const seen = reachedCustomer(who, permission, { customerIds: 'array[c.id]', firstParameter: 2 })
      const { rows } = await fresh.db.query({ text: `select c.id from unnest($1::uuid[]) c (id) where ${seen.text} order by c.id`, values: [[mine, helped, strange, caseless], ...seen.values] })
      return rows.map((row) => row['id'])
    }
    expect(await reached(viewer, 'customer.read')).toEqual([mine, helped])
    expect(await reached(viewer, 'customer.edit')).toEqual([mine])
    expect(await reached(everything, 'customer.read')).toEqual([mine, helped, strange, caseless])
    expect(await reached(everything, 'customer.edit')).toEqual([])
    const page = customersWithin(viewer, 'customer.read', { after: mine, limit: 5 }, 1)
    expect((await fresh.db.query({ text: `select customer_id from ${page.text} list`, values: page.values })).rows).toEqual([{ customer_id: helped }])
  })

  it('what nobody is in charge of is counted among the next five hundred, and it is said when there are more', async () => {
    const team = id(13)
    const file = async (from: number, count: number, assigneeId: Id | null) => fresh.db.query(fileCases(Array.from({ length: count }, (_, n) =>
      ({ caseId: id(from + n), customerId: null, keys: audienceOf({ teamId: team, assigneeId, collaboratorIds: [] }), nextDueAt: later(monday, from + n), status: 'open' }))))
    const nobodys = async () => {
      const counted = nobodysUnder(viewers[2]!, { key: '$1::text', most: 100, firstParameter: 2 })
      return (await fresh.db.query({ text: `select nobodys.* from ${counted.text} nobodys`, values: [`t:${team}`, ...counted.values] })).rows
    }
    await file(2_000, 2, null)
    await file(3_000, 498, people[0]!)
    expect(await nobodys()).toEqual([{ unassigned: 2, unlooked: false }])
    await file(4_000, 1, null)
    expect(await nobodys()).toEqual([{ unassigned: 2, unlooked: true }])
  })

  it('is read from the index alone', async () => {
    await fresh.db.query({ text: 'vacuum analyze audience', values: [] })
    const list = walk(viewers[2]!, { after: { due: '-infinity', id: FIRST_ID }, limit: 5 })
    const plan = JSON.stringify((await fresh.db.write([
      { text: 'set local enable_seqscan = off', values: [] },
      { text: `explain (format json) ${list.text}`, values: list.values },
    ]))[1]?.rows)
    expect(plan).toContain('"Index Only Scan"')
    expect(plan).toContain('audience_list')
    expect(plan).not.toContain('"Bitmap')
  })
})
