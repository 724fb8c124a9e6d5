import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { openDatabase } from './database.ts'
import type { Db, Statement } from './database.ts'

const sql = (text: string, ...values: unknown[]): Statement => ({ text, values })
const put = (key: string, value: unknown) => sql('insert into settings values ($1, $2)', key, JSON.stringify(value))
const countOf = async (db: Db, key: string) => (await db.query(sql('select from settings where key = $1', key))).rowCount

describe('the database', () => {
  let fresh: FreshDatabase
  let db: Db
  beforeAll(async () => {
    fresh = await freshDatabase()
    db = fresh.db
  })
  afterAll(() => fresh.drop())

  it('keeps all statements of one write, or none', async () => {
    await db.write([put('a', 1), put('b', 2)])
    expect(await countOf(db, 'b')).toBe(1)
    await expect(db.write([put('c', 1), put('a', 1), put('d', 1)])).rejects.toMatchObject({ code: 'db.conflict', params: { constraint: 'settings_pkey' } })
    expect(await countOf(db, 'c')).toBe(0)
  })

  it('says the first error, not that the transaction is aborted', async () => {
    const stale = sql(`select careloop_assert(false, 'case.version')`)
    await expect(db.write([stale, put('e', 1)])).rejects.toMatchObject({ code: 'db.stale', params: { assertion: 'case.version' } })
    await expect(db.write([sql('select * from nowhere'), put('e', 1)])).rejects.toThrow(/nowhere/)
  })

  it('stays usable under the same prepared name after an error', async () => {
    const named = (key: string): Statement => ({ name: 'test.put', text: `insert into settings values ($1, '1')`, values: [key] })
    await expect(db.write([put('a', 1), named('n1')])).rejects.toThrow()
    await db.write([named('n1'), named('n2')])
    expect(await countOf(db, 'n2')).toBe(1)
  })

  it('gives back every list as it was put in, and the columns of a statement it knows', async () => {
    const words = ['a,b', '"', '\\', 'null', '', '{x}', '打印机\n', ' ']
    const listed: Statement = { name: 'test.list', text: 'select word, n from unnest($1::text[]) with ordinality as w (word, n)', values: [words] }
    for (let time = 1; time <= 2; time += 1) expect((await db.query(listed)).rows).toEqual(words.map((word, index) => ({ word, n: index + 1 })))
    const [first, second] = await db.write([listed, listed])
    expect(first).toEqual(second)
  })

  it('decides on what it loaded and commits the writes with the answer', async () => {
    await db.write([put('sum', 1)])
    const answer = await db.transaction([sql(`select value from settings where key = 'sum' for update`)], async ([loaded]) => {
      const next = Number(loaded?.rows[0]?.['value']) + 1
      return { writes: [sql(`update settings set value = $1 where key = 'sum'`, JSON.stringify(next))], answer: next }
    })
    expect(answer).toBe(2)
    expect((await db.query(sql(`select value from settings where key = 'sum'`))).rows[0]).toEqual({ value: 2 })
  })

  it('leaves the database as it was when the decision is to abandon, or throws', async () => {
    const work = async (tx: { query(s: Statement): Promise<unknown> }) => void (await tx.query(put('ghost', 1)))
    const answer = await db.transaction([], async (_, tx) => {
      await work(tx)
      return { abandon: true, answer: 'refused' }
    })
    expect(answer).toBe('refused')
    await expect(db.transaction([], async (_, tx) => {
      await work(tx)
      throw new Error('broken decision')
    })).rejects.toThrow('broken decision')
    expect(await countOf(db, 'ghost')).toBe(0)
  })

  it('does not take a rolled back commit for a commit', async () => {
    const swallowed = db.transaction([], async (_, tx) => {
      await tx.query(put('half', 1))
      await tx.query(sql('select * from nowhere')).catch(() => undefined)
      return { writes: [], answer: 'done' }
    })
    await expect(swallowed).rejects.toMatchObject({ code: 'db.rolled_back' })
    expect(await countOf(db, 'half')).toBe(0)
  })

  it('runs the loser of a race again with what is true now', async () => {
    await db.write([put('race', 0)])
    let runs = 0
    await db.transaction([sql(`select value from settings where key = 'race'`)], async ([loaded]) => {
      runs++
      const seen = Number(loaded?.rows[0]?.['value'])
      if (runs === 1) await db.query(sql(`update settings set value = '5' where key = 'race'`))
      const guard = sql(`select careloop_assert(count(*) = 1, 'race') from settings where key = 'race' and value = $1`, JSON.stringify(seen))
      return { writes: [guard, sql(`update settings set value = $1 where key = 'race'`, JSON.stringify(seen + 1))], answer: undefined }
    })
    expect(runs).toBe(2)
    expect((await db.query(sql(`select value from settings where key = 'race'`))).rows[0]).toEqual({ value: 6 })
  })

  it('gives up after four losses', async () => {
    let runs = 0
    const lost = db.transaction([], async () => {
      runs++
      return { writes: [sql(`select careloop_assert(false, 'always')`)], answer: 0 }
    })
    await expect(lost).rejects.toMatchObject({ code: 'db.stale' })
    expect(runs).toBe(4)
  })

  it('reads several statements at one moment and refuses to write there', async () => {
    await expect(db.read((tx) => tx.query(put('r', 1)))).rejects.toThrow(/read-only/)
    const [before, after] = await db.read(async (tx) => {
      const count = sql('select count(*)::int as n from settings')
      const first = await tx.query(count)
      await db.write([put('between', 1)])
      return [first.rows[0], (await tx.query(count)).rows[0]]
    })
    expect(after).toEqual(before)
  })

  it('speaks of instants in milliseconds and of days as they are written', async () => {
    const { rows } = await db.query(sql(`select $1::timestamptz as at, '2026-11-22'::date as day, 42::bigint as n`, '2026-11-22T09:00:00+08:00'))
    expect(rows[0]).toEqual({ at: Date.UTC(2026, 10, 22, 1), day: '2026-11-22', n: 42 })
  })

  it('hears what is rung on a channel', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const stop = await db.listen('bell', resolve)
    await db.query(sql(`select pg_notify('bell', 'ding')`))
    expect(await promise).toBe('ding')
    await stop()
  })

  it('hears again after its listening connection was cut', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const stop = await db.listen('bell_again', resolve)
    await db.query(sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'careloop listen'`))
    let heard = false
    void promise.then(() => (heard = true))
    while (!heard) await db.query(sql(`select pg_notify('bell_again', 'ding')`))
    expect(await promise).toBe('ding')
    await stop()
  })

  it('comes back after its connections were cut, naming the loss as a fault', async () => {
    const kill = sql('select pg_terminate_backend(pg_backend_pid())')
    await expect(db.query(kill)).rejects.toMatchObject({ code: 'db.unavailable', retryable: true })
    await expect(db.transaction([kill], async () => ({ writes: [], answer: 0 }))).rejects.toMatchObject({ code: 'db.unavailable' })
    expect(await countOf(db, 'a')).toBe(1)
  })

  it('keeps events and seals unchangeable', async () => {
    await expect(db.query(sql('delete from events'))).rejects.toThrow(/append-only/)
    await expect(db.query(sql('truncate event_seals'))).rejects.toThrow(/append-only/)
  })

  it('refuses a server that cannot be reached, and a database whose letters are not Chinese', async () => {
    await expect(openDatabase('postgres://x:y@127.0.0.1:1/none')).rejects.toMatchObject({ code: 'db.unavailable' })
    await db.query(sql(`create database latin_${process.pid} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`))
    const url = new URL(fresh.url)
    url.pathname = `/latin_${process.pid}`
    await expect(openDatabase(url.href)).rejects.toMatchObject({ code: 'db.bad_locale' })
    await db.query(sql(`drop database latin_${process.pid} with (force)`))
  })
})
