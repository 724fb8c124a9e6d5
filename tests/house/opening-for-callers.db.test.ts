import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { instant, later, MINUTE, parseInstant } from '#kernel/instant.ts'
import { openTestHouse, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'

let house: TestHouse
let teams: { readonly intake: Id; readonly second: Id; readonly tech: Id }
let chenYu: Person
let zhaoLei: Person
let supervisor: Person

beforeAll(async () => {
  house = await openTestHouse({ at: parseInstant('2026-11-23T09:00:00+08:00')! })
  const byRole = await house.teams()
  const second = (await ask(house.admin, 'POST', '/teams', { name: '客服二组', role: 'agent' })).body['id'] as Id
  teams = { intake: byRole.get('agent')!, second, tech: byRole.get('tech_support')! }
  chenYu = await house.hire('chenyu', ['agent'], [second])
  zhaoLei = await house.hire('zhaolei', ['agent'], [teams.intake])
  supervisor = await house.hire('zhoumin', ['supervisor'], [byRole.get('supervisor')!])
})
afterAll(() => house?.close())

const ask = (who: Person, method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<Answer> =>
  house.call({ method, url: `/api/v1${url}`, as: who.cookie, ...(body === undefined ? {} : { body }) })
const open = (who: Person, extra: object = {}) => ask(who, 'POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject: '打印机不出纸', ...extra })
const newCustomer = async (name: string, phone: string): Promise<Id> =>
  (await ask(house.admin, 'POST', '/customers', { name, contactPoints: [{ kind: 'phone', value: phone }] })).body['id'] as Id
const codeOf = ({ body }: Answer) => (body['error'] as { code?: string } | undefined)?.code
const lookUp = (who: Person, address: string, reason = 'call') => ask(who, 'POST', '/customers/lookup', { address, reason })
const teamOf = async (opened: Answer) => (await ask(house.admin, 'GET', `/cases/${String(opened.body['case'])}`)).body['teamId']

describe('a customer of whom one knows only the id', () => {
  it('is not there: no case is opened for them, none is given to them, and they do not become visible', async () => {
    const strange = await newCustomer('王丽', '13800138001')
    expect((await open(chenYu, { customerId: strange })).status).toBe(404)
    const mine = await open(chenYu)
    expect((await ask(chenYu, 'PUT', `/cases/${String(mine.body['case'])}/customer`, { customerId: strange })).status).toBe(404)
    expect((await ask(chenYu, 'GET', `/customers/${strange}`)).status).toBe(404)
    expect((await open(chenYu, { customerId: house.house.newId() })).status).toBe(404)
    expect((await open(supervisor, { customerId: strange })).status).toBe(201)
  })
})

describe('a caller of another team', () => {
  it('is found by a full number, with the name masked; a case may be opened for exactly them, for half an hour, and the log says why', async () => {
    const [caller, other] = [await newCustomer('欧阳明月', '13800138002'), await newCustomer('孙浩', '13800138003')]
    const found = await lookUp(chenYu, '138 0013 8002')
    expect([found.status, found.body]).toMatchObject([200, { customer: { id: caller, name: '欧***' } }])
    expect((await ask(chenYu, 'GET', `/customers/${caller}`)).status).toBe(404)
    expect((await open(chenYu, { customerId: other })).status).toBe(404)
    expect((await open(zhaoLei, { customerId: caller })).status).toBe(404)
    const opened = await open(chenYu, { customerId: caller })
    expect(opened.status, opened.text).toBe(201)
    expect((await ask(chenYu, 'GET', `/customers/${caller}`)).status).toBe(200)
    const { rows } = await house.fresh.db.query({ text: `select actor_id, action, data from access_log where subject_id = $1 and action = 'customer.lookup'`, values: [caller] })
    expect(rows).toEqual([{ actor_id: chenYu.id, action: 'customer.lookup', data: { reason: 'call' } }])
  })

  it('is forgotten again after half an hour', async () => {
    const caller = await newCustomer('钱小宝', '13800138004')
    await lookUp(chenYu, '13800138004', 'visit')
    const before = house.clock.now
    house.clock.now = later(before, 30 * MINUTE)
    expect((await open(chenYu, { customerId: caller })).status).toBe(404)
    house.clock.now = instant(before)
    expect((await open(chenYu, { customerId: caller })).status).toBe(201)
  })

  it('is not found by a part of a number, nor when nobody has it', async () => {
    await newCustomer('郑归', '13800138005')
    for (const address of ['8005', '13900000000']) expect((await lookUp(chenYu, address)).body).toEqual({ customer: null, until: null })
    expect((await ask(chenYu, 'POST', '/customers/lookup', { address: '13800138005' })).status).toBe(400)
  })

  it('cannot be guessed: after twenty look-ups in a quarter of an hour one waits', async () => {
    const answers: number[] = []
    for (let n = 0; n < 21; n++) answers.push((await lookUp(zhaoLei, `1390000${String(1000 + n)}`)).status)
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 200), 429])
    expect((await lookUp(chenYu, '13900001000')).status).toBe(200)
  })

  it('whom one has just entered oneself needs no look-up', async () => {
    const made = await ask(zhaoLei, 'POST', '/customers', { name: '吴芳' })
    expect((await open(zhaoLei, { customerId: made.body['id'] })).status).toBe(201)
    expect((await open(chenYu, { customerId: made.body['id'] })).status).toBe(404)
  })
})

describe('a case that has no customer yet', () => {
  const put = (who: Person, caseId: unknown, customerId: unknown) => ask(who, 'PUT', `/cases/${String(caseId)}/customer`, { customerId })

  it('is given to whom one has just taken down, and then they are seen through it', async () => {
    const { case: mine } = (await open(chenYu)).body
    const { id: made } = (await ask(chenYu, 'POST', '/customers', { name: '沈青', contactPoints: [{ kind: 'phone', value: '13800138021' }] })).body
    expect((await ask(chenYu, 'GET', `/customers/${String(made)}`)).status).toBe(404)
    const given = await put(chenYu, mine, made)
    expect(given.status, given.text).toBe(200)
    expect((await ask(chenYu, 'GET', `/customers/${String(made)}`)).body['name']).toBe('沈青')
    expect((await put(zhaoLei, (await open(zhaoLei)).body['case'], made)).status).toBe(404)
  })

  it('is given to somebody of another team only after their full number was named, by exactly who named it, within half an hour', async () => {
    const caller = await newCustomer('何静', '13800138022')
    const { case: mine } = (await open(chenYu)).body
    const { case: other } = (await open(zhaoLei)).body
    expect((await put(chenYu, mine, caller)).status).toBe(404)
    expect((await lookUp(chenYu, '13800138022')).body).toMatchObject({ customer: { id: caller, name: '何*' } })
    expect((await ask(chenYu, 'GET', `/customers/${caller}`)).status).toBe(404)
    expect((await put(zhaoLei, other, caller)).status).toBe(404)
    const before = house.clock.now
    house.clock.now = later(before, 30 * MINUTE)
    expect((await put(chenYu, mine, caller)).status).toBe(404)
    house.clock.now = instant(before)
    const given = await put(chenYu, mine, caller)
    expect(given.status, given.text).toBe(200)
    expect((await ask(chenYu, 'GET', `/customers/${caller}`)).status).toBe(200)
  })
})

describe('whoever opens a case', () => {
  it('opens it for a team of theirs, or for the intake of the scenario; for others only if they may everywhere', async () => {
    expect(await teamOf(await open(chenYu, { teamId: teams.second }))).toBe(teams.second)
    expect(await teamOf(await open(chenYu, { teamId: teams.intake }))).toBe(teams.intake)
    const refused = await open(zhaoLei, { teamId: teams.second })
    expect([refused.status, codeOf(refused)]).toEqual([403, 'access.forbidden'])
    expect((await open(supervisor, { teamId: teams.tech })).status).toBe(403)
    expect(await teamOf(await open(house.admin, { teamId: teams.tech }))).toBe(teams.tech)
  })

  it('without naming a team opens it for their own, if it takes such cases in, else for the intake', async () => {
    expect(await teamOf(await open(chenYu))).toBe(teams.second)
    expect(await teamOf(await open(supervisor))).toBe(teams.intake)
  })

  it('cannot open it for a team that is not there', async () => {
    const refused = await open(house.admin, { teamId: house.house.newId() })
    expect([refused.status, codeOf(refused)]).toEqual([422, 'case.team_role'])
  })
})

describe('a case that comes out of another', () => {
  it('is opened for whoever takes such matters in; a role of others is out of reach', async () => {
    const parent = String((await open(chenYu)).body['case'])
    const child = (who: Person, role?: string) => ask(who, 'POST', `/cases/${parent}/children`, { scenario: 'after-sales', ...(role === undefined ? {} : { role }) })
    for (const role of [undefined, 'agent']) expect((await child(chenYu, role)).status).toBe(200)
    for (const role of ['tech_support', 'supervisor', 'no_such_role']) expect((await child(chenYu, role)).status).toBe(403)
    expect((await child(house.admin, 'tech_support')).status).toBe(200)
    await house.settle()
    const { rows } = await house.fresh.db.query({ text: 'select team_id from cases where parent_id = $1 order by number', values: [parent] })
    expect(rows.map((row) => row['team_id'])).toEqual([teams.intake, teams.intake, teams.tech])
  })

  it('is opened for a role whose first team is one’s own', async () => {
    const both = await house.hire('wuxia', ['agent'], [teams.second, teams.tech])
    const parent = String((await open(both)).body['case'])
    expect((await ask(both, 'POST', `/cases/${parent}/children`, { scenario: 'after-sales', role: 'tech_support' })).status).toBe(200)
  })
})
