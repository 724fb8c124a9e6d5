import fc from 'fast-check'
import { expect, it } from 'vitest'
import { viewerForApiKey, type Viewer } from '#capabilities/access/core/viewer.ts'
import { instant, DAY } from '#kernel/instant.ts'
import type { Id } from '#kernel/id.ts'
import { pickIndex, seededRng } from '#kernel/rng.ts'
import { allOf, aWord, tsvectorOf } from '#kernel/word-condition.ts'
import { must } from '#kernel/assert.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import { windowsOf, type DayCount } from '../core/search-windows.ts'
import { dayWord } from '../core/search-words.ts'
import { messagesStanding, type SearchPosition } from './search-store.ts'

const FIRST_DAY = 20_000
const DAYS = 50
const MESSAGES = 400
const BEGINNING: SearchPosition = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
const OUR_TEAM = 'e0000000-0000-7000-8000-000000000001' as Id
const program = viewerForApiKey({ id: 'f0000000-0000-7000-8000-000000000001' as Id, name: '程序', permissions: ['case.read'] })
const chenYu: Viewer = { ...program, kind: 'staff', teamIds: [OUR_TEAM], permissions: { 'case.read': 'team' }, keys: [`t:${OUR_TEAM}`] }
const WORDS = ['退款', '空调', '漏水', '前年'] as const

const idOf = (kind: string, n: number): string => `${kind}0000000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Messages over fifty days, several at one moment; 前年 stands only in the oldest, and every third case is ours. */
async function fill(db: Db): Promise<void> {
  const rng = seededRng(20_261_122)
  const numbers = Array.from({ length: MESSAGES }, (_, n) => n)
  const days = numbers.map((n) => FIRST_DAY + Math.floor((n * DAYS) / MESSAGES))
  const ats = days.map((day) => formatInstant(instant(day * DAY + pickIndex(rng, 3) * 3_600_000)))
  const words = days.map((day) => tsvectorOf([dayWord(day), ...WORDS.filter((word) => (word === '前年' ? day < FIRST_DAY + 2 : rng() < 0.4))]))
  await db.write([
    { text: 'insert into search_messages (message_id, case_id, at, words) select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::tsvector[])', values: [numbers.map((n) => idOf('a', n)), numbers.map((n) => idOf('c', n % 60)), ats, words] },
    { text: `insert into search_days (kind, day, documents) select 'message', floor(extract(epoch from at) / 86400)::int, count(*) from search_messages group by 2`, values: [] },
    { text: `insert into audience (key, case_id, next_due_at, status) select key, case_id, 'infinity', 'open' from (select distinct case_id from search_messages) c, unnest(array['all', $1]) key where key = 'all' or right(case_id::text, 2)::int % 3 = 0`, values: [`t:${OUR_TEAM}`] },
  ])
}

it('looking through window by window finds what looking through everything finds, in the same order, page after page', async () => {
  const { db, drop } = await freshDatabase()
  await fill(db)
  const { rows: days } = await db.query({ text: `select day, documents from search_days where kind = 'message' order by day desc limit 32`, values: [] })
  const windows = windowsOf(days as readonly DayCount[])
  expect(windows.length).toBeGreaterThan(2)
  const everything = async (viewer: Viewer, wanted: readonly string[]): Promise<readonly unknown[]> => {
    const { rows } = await db.query({ text: `select message_id from search_messages where words @@ array_to_string($1::text[], ' & ')::tsquery and ($2 or right(case_id::text, 2)::int % 3 = 0) order by at desc, message_id desc`, values: [wanted, viewer === program] })
    return rows.map((row) => row['message_id'])
  }
  const pageByPage = async (viewer: Viewer, wanted: readonly string[], limit: number): Promise<readonly unknown[]> => {
    const found: unknown[] = []
    const condition = must(allOf(wanted.map(aWord)), 'something is wanted')
    for (let after = BEGINNING; ; ) {
      const { rows } = await db.query(messagesStanding(viewer, { condition, windows, after, limit }))
      found.push(...rows.map((row) => row['standing']))
      const last = rows.at(-1)
      if (last === undefined || rows.length < limit) return found
      after = { at: formatInstant(instant(Number(last['at']))), id: String(last['standing']) }
    }
  }
  await fc.assert(fc.asyncProperty(fc.subarray([...WORDS], { minLength: 1 }), fc.constantFrom(program, chenYu), fc.integer({ min: 3, max: 60 }), async (wanted, viewer, limit) => {
    expect(await pageByPage(viewer, wanted, limit)).toEqual(await everything(viewer, wanted))
  }), { seed: 20_261_122, numRuns: 40 })
  await drop()
})
