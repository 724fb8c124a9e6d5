import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchFound } from '#capabilities/case/search-contract.ts'
import { followFolding } from '#capabilities/case/server/search-anew.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { later, MINUTE, parseInstant } from '#kernel/instant.ts'
import { indexWords } from '#tests/setup/index-words.ts'
import { openTestHouse, type Person, type TestHouse } from '#tests/setup/test-house.ts'

const MONDAY = must(parseInstant('2026-11-16T09:00:00+08:00'), 'a date')

let house: TestHouse
let ours: Person
let theirs: Person
let ourTeam: Id
let otherTeam: Id

beforeAll(async () => {
  house = await openTestHouse({ at: MONDAY })
  const teams = await house.teams()
  ourTeam = must(teams.get('agent'), 'a team')
  otherTeam = must(teams.get('tech_support'), 'a team')
  ours = await house.hire('chenyu', ['agent'], [ourTeam])
  theirs = await house.hire('lijie', ['agent'], [otherTeam])
})
afterAll(() => house.close())

const index = (): Promise<void> => indexWords(house.house)

async function search(q: string, as: Person, more = ''): Promise<SearchFound> {
  const answer = await house.call({ method: 'GET', url: `/api/v1/search?q=${encodeURIComponent(q)}${more}`, as: as.cookie })
  expect(answer.status, `${q}: ${answer.text}`).toBe(200)
  return answer.body as SearchFound
}

const asAdmin = async (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<Record<string, unknown>> => {
  const answer = await house.call({ method, url: `/api/v1${url}`, as: house.admin.cookie, ...(body === undefined ? {} : { body }) })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}

type Opening = { readonly name: string; readonly subject: string; readonly text: string; readonly teamId?: Id; readonly phone?: string; readonly email?: string }
type Opened = { readonly caseId: Id; readonly messageId: Id; readonly customerId: Id; readonly number: string }

async function open({ name, subject, text, teamId = ourTeam, phone, email }: Opening): Promise<Opened> {
  const contactPoints = [...(phone === undefined ? [] : [{ kind: 'phone', value: phone }]), ...(email === undefined ? [] : [{ kind: 'email', value: email }])]
  const customerId = (await asAdmin('POST', '/customers', { name, contactPoints }))['id'] as Id
  const opened = await asAdmin('POST', '/cases', { scenario: 'after-sales', channel: 'phone', subject, text, teamId, customerId })
  const seen = await house.call({ method: 'GET', url: `/api/v1/cases/${String(opened['case'])}`, as: house.admin.cookie })
  return { caseId: opened['case'] as Id, messageId: (opened['ids'] as Record<string, Id>)['message']!, customerId, number: String(seen.body['number']) }
}

const ids = (found: readonly { readonly id: string }[]): readonly string[] => found.map(({ id }) => id)

describe('while the index has not caught up', () => {
  it('search says so, and no longer once it has', async () => {
    await index()
    const { messageId } = await open({ name: '孟夏', subject: '投影仪偏色', text: '投影仪开机后偏绿。' })
    expect((await search('偏绿', ours)).incomplete).toBe(false)
    house.clock.now = later(house.clock.now, MINUTE)
    expect(await search('偏绿', ours)).toMatchObject({ messages: [], incomplete: true })
    await index()
    house.clock.now = later(house.clock.now, MINUTE)
    const caughtUp = await search('偏绿', ours)
    expect([ids(caughtUp.messages), caughtUp.incomplete]).toEqual([[messageId], false])
  })
})

describe('whoever writes traditional characters', () => {
  it('finds what was written in simplified ones, and the other way round, with its place marked', async () => {
    const simple = await open({ name: '电铁军', subject: '电脑无法开机', text: '昨天起电脑无法开机，后来也没有好。' })
    const traditional = await open({ name: '歐陽麗雲', subject: '電腦無法開機', text: '昨天起電腦無法開機，後來也沒有好。' })
    await index()
    for (const typed of ['電腦無法開機', '电脑无法开机', '"電腦無法開機"', '后来也没有好', '後來也沒有好 来自:我们 -打印机', '來自:客戶 電腦']) {
      const found = await search(typed, ours)
      expect(ids(found.messages).toSorted(), typed).toEqual(typed.includes('我们') ? [] : [simple.messageId, traditional.messageId].toSorted())
    }
    const { cases, messages } = await search('电脑无法开机', ours)
    expect(ids(cases).toSorted()).toEqual([simple.caseId, traditional.caseId].toSorted())
    const marked = messages.map(({ snippet }) => snippet.marks.map(([from, to]) => snippet.text.slice(from, to)))
    expect(marked.flat().toSorted()).toEqual(['电脑无法开机', '電腦無法開機'].toSorted())
    for (const typed of ['欧阳丽云', '歐陽麗雲', 'ouyang']) expect(ids((await search(typed, ours)).customers), typed).toEqual([traditional.customerId])
  })

  it('finds also what an older version of the product had indexed: the index is made anew once', async () => {
    const { messageId } = await open({ name: '钱多', subject: '印表機', text: '印表機離線，請儘快處理。' })
    await index()
    await house.fresh.db.query({ text: `update search_messages set words = $2::tsvector where message_id = $1`, values: [messageId, `'離線'`] })
    await house.fresh.db.query({ text: 'update search_progress set folding = 1', values: [] })
    expect((await search('离线', ours)).messages).toEqual([])
    await followFolding(house.fresh.db)
    await index()
    expect(ids((await search('离线', ours)).messages)).toEqual([messageId])
    const walked = async () => (await house.fresh.db.query({ text: `select name from search_progress where name <> 'tail' and done_at is null`, values: [] })).rows
    expect(await walked()).toEqual([])
    await followFolding(house.fresh.db)
    expect(await walked(), 'once').toEqual([])
  })
})

describe('what our team finds', () => {
  let washer: Opened
  beforeAll(async () => {
    washer = await open({ name: '单丽华', subject: '洗衣机漏水', text: '您好，洗衣机一开就漏水，请打 138 1234 5678 找我，或写信到 danlihua@example.com。', phone: '13812345678', email: 'danlihua@example.com' })
    await index()
  })

  it('the case by its number, by parts of it, and by its subject', async () => {
    for (const q of [washer.number, washer.number.toLowerCase(), washer.number.slice(3), washer.number.slice(-4)]) {
      const { cases } = await search(q, ours)
      expect(cases[0], q).toMatchObject({ id: washer.caseId, number: { text: washer.number } })
    }
    const [found] = (await search('漏水', ours)).cases
    expect(found).toMatchObject({ id: washer.caseId, subject: { text: '洗衣机漏水', marks: [[3, 5]] } })
    expect(ids((await search('洗', ours, '&kinds=cases')).cases)).toEqual([washer.caseId])
  })

  it('the customer by name, by pinyin with the surname read right, by the full number, its last four digits, or the full address', async () => {
    for (const q of ['单丽华', '单', '丽华', 'shanlihua', 'slh', 'shan', '13812345678', '+86 138 1234 5678', '5678', 'danlihua@example.com']) {
      expect(ids((await search(q, ours)).customers), q).toEqual([washer.customerId])
    }
    for (const q of ['dan', '138123', '1381234567', 'danlihua@', '1234']) expect((await search(q, ours)).customers, q).toEqual([])
  })

  it('the message by its words, and by an address in it only in full', async () => {
    for (const q of ['漏水', '洗衣机 漏水', '"一开就漏水"', '13812345678', 'danlihua@example.com', 'from:customer 漏水']) expect(ids((await search(q, ours)).messages), q).toEqual([washer.messageId])
    for (const q of ['换货', '漏水 -洗衣机', '138123', 'danlihua', 'from:us 漏水']) expect((await search(q, ours)).messages, q).toEqual([])
  })

  it('addresses in a snippet are masked for who reads them masked, and shown in full to whoever has the case in hand', async () => {
    const masked = (await search('漏水', ours)).messages[0]
    expect(masked?.snippet.text).toBe('您好，洗衣机一开就漏水，请打 138****5678 找我，或写信到 d***@example.com。')
    expect(masked?.snippet.marks.map(([from, to]) => masked.snippet.text.slice(from, to))).toEqual(['漏水'])
    await asAdmin('PUT', `/cases/${washer.caseId}/assignment`, { teamId: ourTeam, assigneeId: ours.id })
    expect((await search('漏水', ours)).messages[0]?.snippet.text).toContain('138 1234 5678')
    await asAdmin('PUT', `/cases/${washer.caseId}/assignment`, { teamId: ourTeam, assigneeId: null })
  })

  it('what was just written is found behind the next round, and each search that shows something is noted without its words', async () => {
    const noted = await asAdmin('POST', `/cases/${washer.caseId}/notes`, { text: '客户说明天上午在家，师傅带上密封圈' })
    await index()
    const { messages } = await search('密封圈', ours)
    expect(ids(messages)).toEqual([(noted['ids'] as Record<string, string>)['note']])
    const { rows } = await house.fresh.db.query({ text: `select action, subject_kind, subject_id, data from access_log where actor_id = $1 order by at desc, id desc limit 1`, values: [ours.id] })
    expect(rows).toEqual([{ action: 'search', subject_kind: 'search', subject_id: null, data: { cases: '0', customers: '0', messages: '1' } }])
  })
})

describe('what a stranger finds', () => {
  it('nothing of a case of another team, whatever the words', async () => {
    const hidden = await open({ name: '解晓东', subject: '保险柜打不开', text: '密码是金鱼，电话 13900001111', teamId: otherTeam, phone: '13900001111', email: 'xiexd@example.com' })
    await index()
    const words = [hidden.number, hidden.number.slice(-4), '保险柜', '打不开', '"保险柜打不开"', '金鱼', '密码', '13900001111', '1111', 'xiexd@example.com', '解晓东', '解', 'xie', 'xxd', 'xiexiaodong', '保险柜 -漏水', 'from:customer 密码', '密码金鱼']
    for (const q of words) {
      const { cases, customers, messages } = await search(q, ours)
      expect([...ids(cases), ...ids(customers), ...ids(messages)].filter((id) => [hidden.caseId, hidden.customerId, hidden.messageId].includes(id as Id)), q).toEqual([])
      const seen = await search(q, theirs)
      expect(seen.cases.length + seen.customers.length + seen.messages.length, q).toBeGreaterThan(0)
    }
    await asAdmin('PUT', `/cases/${hidden.caseId}/assignment`, { teamId: ourTeam, assigneeId: null })
    expect(ids((await search('金鱼', ours)).messages)).toEqual([hidden.messageId])
    expect(ids((await search('解晓东', ours)).customers)).toEqual([hidden.customerId])
  })

  it('a message that was split off is seen by those who see its new case, before the index knows', async () => {
    const both = await open({ name: '仇英', subject: '两件事', text: '打印机卡纸', teamId: ourTeam })
    await index()
    const split = await asAdmin('POST', `/cases/${both.caseId}/splits`, { messageIds: [both.messageId], subject: '卡纸' })
    const moved = String((split['ids'] as Record<string, string>)['newCase'] ?? Object.values(split['ids'] as object)[0])
    await asAdmin('PUT', `/cases/${moved}/assignment`, { teamId: otherTeam, assigneeId: null })
    expect((await search('卡纸', ours)).messages).toEqual([])
    await index()
    expect((await search('卡纸', ours)).messages).toEqual([])
    expect(ids((await search('卡纸', theirs)).messages)).toEqual([both.messageId])
  })
})

describe('records that became one, and records that are gone', () => {
  it('a merged record is found by its old name, as who it became', async () => {
    const kept = await open({ name: '吴芳', subject: '门锁', text: '门锁不响' })
    const old = await open({ name: '旧档案里的吴小芳', subject: '门铃', text: '门铃不响', phone: '13700002222' })
    await index()
    await asAdmin('POST', `/customers/${old.customerId}/merge`, { into: kept.customerId })
    for (const q of ['旧档案', 'wuxiaofang', '13700002222']) expect(ids((await search(q, house.admin)).customers), q).toEqual([kept.customerId])
    expect(ids((await search('吴', house.admin)).customers)).toEqual([kept.customerId])
  })

  it('nothing of an erased customer is found, at once and after the index was made anew', async () => {
    const gone = await open({ name: '查良镛', subject: '退订书刊', text: '请删除我的资料：倚天屠龙' })
    await index()
    expect(ids((await search('倚天', house.admin)).messages)).toEqual([gone.messageId])
    await asAdmin('POST', `/cases/${gone.caseId}/dismissal`, { dismissal: 'withdrawn' })
    await asAdmin('POST', `/customers/${gone.customerId}/erasure`, { reason: 'requested', confirm: '查良镛' })
    const nothing = { cases: [], customers: [], messages: [] }
    for (const q of ['倚天', '查良镛', 'zhaliangyong', '书刊']) expect(await search(q, house.admin), q).toMatchObject(nothing)
    const kept = await house.fresh.db.query({ text: `select 1 from search_messages where words @@ '倚天' union all select 1 from search_cases where words @@ '书刊'`, values: [] })
    expect(kept.rows).toEqual([])
    await index()
    for (const q of ['倚天', '查良镛', 'zhaliangyong', '书刊']) expect(await search(q, house.admin), q).toMatchObject(nothing)
  })
})

describe('how one asks', () => {
  it('a page goes on where the last ended, newest first, and nothing comes twice', async () => {
    const opened: Opened[] = []
    for (let n = 0; n < 7; n++) opened.push(await open({ name: `曾${n}`, subject: '空调不制冷', text: `空调不制冷，第 ${n} 次报修` }))
    await index()
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 4; page++) {
      const { messages, next, more } = await search('不制冷', ours, `&kinds=messages&limit=2${after}`)
      seen.push(...ids(messages))
      expect(more.messages).toBe(next !== null)
      if (next === null) break
      after = `&after=${next}`
    }
    expect(new Set(seen)).toEqual(new Set(opened.map(({ messageId }) => messageId)))
    expect(seen).toHaveLength(7)
  })

  it('together typed and together found comes before together typed and apart found', async () => {
    const near = await open({ name: '任盈盈', subject: '发票退款流程', text: '好' })
    const apart = await open({ name: '任我行', subject: '发票未到，要求退款', text: '好' })
    await index()
    expect(ids((await search('发票退款', ours)).cases)).toEqual([near.caseId, apart.caseId])
  })

  it.each(['', ' ', '\0', '退款\0', 'x'.repeat(10_000)].map((q, index) => [index, q] as const))('what cannot be asked is a bad request (%i)', async (_case, q) => {
    const answer = await house.call({ method: 'GET', url: `/api/v1/search?q=${encodeURIComponent(q)}`, as: ours.cookie })
    expect([400, 414, 431], answer.text).toContain(answer.status)
  })

  it.each(['👍🎉', '。，！？', '""', '-', 'from:customer', "'", String.raw`\ ' & | ! :* <->`, '%', 'a'.repeat(200), '漏'.repeat(200)].map((q, index) => [index, q] as const))('what asks for nothing, or for too much, finds nothing (%i)', async (_case, q) => {
    expect(await search(q, ours)).toMatchObject({ cases: [], customers: [], messages: [], next: null })
  })

  it('a cursor that is not ours, a kind that there is not, and surplus fields are refused', async () => {
    for (const more of ['&after=abc', '&kinds=staff', '&kinds=cases&limit=0', '&limit=1000', '&colour=red']) {
      expect((await house.call({ method: 'GET', url: `/api/v1/search?q=x${more}`, as: ours.cookie })).status, more).toBe(400)
    }
  })

  it('the index can be made anew while it is searched, by several workers at once', async () => {
    await house.fresh.db.query({ text: 'truncate search_messages, search_cases, search_customers, search_days', values: [] })
    await house.fresh.db.query({ text: `update search_progress set after = '00000000-0000-0000-0000-000000000000', done_at = null where name <> 'tail'`, values: [] })
    expect((await search('漏水', ours)).messages).toEqual([])
    await Promise.all([index(), index(), index()])
    await index()
    expect((await search('漏水', ours)).messages.length).toBeGreaterThan(0)
    const { rows } = await house.fresh.db.query({ text: `select (select count(*) from search_messages) = (select sum(documents) from search_days where kind = 'message') as counted`, values: [] })
    expect(rows).toEqual([{ counted: true }])
  })
})
