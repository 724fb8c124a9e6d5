import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '#kernel/assert.ts'
import { instant, later, HOUR, DAY, parseInstant } from '#kernel/instant.ts'
import { openTestHouse, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { administration } from './administration.ts'
import { cases } from './cases.ts'
import { people } from './people.ts'
import { DEFAULT_HANDBOOK } from './start.ts'

const moveInDay = must(parseInstant('2026-11-02T09:00:00+08:00'), 'a date')
const newYearsEve = must(parseInstant('2026-12-31T17:00:00+08:00'), 'a date')
const errorOf = ({ body }: Answer) => body['error'] as { readonly code: string; readonly message: string; readonly problems?: readonly { file: string; line: number }[] }
const itemsOf = ({ body }: Answer) => body['items'] as readonly Record<string, unknown>[]

describe('what administrators set up and everybody reads', () => {
  let house: TestHouse
  let chenYu: Person
  beforeAll(async () => {
    house = await openTestHouse({ at: moveInDay, parts: [people, cases, administration] })
    chenYu = await house.hire('chenyu', ['agent'], [must((await house.teams()).get('agent'), 'a new house has a team of agents')])
    await house.advanceTo(newYearsEve)
  })
  afterAll(() => house.close())

  const asAdmin = (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => house.call({ method, url, as: house.admin.cookie, ...(body === undefined ? {} : { body }) })
  const open = async (subject: string) => {
    const answer = await house.call({ method: 'POST', url: '/api/v1/cases', as: chenYu.cookie, body: { scenario: 'after-sales', channel: 'phone', subject, text: '打印机不动了' } })
    expect(answer.status, answer.text).toBe(201)
    return String(answer.body['case'])
  }

  it('the notice of 2027 moves the deadlines that waited for it', async () => {
    const id = await open('元旦前夜的来电')
    const clockOf = async () => (must(await house.call({ method: 'GET', url: `/api/v1/cases/${id}`, as: chenYu.cookie }), 'the case').body['clocks'] as readonly Record<string, unknown>[]).find(({ clause }) => String(clause).includes('AFT-01'))
    const before = must(await clockOf(), 'first response runs')
    expect([before['provisional'], before['dueAt']]).toEqual([true, '2027-01-04T02:00:00.000Z'])
    const notice = { holidays: ['2027-01-01', '2027-01-03'], workdays: ['2027-01-02'] }
    const answer = await asAdmin('PUT', '/api/v1/calendars/statutory/2027', notice)
    expect([answer.status, answer.body]).toEqual([200, { year: 2027, ...notice }])
    await house.settle()
    const after = must(await clockOf(), 'first response runs')
    expect([after['provisional'], after['dueAt']]).toEqual([false, '2027-01-02T02:00:00.000Z'])
    const calendars = await house.call({ method: 'GET', url: '/api/v1/calendars', as: chenYu.cookie })
    expect(calendars.body).toMatchObject({ announcedThrough: 2027, corrections: [{ year: 2027 }] })
    expect(itemsOf(calendars).every(({ name }) => typeof name === 'string')).toBe(true)
  })

  it('a notice that contradicts itself is refused, and so is whoever may not enter one', async () => {
    const wrong = await asAdmin('PUT', '/api/v1/calendars/statutory/2028', { holidays: ['2028-01-01'], workdays: ['2028-01-01'] })
    expect([wrong.status, errorOf(wrong).code, errorOf(wrong).message]).toEqual([422, 'calendar.date_in_both_lists', '2028-01-01 既是放假日又是调休上班日，请只保留一处'])
    const agent = await house.call({ method: 'PUT', url: '/api/v1/calendars/statutory/2028', as: chenYu.cookie, body: { holidays: ['2028-01-01'], workdays: [] } })
    expect(agent.status).toBe(403)
  })

  it('a corrected year is kept for a server that starts later', async () => {
    const { rows } = await house.fresh.db.query({ text: `select value from settings where key = 'calendar.statutory'`, values: [] })
    expect(rows).toMatchObject([{ value: [{ year: 2027, workdays: ['2027-01-02'] }] }])
  })

  it('a handbook with mistakes comes back with each place and what to do', async () => {
    const files = must(await readHandbookFolder(DEFAULT_HANDBOOK), 'the handbook ships with the product')
    const broken = files.map((file) => (file.path === 'roles.yaml' ? { ...file, text: `${file.text}- key: nobody\n` } : file))
    const answer = await asAdmin('POST', '/api/v1/handbook/versions', { files: broken })
    expect([answer.status, errorOf(answer).code, errorOf(answer).problems?.[0]?.file]).toEqual([422, 'handbook.invalid', 'roles.yaml'])
  })

  it('a right one is published, read by all, and only by those who may publish', async () => {
    const files = must(await readHandbookFolder(DEFAULT_HANDBOOK), 'the handbook ships with the product')
    const same = await asAdmin('POST', '/api/v1/handbook/versions', { files })
    expect([same.status, errorOf(same).code]).toEqual([409, 'handbook.unchanged'])
    const changed = files.map((file) => (file.path === 'roles.yaml' ? { ...file, text: `${file.text}\n# 第二版\n` } : file))
    expect((await house.call({ method: 'POST', url: '/api/v1/handbook/versions', as: chenYu.cookie, body: { files: changed } })).status).toBe(403)
    const made = await asAdmin('POST', '/api/v1/handbook/versions', { files: changed })
    expect([made.status, made.body['number']]).toEqual([201, 2])
    const versions = await house.call({ method: 'GET', url: '/api/v1/handbook/versions', as: chenYu.cookie })
    expect(itemsOf(versions).map(({ number }) => number)).toEqual([2, 1])
    expect(versions.body['inForce']).toBe(made.body['id'])
  })

  it('a scenario is drawn in the reader\'s language', async () => {
    const chart = await house.call({ method: 'GET', url: '/api/v1/handbook/scenarios/after-sales/flowchart', as: chenYu.cookie, headers: { 'accept-language': 'en' } })
    expect(chart.status).toBe(200)
    expect(chart.body['lanes']).toContainEqual({ key: 'tech_support', name: 'Tech support' })
    expect((await house.call({ method: 'GET', url: '/api/v1/handbook/scenarios/no-such/flowchart', as: chenYu.cookie })).status).toBe(404)
  })

  it('who is told of a deadline finds it among the notices, and reads it once', async () => {
    await open('没人接手的来电')
    await house.advanceTo(later(instant(house.clock.now), 5 * DAY + 20 * HOUR))
    const unread = () => house.call({ method: 'GET', url: '/api/v1/notifications?unread=true', as: chenYu.cookie })
    const before = await unread()
    const [notice] = itemsOf(before)
    expect(notice, before.text).toMatchObject({ readAt: null })
    const reading = `/api/v1/notifications/${String(notice?.['id'])}/reading`
    expect((await asAdmin('POST', reading)).status).toBe(404)
    expect((await house.call({ method: 'POST', url: reading, as: chenYu.cookie })).status).toBe(204)
    expect(itemsOf(await unread()).length).toBe(itemsOf(before).length - 1)
  })

  it('attainment is told clause by clause to those who read reports', async () => {
    expect((await house.call({ method: 'GET', url: '/api/v1/attainment', as: chenYu.cookie })).status).toBe(403)
    const report = await asAdmin('GET', '/api/v1/attainment?clause=AFT-01&to=2027-02-01T00:00:00Z')
    expect(itemsOf(report), report.text).toMatchObject([{ clause: 'AFT-01', cases: 2, met: 0, missed: 2, median: null }])
  })

  it('the history is read page by page, newest first, by those who audit', async () => {
    expect((await house.call({ method: 'GET', url: '/api/v1/events', as: chenYu.cookie })).status).toBe(403)
    const corrected = await asAdmin('GET', '/api/v1/events?type=calendar.statutory_corrected')
    expect(itemsOf(corrected)).toMatchObject([{ actorKind: 'staff', actorId: house.admin.id, data: { year: 2027, holidays: 2, workdays: 1 } }])
    const seen: unknown[] = []
    for (let url = '/api/v1/events?limit=7'; ; ) {
      const page = await asAdmin('GET', url)
      seen.push(...itemsOf(page).map(({ id }) => id))
      if (page.body['next'] === null) break
      url = `/api/v1/events?limit=7&after=${String(page.body['next'])}`
    }
    const { rows } = await house.fresh.db.query({ text: 'select id from events order by xid desc, seq desc', values: [] })
    expect(seen).toEqual(rows.map(({ id }) => id))
    expect((await asAdmin('GET', '/api/v1/events?after=abc')).status).toBe(400)
  })
})
