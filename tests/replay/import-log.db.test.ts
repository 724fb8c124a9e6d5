import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportXes } from '#apps/cli/export-xes.ts'
import { attainmentTable } from '#apps/cli/attainment-words.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import type { House } from '#apps/server/house.ts'
import { readAttainment } from '#capabilities/insight/server/queries.ts'
import { must } from '#kernel/assert.ts'
import { Fault } from '#kernel/fault.ts'
import { parseInstant, type Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import { openTestHouse, type TestHouse } from '#tests/setup/test-house.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { attainmentIn, bringIn, logOf, scratch, SMALL_DESK, smallMap } from './desk.ts'

const at = (text: string): Instant => must(parseInstant(text), 'an instant of the test')
const MONDAY = at('2026-11-23T09:00:00+08:00')
let house: TestHouse
let folder: Awaited<ReturnType<typeof scratch>>
let map: string
beforeEach(async () => {
  ;[house, folder, map] = await Promise.all([openTestHouse({ at: MONDAY }), scratch(), smallMap()])
})
afterEach(async () => {
  await house?.close()
  await folder?.drop()
})

const rows = async (db: Db, text: string): Promise<readonly Record<string, unknown>[]> => (await db.query({ text, values: [] })).rows
const figures = async (of: House): Promise<readonly unknown[][]> =>
  (await attainmentIn(of)).map(({ externalId, clause, standing, measured }) => [externalId, clause, standing, measured && measured.wall / 60_000, measured && measured.working / 60_000, measured && measured.waiting / 60_000])

describe('history from another help desk', () => {
  it('runs on clocks with its own times, and what has no evidence is unknown', async () => {
    const { count, unread, unused } = await bringIn(house.house, { file: SMALL_DESK, map })
    expect(count).toEqual({ cases: 4, events: 17, imported: 4, resolved: 3, known: 0, repeated: 0, unopened: 0 })
    expect([Object.fromEntries(unread.activities), Object.fromEntries(unread.values), unused]).toEqual([{ 'Customer answers': 1, Cancel: 1 }, { 'priority = Odd': 1 }, []])
    const found = await figures(house.house)
    // T-1: answered after 20 minutes; solved on Saturday, waiting from Friday 17:00; one office hour before the wait, one within it.
    expect(found).toContainEqual(['T-1', 'AFT-01', 'met', 20, 20, 0])
    expect(found).toContainEqual(['T-1', 'AFT-02', 'met', 19 * 60, 120, 60])
    // T-2: from Tuesday 09:00 to Wednesday 10:30 is more than 24 hours.
    expect(found).toContainEqual(['T-2', 'AFT-02', 'missed', 25.5 * 60, 9 * 60, 0])
    expect(found).toContainEqual(['T-3', 'AFT-01', 'unknown', null, null, null])
    expect(found).toContainEqual(['T-3', 'AFT-02', 'unknown', null, null, null])
    // T-4: one hour, then two days: both count, and the promise broken the second time is broken.
    expect(found).toContainEqual(['T-4', 'AFT-02', 'missed', 49 * 60, 60 + 180 + 450 + 270, 0])
  })

  it('sends nothing, claims no step done, and keeps both times of every event', async () => {
    const before = await rows(house.fresh.db, 'select count(*) from outbox')
    await bringIn(house.house, { file: SMALL_DESK, map })
    expect(await rows(house.fresh.db, 'select count(*) from outbox')).toEqual(before)
    await house.settle()
    expect(await rows(house.fresh.db, 'select count(*) from outbox')).toEqual(before)
    expect(await rows(house.fresh.db, `select count(*) from events where type like 'case.step%'`)).toEqual([{ count: 0 }])
    expect(await rows(house.fresh.db, `select distinct recorded_at, occurred_at < recorded_at as earlier from events where stream_kind = 'case'`)).toEqual([{ recorded_at: MONDAY, earlier: true }])
    expect(await rows(house.fresh.db, 'select count(*) from cases where wake_at is not null or next_due_at is not null')).toEqual([{ count: 0 }])
    expect(await rows(house.fresh.db, `select number, subject, observed from cases order by number limit 2`)).toEqual([
      { number: 'SH-20261116-0001', subject: expect.stringMatching(/^T-[34]$/), observed: true },
      { number: 'SH-20261116-0002', subject: expect.stringMatching(/^T-[34]$/), observed: true },
    ])
  })

  it('comes in once, however often the log is given and whatever the file is called', async () => {
    await bringIn(house.house, { file: SMALL_DESK, map })
    const print = 'select (select count(*) from cases) as cases, (select count(*) from events) as events, (select count(*) from clocks) as clocks, (select sum(last) from case_serials) as serials'
    const before = await rows(house.fresh.db, print)
    const again = await bringIn(house.house, { file: await folder.file('copy.xes', await readFile(SMALL_DESK)), map })
    expect(again.count).toMatchObject({ cases: 4, imported: 0, known: 4, resolved: 3 })
    expect(await rows(house.fresh.db, print)).toEqual(before)
  })

  it('leaves nothing behind when it is only tried', async () => {
    const before = await rows(house.fresh.db, 'select (select count(*) from cases) as cases, (select count(*) from events) as events, (select count(*) from case_serials) as serials')
    expect((await bringIn(house.house, { file: SMALL_DESK, map, dryRun: true })).count).toMatchObject({ cases: 4, imported: 4, resolved: 3 })
    expect(await rows(house.fresh.db, 'select (select count(*) from cases) as cases, (select count(*) from events) as events, (select count(*) from case_serials) as serials')).toEqual(before)
  })

  it('goes on where it was killed', async () => {
    const file = await folder.file('many.xes', logOf(250))
    let transactions = 0
    const dying: Db = { ...house.house.db, transaction: (load, decide) => (++transactions === 2 ? Promise.reject(new Fault('db.unavailable', { retryable: true })) : house.house.db.transaction(load, decide)) }
    await expect(bringIn(house.house, { file, map, deps: { ...house.house.cases, db: dying } })).rejects.toThrow('db.unavailable')
    expect(await rows(house.fresh.db, 'select count(*) from cases')).toEqual([{ count: 100 }])
    expect((await bringIn(house.house, { file, map })).count).toMatchObject({ cases: 250, imported: 150, known: 100, resolved: 250 })
    expect(await rows(house.fresh.db, `select count(distinct case_id) from clocks where key = 'solution' and status = 'met'`)).toEqual([{ count: 250 }])
  })

  it('that is refused in the middle keeps the complete batches before, and a case that comes twice in a file counts once', async () => {
    const broken = logOf(120).replace('</log>', '<trace><string key="ticket" value="N-0"/></trace><trace/></log>')
    await expect(bringIn(house.house, { file: await folder.file('broken.xes', broken), map })).rejects.toThrow('import.case_missing')
    const whole = await folder.file('whole.xes', broken.replace('<trace/>', ''))
    expect((await bringIn(house.house, { file: whole, map })).count).toMatchObject({ cases: 120, imported: 20, known: 100, repeated: 1 })
  })

  it("is judged under the map's own limits where it gives them", async () => {
    await bringIn(house.house, { file: SMALL_DESK, map: `${map}limits:\n  solution: { limit: PT10H, counting: working }\n` })
    expect(await figures(house.house)).toContainEqual(['T-2', 'AFT-02', 'met', 25.5 * 60, 9 * 60, 0])
  })
})

describe('attainment', () => {
  it('is read clause by clause and shown in columns', async () => {
    await bringIn(house.house, { file: SMALL_DESK, map })
    const deps = { db: house.fresh.db, now: house.house.now, calendarsOf: async (id: string) => (await house.house.live.version(id)).calendars }
    const clauses = await readAttainment(deps, { from: null, to: at('2026-11-20T00:00:00+08:00'), clause: 'AFT-02' })
    expect(clauses).toEqual([{ clause: 'AFT-02', cases: 3, met: 0, missed: 2, unknown: 1, running: 0, median: 25.5 * 3_600_000, ninetieth: 49 * 3_600_000 }])
    expect(attainmentTable(clauses, 'zh')).toBe('条款    工单  达成  未达成  未知  进行中  达成率         中位数       90 分位\nAFT-02     3     0       2     1       0    0.0%  25 小时 30 分  49 小时 0 分')
    expect(attainmentTable(clauses, 'en').split('\n').map((line) => line.length)).toEqual([75, 75])
  })
})

describe('a log that the product exported itself', () => {
  it('is replayed with the same cases, the same resolved ones and the same lengths', async () => {
    await bringIn(house.house, { file: SMALL_DESK, map })
    await liveCase(house)
    const file = folder.path('own.xes.gz')
    expect(await exportXes(house.fresh.db, { from: null, to: null }, file)).toMatchObject({ cases: 5 })
    const other = await openTestHouse({ at: house.clock.now })
    try {
      const own = await readFile(join(import.meta.dirname, '../../docs/replay/careloop-log.yaml'), 'utf8')
      const { count, unread } = await bringIn(other.house, { file, map: own })
      expect(count).toMatchObject({ cases: 5, imported: 5, resolved: 4 })
      expect([...unread.values.keys()]).toEqual([])
      const lengths = async (of: TestHouse, name: 'number' | 'externalId') =>
        (await attainmentIn(of.house)).filter(({ clause }) => ['AFT-01', 'AFT-02'].includes(clause)).map((it) => `${it[name]} ${it.clause} ${it.standing} ${it.measured?.wall}`).toSorted()
      const before = await lengths(house, 'number')
      expect(before.length).toBe(10)
      expect(await lengths(other, 'externalId')).toEqual(before)
    } finally {
      await other.close()
    }
  })
})

/** A case that lived in the house: taken on the telephone, answered, solved with the customer's word. */
async function liveCase(of: TestHouse): Promise<void> {
  const teams = await of.teams()
  const chenYu = await of.hire('chenyu', ['agent'], [must(teams.get('agent'), 'there is a team of agents')])
  const as = chenYu.cookie
  const opened = await of.call({ method: 'POST', url: '/api/v1/cases', as, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机不出纸', text: '打印机今天突然不出纸了' } })
  const url = `/api/v1/cases/${String(opened.body['case'])}`
  const must2xx = async (call: Parameters<TestHouse['call']>[0]) => {
    const answer = await of.call(call)
    if (answer.status >= 300) throw new Error(`${call.url}: ${answer.text}`)
    return answer
  }
  await of.advanceTo(at('2026-11-23T09:40:00+08:00'))
  const words = { symptom: '不出纸', need: '恢复打印' }
  await must2xx({ method: 'POST', url: `${url}/steps/intake/completion`, as, body: { form: { codes: { urgency: 'ordinary', type: 'question', complexity: 'simple' }, words } } })
  await must2xx({ method: 'POST', url: `${url}/contacts`, as, body: { reached: true, text: '已电话告知重启' } })
  await of.advanceTo(at('2026-11-23T11:00:00+08:00'))
  await must2xx({ method: 'POST', url: `${url}/steps/answer/completion`, as, body: { form: { codes: { result: 'answered' }, words: { answer: '重启后恢复' } } } })
  const [kept] = await rows(of.fresh.db, `select state from cases where not observed`)
  const { confirmations } = must(kept, 'the case is kept')['state'] as CaseState
  const asked = confirmations.find(({ step }) => step === 'closing')
  await must2xx({ method: 'POST', url: `${url}/confirmations/${must(asked, 'the closing confirmation was asked').id}/answer`, as, body: { confirmed: true, note: '客户电话确认' } })
}
