import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { DAY, later, parseInstant, type Instant } from '#kernel/instant.ts'
import { must } from '#kernel/assert.ts'
import type { Rows } from '#platform/db/database.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { NEWEST, readEvents, type EventFilter } from './read-events.ts'

const EVENTS = 40_000
const start = must(parseInstant('2026-01-01T00:00:00+08:00'), 'a date')
const now = later(start, 100 * DAY)
const NOTHING: EventFilter = { streamKind: null, streamId: null, type: null, actorId: null, requestId: null, from: null, to: null }

let fresh: FreshDatabase
let ids: { readonly busy: Id; readonly seldom: Id }
beforeAll(async () => {
  fresh = await freshDatabase()
  // A hundred days of cases, and now and then a team; one colleague who works all day, one who did a thing or two.
  await fresh.db.query({
    text: `insert into events (id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, data)
      select gen_random_uuid(), case when n % 9973 = 5 then 'team' else 'case' end, gen_random_uuid(), 1, case when n % 9973 = 5 then 'team.archived' else 'case.t' || n % 7 end, 1, at, at,
        case when n % 3 = 0 then 'system' else 'staff' end, case when n % 3 = 0 then null when n % 19001 = 7 then md5('seldom')::uuid else md5('a' || n % 20)::uuid end, 'x', gen_random_uuid(), '{}'
      from generate_series(1, ${EVENTS}) n, lateral (select $1::timestamptz + n * interval '216 seconds' as at) t`,
    values: [new Date(start).toISOString()],
  })
  await fresh.db.query({ text: 'vacuum analyze events', values: [] })
  const { rows } = await fresh.db.query({ text: `select md5('a7')::uuid as busy, md5('seldom')::uuid as seldom`, values: [] })
  ids = rows[0] as typeof ids
})
afterAll(() => fresh?.drop())

const ask = (filter: Partial<EventFilter>, limit = 25): Promise<Rows> => fresh.db.query(readEvents({ ...NOTHING, ...filter }, { before: NEWEST, limit, now }))
const indexesFor = async (filter: Partial<EventFilter>): Promise<readonly string[]> => {
  const asked = readEvents({ ...NOTHING, ...filter }, { before: NEWEST, limit: 25, now })
  const { rows } = await fresh.db.query({ ...asked, text: `explain ${asked.text}` })
  return [...new Set(rows.flatMap((row) => /(?:using|Index Scan on) (events_\w+)/.exec(String(row['QUERY PLAN']))?.[1] ?? []))]
}
const period = (from: number, days: number): { readonly from: Instant; readonly to: Instant } => ({ from: later(start, from * DAY), to: later(start, (from + days) * DAY) })

describe('the history, asked for', () => {
  it.each([
    ['everything', () => ({})], ['a busy colleague', () => ({ actorId: ids.busy })], ['one who did little', () => ({ actorId: ids.seldom })], ['what happens all day', () => ({ type: 'case.t3' })],
    ['what happens seldom', () => ({ type: 'team.archived' })], ['a kind of things', () => ({ streamKind: 'team' })], ['a day long past', () => period(3, 1)], ['the last days', () => period(97, 3)],
    ['who on a day', () => ({ ...period(3, 1), actorId: ids.busy })], ['a kind in a month', () => ({ ...period(10, 80), type: 'team.archived' })],
  ] satisfies readonly (readonly [string, () => Partial<EventFilter>])[])('%s: the newest first, and nothing else', async (_what, filter) => {
    const wanted = { ...NOTHING, ...filter() }
    const { rows } = await fresh.db.query({ text: 'select id, type, stream_kind, actor_id, recorded_at from events order by xid desc, seq desc', values: [] })
    const meant = rows.filter((row) =>
      (wanted.type === null || row['type'] === wanted.type) && (wanted.streamKind === null || row['stream_kind'] === wanted.streamKind) && (wanted.actorId === null || row['actor_id'] === wanted.actorId) &&
      (wanted.from === null || (row['recorded_at'] as Instant) >= wanted.from) && (wanted.to === null || (row['recorded_at'] as Instant) < wanted.to))
    expect(meant.length).toBeGreaterThan(1)
    expect((await ask(wanted)).rows.map(({ id }) => id)).toEqual(meant.slice(0, 25).map(({ id }) => id))
  })

  it('is walked through no further than it must be', async () => {
    expect(await indexesFor({})).toEqual(['events_tail'])
    expect(await indexesFor({ actorId: ids.seldom })).toEqual(['events_actor'])
    expect(await indexesFor({ type: 'team.archived' })).toEqual(['events_seldom_type'])
    expect(await indexesFor({ streamKind: 'team' })).toEqual(['events_seldom_kind'])
    expect(await indexesFor(period(3, 1))).toEqual(['events_recorded'])
    expect(await indexesFor(period(97, 3))).toEqual(['events_tail'])
  })
})
