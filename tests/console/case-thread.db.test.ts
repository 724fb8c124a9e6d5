import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { insertMessage } from '#capabilities/conversation/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seat, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
let agents: Id
let customerId: Id
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  agents = (await house.teams()).get('agent')!
  await house.fresh.db.query(mailboxRow(house.house.sealing, house.clock.now, { id: house.house.newId(), address: 'service@care.test', username: 'service', password: 'secret' }))
  customerId = (await asAdmin('/customers', { name: '王丽', contactPoints: [{ kind: 'email', value: 'wangli@customer.test' }] }))['id'] as Id
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

async function asAdmin(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const answer = await house.call({ method: 'POST', url: `/api/v1${path}`, as: house.admin.cookie, body })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}
const openCase = async (subject: string): Promise<Id> => (await asAdmin('/cases', { scenario: 'after-sales', channel: 'phone', subject, text: `${subject}，请尽快处理`, teamId: agents, customerId }))['case'] as Id
/** The house reads the clock of the machine, as the browser does. */
const readClock = (): void => void (house.clock.now = instant(Date.now()))

async function sitDown(cookie: string, caseId: Id): Promise<Seat> {
  const seat = await seats.sitDown(cookie)
  await seat.page.goto(`/cases/${caseId}`)
  await box(seat.page).waitFor()
  return seat
}
const box = (page: Page) => page.getByRole('textbox', { name: '回复客户' })
const thread = (page: Page) => page.getByRole('log', { name: '会话' })

test('two people on one case: the second is told before sending, nothing is overwritten, and what was sent is taken back', async () => {
  const caseId = await openCase('打印机不出纸')
  const [chenYu, linFang] = [await house.colleague('chenyu', ['agent'], [agents]), await house.colleague('linfang', ['agent'], [agents])]
  const [one, other] = await Promise.all([sitDown(chenYu.cookie, caseId), sitDown(linFang.cookie, caseId)])
  await box(one.page).fill('王丽您好，请打开后盖看看。')
  await other.page.getByText('chenyu正在回复', { exact: true }).first().waitFor()
  await box(other.page).fill('王丽您好，请告诉我型号。')
  await other.page.keyboard.press('Control+Enter')
  const warning = other.page.getByRole('dialog')
  await warning.getByText('chenyu正在回复这位客户，两封回复可能互相矛盾。').waitFor()

  await one.page.getByText('linfang正在回复', { exact: true }).first().waitFor({ state: 'hidden' })
  readClock()
  // However slow the machine, the ten seconds in which one can take it back are not over before the test has looked around.
  await one.context.clock.setFixedTime(house.clock.now)
  await one.page.getByRole('button', { name: '发送', exact: true }).click()
  await thread(one.page).getByText('王丽您好，请打开后盖看看。').waitFor()
  expect(await box(one.page).inputValue()).toBe('')
  await warning.getByText('王丽您好，请打开后盖看看。').waitFor()
  await warning.getByRole('button', { name: '先看一眼' }).click()
  expect(await box(other.page).inputValue()).toBe('王丽您好，请告诉我型号。')
  expect(await thread(other.page).getByText('王丽您好，请告诉我型号。').count()).toBe(0)

  await one.page.getByRole('button', { name: '撤回' }).last().click()
  await one.page.getByText('已撤回，文字放回输入框').waitFor()
  expect(await box(one.page).inputValue()).toBe('王丽您好，请打开后盖看看。')
  await thread(other.page).getByText('已撤回，客户没有收到').waitFor()
  expect([...one.complaints, ...other.complaints]).toEqual([])
}, 180_000)

test('a draft outlives the page; an input method sends nothing; templates and colleagues are chosen while one types', async () => {
  const caseId = await openCase('软件打不开')
  await house.colleague('zhaoxin', ['agent'], [agents])
  const { cookie } = await house.colleague('wuyan', ['agent'], [agents])
  const { page, context, complaints } = await sitDown(cookie, caseId)
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/(replies|notes)$/.test(request.url())) sent += 1
  })
  await box(page).fill('王丽您好，正在')
  await page.getByText('草稿已保存').waitFor()
  await page.reload()
  await page.getByText('草稿已保存').waitFor()
  expect(await box(page).inputValue()).toBe('王丽您好，正在')

  await box(page).focus()
  await page.keyboard.press('Control+End')
  const keyboard = await context.newCDPSession(page)
  await keyboard.send('Input.imeSetComposition', { text: 'chuli', selectionStart: 5, selectionEnd: 5 })
  await page.keyboard.press('Control+Enter')
  expect(sent).toBe(0)
  await keyboard.send('Input.insertText', { text: '处理' })
  expect(await box(page).inputValue()).toBe('王丽您好，正在处理')

  await box(page).fill('')
  await page.keyboard.insertText('、补充')
  await page.getByRole('option', { name: /请补充信息/ }).waitFor()
  await page.keyboard.press('Enter')
  expect(await box(page).inputValue()).toContain('王丽，您好：\n\n我是wuyan，负责处理您反馈的“软件打不开”')

  await page.locator('h1, header, [role=log]').last().click()
  await page.keyboard.press('n')
  const note = page.getByRole('textbox', { name: '内部备注' })
  await note.waitFor()
  expect(await note.inputValue()).toBe('')
  await page.keyboard.insertText('请 ＠zhao')
  await page.getByRole('option', { name: /zhaoxin/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('看一下')
  readClock()
  await page.keyboard.press('Control+Enter')
  const kept = thread(page).getByRole('article').filter({ hasText: '请 @zhaoxin 看一下' })
  await kept.getByText('内部备注，客户看不到').waitFor()
  expect(sent).toBe(1)
  await page.getByText('回复客户', { exact: true }).first().click()
  expect(await box(page).inputValue()).toContain('我是wuyan')
  expect(complaints).toEqual([])
}, 180_000)

test('a laid-out mail does nothing by itself: no image from elsewhere before it is asked for, no form, no style that leaves its box', async () => {
  const caseId = await openCase('请看邮件')
  const { cookie } = await house.colleague('sunli', ['agent'], [agents])
  const html = `<p style="position:fixed;color:#fff;font-weight:bold">第二封</p><img data-src="https://elsewhere.test/seen.gif" alt="图">
    <a href="https://evil.test/login">www.bank.cn</a><form action="https://evil.test"><input name="p"></form><img src="x" onerror="document.title='hacked'">`
  readClock()
  await house.fresh.db.query(insertMessage({
    id: house.house.newId(), caseId, customerId, direction: 'in', channel: 'email', author: { kind: 'customer', id: customerId }, subject: '请看', fromName: '王丽<script>', text: '第二封\n> 从前', html, replyText: null,
  }, house.clock.now))
  const { page, context, complaints } = await sitDown(cookie, caseId)
  const asked: string[] = []
  await context.route('https://elsewhere.test/**', async (route) => {
    asked.push(route.request().url())
    await route.fulfill({ status: 200, contentType: 'image/gif', body: Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64') })
  })
  const mail = thread(page).getByRole('article').last()
  await mail.getByText('第二封').waitFor()
  expect(await mail.locator('form, input, style, script').count()).toBe(0)
  expect(await mail.getByText('第二封').evaluate((element) => [getComputedStyle(element).position, getComputedStyle(element).fontWeight])).toEqual(['static', '700'])
  const link = mail.getByRole('link', { name: /www.bank.cn/ })
  expect([await link.getAttribute('target'), await link.getAttribute('rel'), await link.getAttribute('data-leads-to')]).toEqual(['_blank', 'noopener noreferrer nofollow', 'evil.test'])
  expect(asked).toEqual([])
  const loaded = page.waitForResponse('https://elsewhere.test/seen.gif')
  await mail.getByRole('button', { name: '显示远程图片' }).click()
  await loaded
  expect(await page.title()).not.toBe('hacked')
  expect(complaints).toEqual([])
}, 180_000)
