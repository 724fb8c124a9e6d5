import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { later, instant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import { Fault } from '#kernel/fault.ts'
import { systemIds } from '#platform/runtime.ts'
import { createLog } from '#platform/log/log.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { cancelWishes, claimDue, enqueue, jobOf } from './outbox-store.ts'
import type { Job } from './outbox-store.ts'
import { delayAfter, DONE, drainOutbox, startOutboxWorker } from './outbox-worker.ts'
import type { Handlers, WorkerOptions } from './outbox-worker.ts'

const monday = instant(Date.UTC(2026, 10, 23, 1))
const log = createLog('silent')

describe('the outbox', () => {
  let fresh: FreshDatabase
  beforeAll(async () => void (fresh = await freshDatabase()))
  afterAll(() => fresh.drop())

  const wish = (kind: string, dueAt: Instant = monday, dedupId?: string) => ({
    id: systemIds(), kind, payload: { case: 'x' }, dueAt, ...(dedupId === undefined ? {} : { dedupId }),
  })
  const worker = (handlers: Handlers, at: { now: Instant }): WorkerOptions => ({ db: fresh.db, now: () => at.now, workerId: systemIds(), handlers, log })
  const stateOf = async (kind: string) =>
    (await fresh.db.query({ text: 'select attempts, done_at, failed_at, cancelled_at, last_error, due_at from outbox where kind = $1', values: [kind] })).rows

  it('carries out what is due, and leaves alone what is not', async () => {
    const seen: Job[] = []
    const handlers: Handlers = { greet: async (job) => (seen.push(job), DONE) }
    const clock = { now: monday }
    await fresh.db.write([enqueue([wish('greet'), wish('greet', later(monday, 60_000))], monday)])
    expect(await drainOutbox(worker(handlers, clock))).toBe(1)
    clock.now = later(monday, 60_000)
    expect(await drainOutbox(worker(handlers, clock))).toBe(1)
    expect(seen.map(({ payload, attempt }) => ({ payload, attempt }))).toEqual([{ payload: { case: 'x' }, attempt: 1 }, { payload: { case: 'x' }, attempt: 1 }])
  })

  it('keeps one wish per dedup id, and takes back what nobody has begun', async () => {
    await fresh.db.write([enqueue([wish('remind', monday, 'r1'), wish('remind', monday, 'r1'), wish('remind', monday, 'r2')], monday)])
    await fresh.db.write([enqueue([wish('remind', monday, 'r1')], monday)])
    expect(await stateOf('remind')).toHaveLength(2)
    const [taken] = (await fresh.db.query(claimDue(['remind'], { workerId: systemIds(), now: monday, until: later(monday, 60_000) }, 1))).rows
    expect(taken).toBeDefined()
    const cancelled = await fresh.db.query(cancelWishes(['r1', 'r2'], monday))
    expect(cancelled.rowCount).toBe(1)
  })

  it('gives every wish to exactly one of two workers that take at once', async () => {
    const counts = new Map<string, number>()
    const handlers: Handlers = { share: async ({ id }) => (counts.set(id, (counts.get(id) ?? 0) + 1), DONE) }
    await fresh.db.write([enqueue(Array.from({ length: 200 }, () => wish('share')), monday)])
    const totals = await Promise.all([drainOutbox(worker(handlers, { now: monday })), drainOutbox(worker(handlers, { now: monday }))])
    expect(totals[0]! + totals[1]!).toBe(200)
    expect([...counts.values()].every((count) => count === 1)).toBe(true)
    expect(counts.size).toBe(200)
  })

  it('carries many of a kind out in one go, and each alone where that goes wrong', async () => {
    const together: number[] = []
    const alone: string[] = []
    const handlers: Handlers = { letter: async ({ kind }) => (alone.push(kind), DONE), torn: async ({ kind }) => (alone.push(kind), DONE) }
    await fresh.db.write([enqueue(['letter', 'letter', 'letter', 'torn', 'torn'].map((kind) => wish(kind)), monday)])
    const total = await drainOutbox({ ...worker(handlers, { now: monday }), together: {
      letter: async (wishes) => void together.push(wishes.length),
      torn: async () => { throw new Error('one of them is torn') },
    } })
    expect([total, together, alone]).toEqual([5, [3], ['torn', 'torn']])
    expect((await stateOf('letter')).every(({ done_at }) => done_at !== null)).toBe(true)
  })

  it('takes over what a dead worker held once its lease is over, and then ignores the dead one', async () => {
    await fresh.db.write([enqueue([wish('orphan')], monday)])
    const dead = { workerId: systemIds(), now: monday, until: later(monday, 60_000) }
    const [held] = (await fresh.db.query(claimDue(['orphan'], dead, 10))).rows.map(jobOf)
    const seen: number[] = []
    const handlers: Handlers = { orphan: async ({ attempt }) => (seen.push(attempt), DONE) }
    expect(await drainOutbox(worker(handlers, { now: later(monday, 59_000) }))).toBe(0)
    expect(await drainOutbox(worker(handlers, { now: later(monday, 60_000) }))).toBe(1)
    expect([held?.attempt, seen]).toEqual([1, [2]])
  })

  it('tries again ever later, and gives up after twelve attempts, to be seen', async () => {
    const handlers: Handlers = { flaky: async () => { throw new Fault('mail.unreachable', { retryable: true }) } }
    await fresh.db.write([enqueue([wish('flaky')], monday)])
    const clock = { now: monday }
    for (let attempt = 1; attempt <= 12; attempt++) {
      expect(await drainOutbox(worker(handlers, clock))).toBe(1)
      clock.now = later(clock.now, delayAfter(attempt))
    }
    expect(await drainOutbox(worker(handlers, clock))).toBe(0)
    expect((await stateOf('flaky'))[0]).toMatchObject({ attempts: 12, last_error: 'mail.unreachable', failed_at: expect.any(Number) })
  })

  it('gives up at once on what trying again cannot mend, and looks again when asked to', async () => {
    const handlers: Handlers = {
      hopeless: async () => { throw new Fault('mail.bad_address', { retryable: false }) },
      later: async ({ attempt }, now) => (attempt === 1 ? { kind: 'again', dueAt: later(now, 5_000) } : DONE),
    }
    await fresh.db.write([enqueue([wish('hopeless'), wish('later')], monday)])
    await drainOutbox(worker(handlers, { now: monday }))
    expect((await stateOf('hopeless'))[0]).toMatchObject({ last_error: 'mail.bad_address', failed_at: monday })
    expect((await stateOf('later'))[0]).toMatchObject({ done_at: null, due_at: later(monday, 5_000), last_error: null })
    await drainOutbox(worker(handlers, { now: later(monday, 5_000) }))
    expect((await stateOf('later'))[0]).toMatchObject({ done_at: later(monday, 5_000) })
  })

  it('finishes what it has begun before it stops', async () => {
    const begun = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const handlers: Handlers = { slow: async () => (begun.resolve(), await finish.promise, DONE) }
    await fresh.db.write([enqueue([wish('slow')], monday)])
    const running = startOutboxWorker(worker(handlers, { now: monday }))
    await begun.promise
    const stopped = running.stop()
    finish.resolve()
    await stopped
    expect((await stateOf('slow'))[0]).toMatchObject({ done_at: monday })
  })
})
