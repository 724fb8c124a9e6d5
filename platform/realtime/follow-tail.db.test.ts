import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { instant } from '#kernel/instant.ts'
import type { Id } from '#kernel/id.ts'
import { appendEvents } from '#platform/events/append-events.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds } from '#platform/runtime.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { followTail } from './follow-tail.ts'

let fresh: FreshDatabase
let stops: (() => Promise<void>)[] = []
beforeEach(async () => void (fresh = await freshDatabase()))
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()))
  stops = []
  await fresh.drop()
})

const eventOf = (streamId: Id) => appendEvents([{
  id: systemIds(), streamKind: 'case', streamId, version: 1, type: 'case.opened', v: 1, occurredAt: instant(0), recordedAt: instant(0),
  actor: { kind: 'system', id: null }, command: 'openCase', commandId: streamId, requestId: null, data: {},
}])

/** A process that follows, and the streams it has heard of, in the order of hearing. */
async function follower(failing = { times: 0 }) {
  const heard: Id[] = []
  const bell = new EventTarget()
  const onChange = async ({ from, to }: { readonly from: string; readonly to: string }): Promise<void> => {
    if (failing.times > 0) {
      failing.times -= 1
      throw new Error('the world failed')
    }
    const { rows } = await fresh.db.query({ text: 'select stream_id from events where xid >= $1::xid8 and xid < $2::xid8 order by xid, seq', values: [from, to] })
    heard.push(...rows.map((row) => row['stream_id'] as Id))
    bell.dispatchEvent(new Event('heard'))
  }
  const tail = await followTail({ url: fresh.url, tables: ['events'], onChange, onMissed: () => undefined, log: createLog('silent') })
  stops = [...stops, tail.stop]
  const hears = async (id: Id): Promise<void> => {
    while (!heard.includes(id)) await new Promise((resolve) => bell.addEventListener('heard', resolve, { once: true }))
  }
  return { heard, hears, stop: tail.stop }
}

async function happens(): Promise<Id> {
  const id = systemIds()
  await fresh.db.query(eventOf(id))
  return id
}

/** Until nothing that runs anywhere on the server, in another database too, is older than what has happened here. */
async function allIsCertain(): Promise<void> {
  const waiting = { text: 'select exists (select from events where xid >= pg_snapshot_xmin(pg_current_snapshot())) as waits', values: [] }
  while ((await fresh.db.query(waiting)).rows[0]?.['waits'] === true);
}

it('everybody hears each event once, and what was there before is not told', async () => {
  await happens()
  await allIsCertain()
  const [one, other] = [await follower(), await follower()]
  const ids = [await happens(), await happens(), await happens()]
  await Promise.all([one.hears(ids[2]!), other.hears(ids[2]!)])
  expect([one.heard, other.heard]).toEqual([ids, ids])
})

it('an event that commits late is not missed, though later ones were there first', async () => {
  const one = await follower()
  const slow = new Client({ connectionString: fresh.url })
  await slow.connect()
  await slow.query('begin')
  const late = systemIds()
  const { text, values } = eventOf(late)
  await slow.query(text, [...values])
  const early = await happens()
  expect(one.heard).toEqual([])
  await slow.query('commit')
  await slow.end()
  await one.hears(early)
  expect(one.heard).toEqual([late, early])
})

it('when the one with the bell goes, another takes it over', async () => {
  const [one, other] = [await follower(), await follower()]
  await one.hears(await happens())
  await one.stop()
  const id = await happens()
  await other.hears(id)
  expect(other.heard.filter((heard) => heard === id)).toEqual([id])
})

it('what happened while the connection was lost is told after it has come back', async () => {
  const one = await follower()
  const first = await happens()
  await one.hears(first)
  await fresh.db.query({ text: `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'careloop bell' and datname = current_database()`, values: [] })
  const ids = [await happens(), await happens()]
  await one.hears(ids[1]!)
  expect(one.heard).toEqual([first, ...ids])
})

it('what could not be carried out is told again', async () => {
  const one = await follower({ times: 2 })
  const id = await happens()
  await one.hears(id)
  expect(one.heard).toEqual([id])
})
