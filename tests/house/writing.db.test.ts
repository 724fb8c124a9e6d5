import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { formatInstant, HOUR, later, MINUTE, parseInstant, SECOND, type Instant } from '#kernel/instant.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openTestHouse, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'

const at = (text: string): Instant => parseInstant(text)!
type Row = Readonly<Record<string, unknown>>

let house: TestHouse
let chenYu: Person
let linFang: Person
let supervisor: Person
let agents: Id
let caseId: string

beforeAll(async () => {
  house = await openTestHouse({ at: at('2026-11-23T09:30:00+08:00') })
  agents = (await house.teams()).get('agent')!
  chenYu = await house.hire('chenyu', ['agent'], [agents])
  linFang = await house.hire('linfang', ['agent'], [agents])
  supervisor = await house.hire('liusup', ['supervisor'], [agents])
  await house.fresh.db.query(mailboxRow(house.house.sealing, house.clock.now, { id: house.house.newId(), address: 'service@care.test', username: 'service', password: 'secret' }))
  const made = await ask(house.admin, 'POST', '/customers', { name: '王丽', contactPoints: [{ kind: 'email', value: 'wangli@customer.test' }] })
  const opened = await ask(house.admin, 'POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject: '打印机不出纸', text: '一直卡纸', teamId: agents, customerId: made.body['id'] })
  caseId = String(opened.body['case'])
})
afterAll(() => house?.close())

const ask = (who: Person, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer> =>
  house.call({ method, url: `/api/v1${path}`, as: who.cookie, ...(body === undefined ? {} : { body }) })
const good = async (who: Person, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Row> => {
  const answer = await ask(who, method, path, body)
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}
const codeOf = ({ body }: Answer) => (body['error'] as { code?: string } | undefined)?.code
const draftsOf = async (who: Person): Promise<readonly Row[]> => (await good(who, 'GET', `/cases/${caseId}/draft`))['items'] as Row[]
const keep = (who: Person, text: string, more: object = {}) => good(who, 'PUT', `/cases/${caseId}/draft`, { kind: 'reply', text, files: [], seenUntil: null, ...more })
const reply = (who: Person, body: object) => ask(who, 'POST', `/cases/${caseId}/replies`, body)
const sent = async (who: Person, body: object): Promise<string> => {
  const answer = await reply(who, body)
  expect(answer.status, answer.text).toBe(200)
  return (answer.body['ids'] as { message: string }).message
}
const caseNow = () => good(chenYu, 'GET', `/cases/${caseId}`)
async function upload(who: Person, name: string): Promise<string> {
  const answer = await house.http.inject({
    method: 'POST', url: '/api/v1/files', payload: Buffer.from('jam'),
    headers: { origin: 'http://localhost:3000', cookie: who.cookie, 'content-type': 'text/plain', 'x-file-name': encodeURIComponent(name), 'idempotency-key': `upload-${name}` },
  })
  expect(answer.statusCode, answer.payload).toBe(201)
  return String(answer.json<Row>()['id'])
}

describe('what one has begun to write', () => {
  it('is kept for its writer alone, a reply and a note beside each other, and keeps the time of its beginning', async () => {
    await keep(chenYu, '王丽您好')
    house.clock.now = later(house.clock.now, MINUTE)
    await keep(chenYu, '王丽您好，请打开后盖')
    await good(chenYu, 'PUT', `/cases/${caseId}/draft`, { kind: 'note', text: '先查保修', files: [], seenUntil: null })
    expect((await draftsOf(chenYu)).map(({ kind, text }) => [kind, text])).toEqual([['note', '先查保修'], ['reply', '王丽您好，请打开后盖']])
    expect((await draftsOf(chenYu)).find(({ kind }) => kind === 'reply')).toMatchObject({ begunAt: '2026-11-23T01:30:00.000Z', savedAt: '2026-11-23T01:31:00.000Z' })
    expect(await draftsOf(linFang)).toEqual([])
  })

  it('is done with when the reply is sent, and only the reply', async () => {
    await sent(chenYu, { text: '王丽您好，请打开后盖' })
    expect((await draftsOf(chenYu)).map(({ kind }) => kind)).toEqual(['note'])
    await good(chenYu, 'DELETE', `/cases/${caseId}/draft?kind=note`)
    expect(await draftsOf(chenYu)).toEqual([])
  })

  it('names files only while they wait', async () => {
    const file = await upload(chenYu, '说明书.txt')
    expect((await keep(chenYu, '见附件', { files: [file] }))['files']).toEqual([{ id: file, name: '说明书.txt', type: 'text/plain', bytes: 3 }])
    await sent(linFang, { text: '您好' })
    await sent(chenYu, { text: '见附件', files: [file] })
    expect((await keep(chenYu, '又一封', { files: [file] }))['files']).toEqual([])
  })
})

describe('a reply', () => {
  it('that was taken back gives its files back to its writer', async () => {
    const file = await upload(chenYu, '照片.txt')
    const message = await sent(chenYu, { text: '请看照片', files: [file] })
    await good(chenYu, 'POST', `/messages/${message}/cancellation`)
    const again = await sent(chenYu, { text: '请看这张照片', files: [file] })
    const thread = (await good(chenYu, 'GET', `/cases/${caseId}/messages?order=newest&limit=2`))['items'] as readonly Row[]
    expect(thread.map(({ id, state, files }) => [id, state, (files as readonly Row[]).map(({ name }) => name)])).toEqual([[again, 'planned', ['照片.txt']], [message, 'cancelled', []]])
    expect(thread[0]).toMatchObject({ authorName: 'chenyu' })
  })

  it('does not go past a message its writer has not seen, unless they say so', async () => {
    const seenUntil = formatInstant(house.clock.now)
    house.clock.now = later(house.clock.now, 30 * SECOND)
    await sent(linFang, { text: '王丽您好，我来处理' })
    expect(codeOf(await reply(chenYu, { text: '王丽您好', seenUntil }))).toBe('case.newer_message')
    await sent(linFang, { text: '补充一句', seenUntil })
    await sent(chenYu, { text: '王丽您好' })
  })

  it('lets the case wait for the customer from the moment it goes, and not at all when it was taken back', async () => {
    const taken = await sent(chenYu, { text: '请补充照片', wait: 'customer-information' })
    expect((await caseNow())['wait']).toBeNull()
    await good(chenYu, 'POST', `/messages/${taken}/cancellation`)
    await house.advanceTo(later(house.clock.now, MINUTE))
    expect((await caseNow())['wait']).toBeNull()
    await sent(chenYu, { text: '请补充照片', wait: 'customer-information' })
    await house.advanceTo(later(house.clock.now, MINUTE))
    expect((await caseNow())['wait']).toMatchObject({ reason: 'customer-information', since: formatInstant(later(house.clock.now, -50 * SECOND)) })
    expect(codeOf(await reply(chenYu, { text: '您好', wait: 'no-such-reason' }))).toBe('case.wait_unknown')
  })
})

it('the thread is read from its end backwards as well', async () => {
  const all = (await good(chenYu, 'GET', `/cases/${caseId}/messages?limit=100`))['items'] as readonly Row[]
  const ids: unknown[] = []
  for (let after = ''; ; ) {
    const page = await good(chenYu, 'GET', `/cases/${caseId}/messages?order=newest&limit=3${after}`)
    ids.push(...(page['items'] as readonly Row[]).map(({ id }) => id))
    if (page['next'] === null) break
    after = `&after=${String(page['next'])}`
  }
  expect(ids.toReversed()).toEqual(all.map(({ id }) => id))
})

it('who is mentioned in a note is told once, and nobody else', async () => {
  await good(chenYu, 'POST', `/cases/${caseId}/notes`, { text: '＠linfang 请看一下', mentions: [linFang.id] })
  await house.settle()
  const notices = async (who: Person) => ((await good(who, 'GET', '/notifications'))['items'] as readonly Row[]).filter(({ about }) => about === 'mentioned')
  expect(await notices(linFang)).toMatchObject([{ caseId, saying: '有同事在内部备注里提到您' }])
  expect(await notices(chenYu)).toEqual([])
  expect(codeOf(await ask(chenYu, 'POST', `/cases/${caseId}/notes`, { text: '谁？', mentions: [caseId] }))).toBe('case.assignee_unknown')
})

it('whoever does not see a case is mentioned only by letting them in, which takes the right to assign it', async () => {
  const techTeam = (await house.teams()).get('tech_support')!
  const zhaoGang = await house.hire('zhaogang', ['tech_support'], [techTeam])
  const helper = await house.hire('wuyan', ['engineer'])
  await good(house.admin, 'PUT', `/cases/${caseId}/assignment`, { teamId: agents, assigneeId: null })
  const people = await good(chenYu, 'GET', `/cases/${caseId}/readers`)
  expect(people['readers']).toEqual(expect.arrayContaining([chenYu.id, linFang.id, supervisor.id]))
  expect([...(people['invitable'] as string[])].toSorted()).toEqual([zhaoGang.id, helper.id].toSorted())
  const note = { text: '＠zhaogang 请看一下', mentions: [zhaoGang.id] }
  const notices = async () => ((await good(zhaoGang, 'GET', '/notifications'))['items'] as readonly Row[]).filter(({ about }) => about === 'mentioned')

  const refused = await ask(chenYu, 'POST', `/cases/${caseId}/notes`, note)
  expect([refused.status, codeOf(refused)]).toEqual([409, 'case.mention_unseen'])
  expect(String((refused.body['error'] as Row)['message'])).toContain('zhaogang看不到这张工单')
  await good(house.admin, 'POST', `/cases/${caseId}/notes`, { text: '@wuyan 帮忙', mentions: [helper.id], collaborators: [helper.id] })
  expect(await good(helper, 'GET', `/cases/${caseId}/readers`)).toMatchObject({ invitable: [] })
  expect(codeOf(await ask(helper, 'POST', `/cases/${caseId}/notes`, { ...note, collaborators: [zhaoGang.id] }))).toBe('case.mention_unseen')
  await house.settle()
  expect(await notices()).toEqual([])
  expect((await ask(zhaoGang, 'GET', `/cases/${caseId}`)).status).toBe(404)

  await good(chenYu, 'POST', `/cases/${caseId}/notes`, { ...note, collaborators: [zhaoGang.id] })
  await house.settle()
  expect(await notices()).toMatchObject([{ caseId, subject: '打印机不出纸' }])
  expect((await good(zhaoGang, 'GET', `/cases/${caseId}`))['collaboratorIds']).toContain(zhaoGang.id)
  expect((await ask(zhaoGang, 'POST', `/cases/${caseId}/replies`, { text: '您好' })).status).toBe(403)
})

it('a program that may not know who works here learns nobody’s id or name from a case', async () => {
  const stranger = await house.hire('zhengkai', ['engineer'])
  const asking = async (permissions: readonly string[]) => {
    const { key } = await good(house.admin, 'POST', '/api-keys', { name: permissions.join(' '), permissions })
    return (method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> =>
      house.call({ method, url: `/api/v1/cases/${caseId}${path}`, headers: { authorization: `Bearer ${String(key)}` }, ...(body === undefined ? {} : { body }) })
  }
  const noting = await asking(['case.read', 'case.note'])
  const note = { text: '请看一下', mentions: [stranger.id] }
  expect(await noting('GET', '/readers')).toMatchObject({ status: 200, body: { readers: [], invitable: [] } })
  const refused = await noting('POST', '/notes', note)
  expect([refused.status, codeOf(refused)]).toEqual([409, 'case.mention_hidden'])
  expect(refused.text).not.toContain('zhengkai')
  expect((await noting('POST', '/notes', { text: '请看一下', mentions: [linFang.id] })).status).toBe(200)

  const managing = await asking(['case.read', 'case.note', 'staff.manage'])
  expect((await managing('GET', '/readers')).body['readers']).toContain(linFang.id)
  expect((await managing('POST', '/notes', note)).text).toContain('zhengkai')
})

describe('templates', () => {
  const names = async (who: Person) => ((await good(who, 'GET', '/reply-templates'))['items'] as readonly Row[]).filter(({ source }) => source === 'staff').map(({ name }) => name)

  it('are filled in for the case, in the writer’s own name, those of the handbook too', async () => {
    await good(chenYu, 'POST', '/reply-templates', { name: '问型号', text: '{{customer.name}}，您好：关于“{{case.subject}}”，请告诉我型号。{{agent.name}}{{nonsense}}' })
    const items = (await good(chenYu, 'GET', `/reply-templates?caseId=${caseId}`))['items'] as readonly Row[]
    expect(items.find(({ name }) => name === '问型号')).toMatchObject({ filled: '王丽，您好：关于“打印机不出纸”，请告诉我型号。chenyu', mine: true, source: 'staff' })
    expect(items.find(({ key }) => key === 'reply-more-information')).toMatchObject({ id: null, name: '请补充信息', mine: false, source: 'handbook', filled: expect.stringContaining('王丽，您好：\n\n我是chenyu') as string })
  })

  it('are shared with one’s team by whoever may, and changed by their owner', async () => {
    expect((await ask(chenYu, 'POST', '/reply-templates', { name: '大家的', text: '您好', shared: 'team', teamId: agents })).status).toBe(403)
    const { id } = await good(supervisor, 'POST', '/reply-templates', { name: '大家的', text: '您好', shared: 'team', teamId: agents })
    expect(codeOf(await ask(supervisor, 'POST', '/reply-templates', { name: '所有人的', text: '您好', shared: 'all' }))).toBe('reply_template.not_shareable')
    expect(codeOf(await ask(supervisor, 'POST', '/reply-templates', { name: '大家的', text: '您好' }))).toBe('reply_template.name_taken')
    expect(await names(linFang)).toEqual(['大家的'])
    expect((await ask(linFang, 'PATCH', `/reply-templates/${String(id)}`, { text: '改' })).status).toBe(403)
    await good(supervisor, 'DELETE', `/reply-templates/${String(id)}`)
    expect(await names(linFang)).toEqual([])
  })
})

it('a case knows good moments for a later sending', async () => {
  house.clock.now = later(at('2026-11-23T10:00:00+08:00'), HOUR)
  expect((await good(chenYu, 'GET', `/cases/${caseId}/send-times`))['items']).toEqual([
    { key: 'today', at: '2026-11-23T10:00:00.000Z' }, { key: 'next_day', at: '2026-11-24T01:00:00.000Z' }, { key: 'next_week', at: '2026-11-30T01:00:00.000Z' },
  ])
})

it('who sees a case is not listed among more than 5 000 colleagues, and a mention is checked all the same', async () => {
  await house.fresh.db.query({
    text: `with made as (insert into auth.users (id, name, email, email_verified, created_at, updated_at) select gen_random_uuid(), 'many' || n, 'many' || n || '@care.test', true, now(), now() from generate_series(1, 5000) n returning id, name)
      insert into staff (id, number, name, locale, active, auth_user_id, created_at) select id, name, name, 'zh-CN', true, id, now() from made`,
    values: [],
  })
  const refused = await ask(chenYu, 'GET', `/cases/${caseId}/readers`)
  expect([refused.status, codeOf(refused)]).toEqual([422, 'case.too_many_colleagues'])
  expect((await ask(chenYu, 'POST', `/cases/${caseId}/notes`, { text: '＠linfang', mentions: [linFang.id] })).status).toBe(200)
})
