import { afterAll, beforeAll, expect, it } from 'vitest'
import { audienceOf } from '#capabilities/access/core/audience.ts'
import { viewerFor, type Viewer } from '#capabilities/access/core/viewer.ts'
import { fileCases } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { appendEvents } from '#platform/events/append-events.ts'
import { instant } from '#kernel/instant.ts'
import { systemIds } from '#platform/runtime.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import type { LiveFrame } from '../live-contract.ts'
import { openLiveDesk, type LiveDesk } from './live-desk.ts'

const roles = [{ key: 'agent', permissions: { 'case.read': 'team' } }] as const
const [service, support] = [systemIds(), systemIds()]
let fresh: FreshDatabase
beforeAll(async () => void (fresh = await freshDatabase()))
afterAll(() => fresh.drop())

const agentOf = (teamId: Id): Viewer => viewerFor({ id: systemIds(), name: '陈宇', roles: ['agent'], teamIds: [teamId] }, roles)

/** Somebody at a desk, and what they hear. */
function sit(desk: LiveDesk, viewer: Viewer) {
  const frames: LiveFrame[] = []
  const guest = desk.enter(viewer, { tell: (frame) => void frames.push(JSON.parse(frame.toString()) as LiveFrame), close: () => undefined })
  return { guest, frames, say: (content: object) => guest.heard(JSON.stringify(content)) }
}

async function fileNew(count: number, teamId: Id): Promise<readonly Id[]> {
  const ids = Array.from({ length: count }, () => systemIds())
  const keys = audienceOf({ teamId, assigneeId: null, collaboratorIds: [] })
  await fresh.db.query(fileCases(ids.map((caseId) => ({ caseId, customerId: null, keys, nextDueAt: null, status: 'open' }))))
  return ids
}

/** The next transaction's id. Nobody else writes in this database, so all that was done is older; the oldest that still runs, of which the tail would speak, may be another database's of the same server. */
const horizon = async (): Promise<string> => String((await fresh.db.query({ text: 'select pg_snapshot_xmax(pg_current_snapshot())::text as xmax', values: [] })).rows[0]?.['xmax'])

/** What the tail says of some work. */
async function during(work: () => Promise<unknown>): Promise<{ readonly from: string; readonly to: string }> {
  const from = await horizon()
  await work()
  return { from, to: await horizon() }
}

const opened = (ids: readonly Id[]) => appendEvents(ids.map((streamId) => ({
  id: systemIds(), streamKind: 'case', streamId, version: 1, type: 'case.opened', v: 1, occurredAt: instant(0), recordedAt: instant(0),
  actor: { kind: 'system', id: null }, command: 'openCase', commandId: streamId, requestId: null, data: {},
})))

it('fifty cases may be open at one socket, the next is refused, and leaving one makes room', async () => {
  const { say, frames } = sit(openLiveDesk({ db: fresh.db, newId: systemIds }), agentOf(service))
  const ids = await fileNew(51, service)
  for (const caseId of ids) await say({ type: 'watch', caseId, state: 'viewing' })
  expect(frames).toEqual([{ type: 'refused' }])
  await say({ type: 'leave', caseId: ids[0] })
  await say({ type: 'watch', caseId: ids[50], state: 'viewing' })
  expect(frames).toEqual([{ type: 'refused' }])
})

it('up to five hundred changes at once are named, each to those who see it; more than that and everybody reads again', async () => {
  const desk = openLiveDesk({ db: fresh.db, newId: systemIds })
  const [ours, theirs] = [sit(desk, agentOf(service)), sit(desk, agentOf(support))]
  const few = await fileNew(500, service)
  await desk.round(await during(() => fresh.db.write([opened(few)])))
  const [frame] = ours.frames
  expect(frame?.type === 'cases' && frame.changed.map(({ id }) => id).toSorted()).toEqual(few.toSorted())
  expect(theirs.frames).toEqual([])
  const many = await fileNew(501, service)
  await desk.round(await during(() => fresh.db.write([opened(many)])))
  expect([ours.frames.at(-1), theirs.frames.at(-1)]).toEqual([{ type: 'resync' }, { type: 'resync' }])
})

it('a case that left for an instant and came back is not gone', async () => {
  const desk = openLiveDesk({ db: fresh.db, newId: systemIds })
  const ours = sit(desk, agentOf(service))
  const [caseId] = await fileNew(1, service)
  const file = (teamId: Id) => fresh.db.query(fileCases([{ caseId: caseId!, customerId: null, keys: audienceOf({ teamId, assigneeId: null, collaboratorIds: [] }), nextDueAt: null, status: 'open' }]))
  await desk.round(await during(async () => {
    await file(support)
    await file(service)
  }))
  expect(ours.frames).toEqual([])
  await desk.round(await during(() => file(support)))
  expect(ours.frames).toEqual([{ type: 'cases', changed: [], gone: [caseId] }])
})

it('who sat at a process that died has left when its lease is over; who was only taken for dead is put back', async () => {
  const [here, there] = [openLiveDesk({ db: fresh.db, newId: systemIds }), openLiveDesk({ db: fresh.db, newId: systemIds })]
  const [caseId] = await fileNew(1, service)
  const names = ['王芳', '李强']
  const staff = await Promise.all(names.map(async (name) => {
    const [id, user] = [systemIds(), systemIds()]
    await fresh.db.write([
      { text: `insert into auth.users (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, now(), now())`, values: [user, name, `${user}@example.com`] },
      { text: `insert into staff (id, number, name, locale, active, auth_user_id, created_at) values ($1, $4, $2, 'zh-CN', true, $3, now())`, values: [id, name, user, id] },
    ])
    return viewerFor({ id, name, roles: ['agent'], teamIds: [service] }, roles)
  }))
  const [wang, li] = [sit(here, staff[0]!), sit(there, staff[1]!)]
  const watch = { type: 'watch', caseId, state: 'viewing' } as const
  await here.round(await during(async () => Promise.all([wang.say(watch), li.say(watch)])))
  const lapse = { text: `update case_presence set until = now() - interval '1 second' where case_id = $1`, values: [caseId] }
  await fresh.db.query(lapse)
  await here.round(await during(() => here.keep()))
  await there.round(await during(() => there.keep()))
  await here.round(await during(async () => undefined).then(({ to }) => ({ from: '0', to })))
  const peopleIn = (frame: LiveFrame | undefined) => (frame?.type === 'presence' ? frame.people.map(({ name }) => name).toSorted() : [])
  expect([peopleIn(wang.frames[0]), peopleIn(wang.frames[1]), peopleIn(wang.frames.at(-1))]).toEqual([names.toSorted(), ['王芳'], names.toSorted()])
})
