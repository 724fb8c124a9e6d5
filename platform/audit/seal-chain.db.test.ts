import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatInstant, instant } from '#kernel/instant.ts'
import { openDatabase } from '#platform/db/database.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds } from '#platform/runtime.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { sealCommitted, verifyChain } from './seal-chain.ts'
import { startSealer } from './sealer.ts'

const at = instant(Date.UTC(2026, 10, 23, 1))

const event = (type: string): Statement => ({
  text: `insert into events (id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, command, command_id, data)
    values ($1, 'case', $2, 1, $3, 1, $4, $4, 'user', 'openCase', $1, '{"class":"urgent"}')`,
  values: [systemIds(), systemIds(), type, formatInstant(at)],
})

describe('the audit chain', () => {
  let fresh: FreshDatabase
  let db: Db
  beforeEach(async () => {
    fresh = await freshDatabase()
    db = fresh.db
  })
  afterEach(() => fresh.drop())

  /** A transaction anywhere on the server holds sealing back for its moment, so a seal may take more than one round. */
  const seal = async () => {
    for (;;) {
      const sealed = await sealCommitted(db, at)
      if (sealed) return sealed
    }
  }

  /** What only somebody with the rights of the database's owner can do. */
  const tamper = (sql: string, table = 'events') => db.write([
    { text: `alter table ${table} disable trigger user`, values: [] }, { text: sql, values: [] }, { text: `alter table ${table} enable trigger user`, values: [] },
  ])

  it('covers what is committed, says what is not yet sealed, and seals nothing twice', async () => {
    await db.write([event('case.opened'), event('case.opened')])
    expect(await verifyChain(db)).toMatchObject({ ok: true, seals: 0, unsealed: 2 })
    expect(await seal()).toMatchObject({ number: 1, events: 2 })
    expect(await sealCommitted(db, at)).toBeNull()
    await db.write([event('case.closed')])
    expect(await seal()).toMatchObject({ number: 2, events: 1 })
    expect(await verifyChain(db)).toMatchObject({ ok: true, seals: 2, events: 3, unsealed: 0 })
  })

  it('waits for a transaction that took its number earlier and commits later', async () => {
    const other = await openDatabase(fresh.url, { max: 1 })
    await other.transaction([], async (_, tx) => {
      await tx.query(event('case.slow'))
      await db.write([event('case.quick')])
      expect(await sealCommitted(db, at)).toBeNull()
      return { writes: [], answer: null }
    })
    await other.close()
    for (let sealed = 0; sealed < 2; ) sealed += (await seal()).events
    expect(await verifyChain(db)).toMatchObject({ ok: true, events: 2, unsealed: 0 })
  })

  it('grows by one link when two sealers meet', async () => {
    await db.write([event('case.opened')])
    await Promise.all([sealCommitted(db, at), sealCommitted(db, at)])
    expect(await verifyChain(db)).toMatchObject({ ok: true })
    expect((await verifyChain(db)).seals).toBeLessThanOrEqual(1)
  })

  it.each([
    ['changed', `update events set type = 'case.forged' where type = 'b'`],
    ['removed', `delete from events where type = 'b'`],
    ['added behind', `insert into events select gen_random_uuid(), nextval('events_seq_seq'), stream_kind, gen_random_uuid(), version, 'x', v, occurred_at, recorded_at,
      actor_kind, actor_id, command, command_id, request_id, data, xid from events where type = 'b'`],
  ])('tells at which seal an event was %s', async (_, sql) => {
    for (const type of ['a', 'b', 'c']) {
      await db.write([event(type)])
      await seal()
    }
    await tamper(sql.replace('insert into events select', 'insert into events overriding system value select'))
    expect(await verifyChain(db)).toMatchObject({ ok: false, brokenSeal: 2, events: 1 })
  })

  it('tells that a seal was taken out', async () => {
    for (const type of ['a', 'b', 'c']) {
      await db.write([event(type)])
      await seal()
    }
    await tamper('delete from event_seals where number = 2', 'event_seals')
    expect(await verifyChain(db)).toMatchObject({ ok: false, brokenSeal: 2 })
  })

  it('holds when the sealer was stopped, with all behind it counted', async () => {
    const sealer = startSealer({ db, now: () => at, log: createLog('silent') })
    await db.write([event('case.opened')])
    await sealer.stop()
    const { ok, events, unsealed } = await verifyChain(db)
    expect([ok, events + unsealed]).toEqual([true, 1])
  })
})
