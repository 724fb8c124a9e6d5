import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepCompanyName } from '#apps/server/company.ts'
import { openWords } from '#capabilities/case/server/case-rows.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, later } from '#kernel/instant.ts'
import { changedTables, printDatabase } from '#tests/access/database-print.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { askedForNeed, askedForResult, INTAKE, invitedToScore, openPortalStage, YES, type PortalStage } from './portal-stage.ts'

let stage: PortalStage
beforeAll(async () => {
  stage = await openPortalStage()
})
afterAll(() => stage.house.close())

async function changedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { db } = stage.house.fresh
  const before = await printDatabase(db)
  await work()
  return changedTables(before, await printDatabase(db))
}

async function records(caseId: Id) {
  const { rows } = await stage.house.fresh.db.query({ text: `select id, kind, codes, words, author_kind from case_records where case_id = $1 and kind in ('reason', 'survey') order by recorded_at, id`, values: [caseId] })
  return rows.map((row) => ({ kind: row['kind'], codes: row['codes'], author: row['author_kind'], words: openWords(stage.house.house.sealing, row['id'] as Id, row['words'] as Uint8Array | null) }))
}

const events = async (caseId: Id, type: string) =>
  (await stage.house.fresh.db.query({ text: 'select actor_kind, actor_id, command, data from events where stream_id = $1 and type = $2', values: [caseId, type] })).rows

test('the page repeats the need in the customer’s words and asks with two buttons; looking changes nothing', async () => {
  const caseId = await askedForNeed(stage)
  const path = await stage.link(caseId, 'confirmations')
  expect(path.length).toBeLessThan(160)
  let page = await stage.get(path)
  expect(await changedBy(async () => {
    for (let n = 0; n < 3; n++) page = await stage.get(path)
    await stage.house.http.inject({ method: 'HEAD', url: path })
    await stage.get(`${path}/answer`)
    await stage.get(`${path}?answer=yes`, { purpose: 'prefetch' })
  })).toEqual([])
  expect(page.status).toBe(200)
  for (const words of ['<html lang="zh-CN">', '王丽，您好：', '打印机连不上', '打印机要能连上办公室的网络', '我们这样理解您的需求，对吗？', '对，就是这样', '不对，有出入']) expect(page.text).toContain(words)
  for (const inner of ['一直显示离线', '13800138000', '普通', '<script']) expect(page.text).not.toContain(inner)
  expect(page.text.match(/<form method="post"/g)).toHaveLength(2)
  expect((await stage.state(caseId)).confirmations.at(-1)!.status).toBe('open')
})

test('the page brings no script, comes from no cache and stands in no frame', async () => {
  const { headers } = await stage.get(await stage.link(await askedForNeed(stage), 'confirmations'))
  expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow', 'x-content-type-options': 'nosniff', 'content-type': 'text/html; charset=utf-8' })
  const style = await stage.get('/pages.css')
  expect(style.headers['content-type']).toBe('text/css; charset=utf-8')
  expect((await stage.get('/pages.css', { 'if-none-match': String(style.headers['etag']) })).status).toBe(304)
})

test('one tap confirms as the customer; a second one changes nothing, and another answer does not undo it', async () => {
  const caseId = await askedForResult(stage)
  const path = await stage.link(caseId, 'confirmations')
  expect((await stage.get(path)).text).toContain('重启路由器后已恢复')
  const first = await stage.tap(`${path}/answer`, YES)
  expect([first.status, first.headers['location']]).toEqual([303, path])
  const { customerId, confirmations } = await stage.state(caseId)
  expect(confirmations.at(-1)!.status).toBe('confirmed')
  expect(await events(caseId, 'case.confirmed')).toEqual([expect.objectContaining({ actor_kind: 'customer', actor_id: customerId, command: 'confirm', data: expect.objectContaining({ via: 'link' }) })])
  expect(await changedBy(async () => {
    expect((await stage.tap(`${path}/answer`, YES)).status).toBe(303)
    const other = await stage.tap(`${path}/answer`, 'answer=no&remark=%E4%B8%8D')
    expect([other.status, other.text.includes('这里已经有您的答复了')]).toEqual([409, true])
  })).toEqual([])
  const after = await stage.get(path)
  expect([after.status, after.text.includes('很高兴为您解决问题')]).toEqual([200, true])
})

test('yes and no at the same moment: one counts', async () => {
  const caseId = await askedForResult(stage)
  const path = `${await stage.link(caseId, 'confirmations')}/answer`
  const both = await Promise.all([stage.tap(path, YES), stage.tap(path, 'answer=no'), stage.tap(path, YES), stage.tap(path, 'answer=no')])
  expect((await events(caseId, 'case.confirmed')).length + (await events(caseId, 'case.declined')).length).toBe(1)
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 303, 409, 409])
})

test('a customer who says no may say why; the words are sealed beside the event', async () => {
  const caseId = await askedForNeed(stage)
  const path = await stage.link(caseId, 'confirmations')
  expect((await stage.tap(`${path}/answer`, new URLSearchParams({ answer: 'no', remark: ' 是扫描，\r\n不是打印 ' }).toString())).status).toBe(303)
  expect(await records(caseId)).toEqual([{ kind: 'reason', codes: {}, author: 'customer', words: { note: '是扫描，\n不是打印' } }])
  expect((await stage.state(caseId)).steps['restate']?.status).toBe('active')
  expect((await stage.get(path)).text).toContain('谢谢指正')
})

test('a click from another page, a form without a choice, a letter instead of a remark: nothing happens, and it is said kindly', async () => {
  const caseId = await askedForNeed(stage)
  const path = `${await stage.link(caseId, 'confirmations')}/answer`
  expect(await changedBy(async () => {
    expect((await stage.tap(path, YES, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await stage.tap(path, 'answer=maybe')).status).toBe(422)
    expect((await stage.tap(path, '')).status).toBe(422)
    expect((await stage.tap(path, new URLSearchParams({ answer: 'no', remark: '长'.repeat(2001) }).toString())).status).toBe(422)
    expect((await stage.tap(path, `answer=no&remark=${'x'.repeat(70_000)}`)).status).toBe(413)
    expect((await stage.house.http.inject({ method: 'POST', url: path, payload: { answer: 'yes' } })).statusCode).toBe(415)
  })).toEqual([])
  const english = `${await stage.link(await askedForNeed(stage), 'confirmations', 'en')}/answer`
  expect((await stage.tap(english, '', { 'accept-language': 'zh-CN' })).text, 'in the language of the link').toContain('We did not see your choice')
})

test('a colleague who is signed in may try the page in the same browser', async () => {
  const path = await stage.link(await askedForNeed(stage), 'confirmations')
  expect((await stage.tap(`${path}/answer`, YES, { cookie: stage.house.admin.cookie })).status).toBe(303)
})

test('a forged link, a cut one and one of the other kind look the same and tell nothing', async () => {
  const path = await stage.link(await askedForNeed(stage), 'confirmations')
  const token = path.slice(3)
  const texts = new Set<string>()
  for (const bad of [path.slice(0, -4), `${path.slice(0, -6)}AAAAAA`, '/c/x', '/s/', `/c/${'x'.repeat(500)}`, `/s/${token}`]) {
    const page = await stage.get(bad)
    expect(page.status).toBe(404)
    texts.add(page.text)
  }
  expect(texts.size).toBe(1)
  expect(await changedBy(async () => {
    expect((await stage.tap(`/s/${token}/score`, 'score=5')).status).toBe(404)
    expect((await stage.tap(`${path.slice(0, -6)}AAAAAA/answer`, YES)).status).toBe(404)
  })).toEqual([])
  expect((await stage.get('/c/x', { 'accept-language': 'en' })).text).toContain('This link does not work')
})

test('the page names the company, and the address of a button leads back to it', async () => {
  await stage.house.fresh.db.query(keepCompanyName('清风<科技>'))
  const path = await stage.link(await askedForNeed(stage), 'confirmations')
  expect((await stage.get(path)).text).toContain('<header><span>清风&lt;科技&gt;</span></header>')
  await stage.house.fresh.db.query({ text: 'update mailboxes set archived_at = now()', values: [] })
  expect((await stage.get('/c/x')).text).not.toContain('mailto:')
  await stage.house.fresh.db.query(mailboxRow(stage.house.house.sealing, stage.house.clock.now, { id: stage.house.house.newId(), address: 'support@qingfeng.test', username: 'support', password: 'x' }))
  for (const page of [path, '/c/x', '/s/x', '/promises']) expect((await stage.get(page)).text, 'every page says where one can write to').toContain('<a href="mailto:support@qingfeng.test">')
  const back = await stage.get(`${path}/answer`)
  expect([back.status, back.headers['location']]).toEqual([302, path])
})

test('whoever hammers on a link waits a minute', async () => {
  const path = `${await stage.link(await askedForNeed(stage), 'confirmations')}/answer`
  const statuses: number[] = []
  for (let n = 0; n < 11; n++) statuses.push((await stage.tap(path, '')).status)
  expect(statuses.filter((status) => status === 422)).toHaveLength(10)
  expect(statuses.at(-1)).toBe(429)
})

test('what people wrote never becomes part of the page', async () => {
  const attack = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
  const caseId = await askedForNeed(stage, { subject: attack, customer: attack, need: `${attack}\n{{customer.name}}` })
  const { text } = await stage.get(await stage.link(caseId, 'confirmations'))
  expect(text.match(/&lt;script&gt;alert\(1\)/g)).toHaveLength(3)
  expect(text).not.toMatch(/<img|<script/)
})

test('the plan is shown with its way and date, and only when it is agreed does the work begin', async () => {
  const caseId = await stage.newCase()
  const complete = (step: string, body: object) => stage.act('POST', `/api/v1/cases/${caseId}/steps/${step}/completion`, body)
  await complete('intake', { form: { codes: { ...INTAKE, complexity: 'complex' }, words: { symptom: '离线', need: '要能打印' } } })
  const teamId = (await stage.house.teams()).get('tech_support')
  await complete('dispatch', { form: {}, assign: { teamId } })
  await complete('diagnosis', { form: { codes: { cause: 'configuration' }, words: { finding: '内部结论' } } })
  await complete('solution', { form: { codes: { way: 'remote', expected_on: '2026-11-20' }, words: { plan: '远程重新配置网络' } } })
  const path = await stage.link(caseId, 'confirmations', 'en')
  const page = await stage.get(path)
  for (const words of ['<html lang="en">', 'Do you agree to this solution?', 'Remote guidance', '远程重新配置网络', '20 November 2026']) expect(page.text).toContain(words)
  expect(page.text).not.toContain('内部结论')
  await stage.tap(`${path}/answer`, YES)
  expect((await stage.state(caseId)).steps['execution']?.status).toBe('active')
})

test('one tap scores; what is added afterwards is kept once; a low score is handled a second time', async () => {
  const caseId = await invitedToScore(stage)
  const path = await stage.link(caseId, 'invitations')
  const page = await stage.get(path)
  expect(page.text.match(/<button name="score"/g)).toHaveLength(5)
  expect(page.text).toContain('aria-label="1 分，很不满意"')
  expect(await changedBy(() => stage.get(path))).toEqual([])
  expect((await stage.tap(`${path}/reason`, 'reason=early')).status).toBe(303)
  expect(await records(caseId)).toEqual([])
  await Promise.all([stage.tap(`${path}/score`, 'score=2'), stage.tap(`${path}/score`, 'score=5')])
  expect(await events(caseId, 'case.survey_answered')).toHaveLength(1)
  const { score } = (await stage.state(caseId)).invitations.at(-1)!
  expect((await stage.tap(`${path}/score`, 'score=1')).status).toBe(303)
  expect((await stage.get(path)).text).toContain(`${score} 分`)
  const more = new URLSearchParams({ reason: '等了太久', 'aspect.efficiency': '1', 'aspect.unknown': '5' }).toString()
  await Promise.all([stage.tap(`${path}/reason`, more), stage.tap(`${path}/reason`, more)])
  await stage.tap(`${path}/reason`, 'reason=again')
  expect(await records(caseId)).toEqual([
    { kind: 'survey', codes: { score }, author: 'customer', words: {} },
    { kind: 'survey', codes: { 'aspect.efficiency': 1 }, author: 'customer', words: { reason: '等了太久' } },
  ])
  expect(await events(caseId, 'case.survey_added_to')).toEqual([expect.objectContaining({ actor_kind: 'customer', data: expect.objectContaining({ aspects: { efficiency: 1 }, fields: ['reason'] }) })])
  const after = await stage.get(path)
  expect([after.status, after.text.includes('会有专人阅读'), after.text.includes('<form')]).toEqual([200, true, false])
})

test('a score pressed in the mail is chosen on the page and counts only when it is sent off', async () => {
  const caseId = await invitedToScore(stage)
  const path = await stage.link(caseId, 'invitations')
  let page = await stage.get(path)
  expect(await changedBy(async () => {
    page = await stage.get(`${path}?score=4`)
    for (const none of ['0', '6', 'x', '4&score=5', '%3Cb%3E']) expect((await stage.get(`${path}?score=${none}`)).text).not.toContain('class="chosen"')
  })).toEqual([])
  expect(page.text).toContain('<button class="main first" name="score" value="4">提交 4 分</button>')
  expect(page.text.match(/class="chosen"/g)).toHaveLength(1)
  expect((await stage.state(caseId)).invitations.at(-1)!.status).toBe('open')
  await stage.tap(`${path}/score`, 'score=4')
  expect((await stage.state(caseId)).invitations.at(-1)).toMatchObject({ status: 'answered', score: 4 })
})

test('a score below 4 opens the second handling as soon as the wishes are carried out, and the supervisors are told', async () => {
  const supervisor = await stage.house.hire('zhuguan', ['supervisor'], [(await stage.house.teams()).get('supervisor')!])
  const caseId = await invitedToScore(stage)
  await stage.tap(`${await stage.link(caseId, 'invitations')}/score`, 'score=2')
  await stage.house.settle()
  const notices = await stage.house.call({ method: 'GET', url: '/api/v1/notifications', as: supervisor.cookie, headers: { 'accept-language': 'en' } })
  const { rows } = await stage.house.fresh.db.query({ text: 'select id, scenario, status from cases where parent_id = $1', values: [caseId] })
  expect(rows).toMatchObject([{ scenario: 'second-handling', status: 'open' }])
  const news = (notices.body['items'] as readonly { about: string; caseId: string }[]).filter(({ about, caseId: of }) => about === 'case_assigned' && of === rows[0]!['id'])
  expect(news).toMatchObject([{ saying: 'A case was handed to you or your team' }])
  expect((await stage.state(caseId)).status).toBe('resolved')
})

test('scores that are none are not taken', async () => {
  const path = await stage.link(await invitedToScore(stage), 'invitations')
  expect(await changedBy(async () => {
    for (const form of ['score=0', 'score=6', 'score=4.5', 'score=', 'score=5%00', '']) expect((await stage.tap(`${path}/score`, form)).status).toBe(422)
  })).toEqual([])
})

test('a merged case asks to get in touch, by the mail where there was one, in the customer’s language', async () => {
  const [merged, into] = [await askedForNeed(stage), await askedForNeed(stage)]
  const path = await stage.link(merged, 'confirmations', 'zh-TW')
  await stage.act('POST', `/api/v1/cases/${merged}/merge`, { intoId: into })
  const page = await stage.get(path)
  expect([page.status, page.text.includes('您的問題已合併處理'), page.text.includes('請直接聯絡我們')]).toEqual([409, true, true])
  expect(await changedBy(() => stage.tap(`${path}/answer`, YES))).toEqual([])
})

test('after it lapsed the link says so kindly, a month later that it has expired', async () => {
  const caseId = await askedForResult(stage)
  const path = await stage.link(caseId, 'confirmations')
  await stage.house.advanceTo(later(stage.house.clock.now, 8 * DAY))
  const lapsed = await stage.get(path)
  expect([lapsed.status, lapsed.text.includes('这次确认已经结束')]).toEqual([410, true])
  expect((await stage.tap(`${path}/answer`, YES)).status).toBe(410)
  stage.house.clock.now = later(stage.house.clock.now, 31 * DAY)
  const expired = await stage.get(path, { 'accept-language': 'en' })
  expect([expired.status, expired.text.includes('这个链接已过期')]).toEqual([410, true])
  expect(await changedBy(() => stage.tap(`${path}/answer`, YES))).toEqual([])
})

test('every published promise names its limit and its calendar', async () => {
  const page = await stage.get('/promises')
  for (const words of ['我们的服务承诺', '30 分钟以内 · 紧急度：紧急', '2 小时以内（工作时间） · 其他情况', '每 24 小时至少一次', '工作时间（办公时间）：', '周一至周五 09:00–12:00、13:30–18:00', '法定节假日']) expect(page.text).toContain(words)
  expect(page.text.match(/法定节假日休息/g), 'what working time is stands once').toHaveLength(1)
  expect(page.text.match(/至少一次/g), 'only news comes round again; a first contact is promised once').toHaveLength(1)
  const english = await stage.get('/promises', { 'accept-language': 'en' })
  for (const words of ['<html lang="en">', 'within 2 hours (working time) · otherwise', 'at least every 24 hours', 'Working time (Office hours): ', 'Monday to Friday 09:00–12:00, 13:30–18:00', 'times in China Standard Time']) expect(english.text).toContain(words)
})
