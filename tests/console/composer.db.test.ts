import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { MESSAGE_BYTES_MAX } from '#capabilities/conversation/core/upload-rules.ts'
import { insertMessage } from '#capabilities/conversation/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { later, MINUTE } from '#kernel/instant.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seat, type Seats } from './sit-down.ts'

/** However busy the machine is. */
const SOON = { timeout: 45_000 }

let house: ConsoleHouse
let seats: Seats
let agents: Id
let customerId: Id
let chenYu: Awaited<ReturnType<ConsoleHouse['colleague']>>
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  agents = must((await house.teams()).get('agent'), 'the intake has a team')
  chenYu = await house.colleague('chenyu', ['agent'], [agents])
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
async function sitDown(subject: string): Promise<Seat & { readonly caseId: Id }> {
  const caseId = (await asAdmin('/cases', { scenario: 'after-sales', channel: 'phone', subject, text: `${subject}，请尽快处理`, teamId: agents, customerId }))['case'] as Id
  const seat = await seats.sitDown(chenYu.cookie)
  await seat.page.goto(`/cases/${caseId}`)
  await reply(seat.page).waitFor()
  return { ...seat, caseId }
}
const reply = (page: Page) => page.getByRole('textbox', { name: '回复客户' })
const note = (page: Page) => page.getByRole('textbox', { name: '内部备注' })
const thread = (page: Page) => page.getByRole('log', { name: '会话' })
const picker = (page: Page) => page.locator('input[type=file]').first()
const turnToNote = async (page: Page): Promise<void> => page.getByText('内部备注', { exact: true }).first().click()
const focused = async (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '')

test('files go with a reply and with a note: one sees them come, what is too large is said, and what was a mistake is taken away', async () => {
  const { page, complaints } = await sitDown('打印机不出纸')
  const gate = Promise.withResolvers<void>()
  await page.route('**/api/v1/files', async (route) => {
    await gate.promise
    await route.continue()
  })
  await reply(page).fill('王丽您好，说明书见附件。')
  await picker(page).setInputFiles({ name: '说明书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') })
  await page.getByRole('progressbar', { name: '正在上传 说明书.pdf' }).waitFor()
  expect(await page.getByRole('button', { name: '发送', exact: true }).isDisabled()).toBe(true)
  gate.resolve()
  const files = page.getByRole('list', { name: '附件' })
  await files.getByRole('button', { name: '移除附件 说明书.pdf' }).waitFor()

  await picker(page).setInputFiles([
    { name: '全套录像.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(MESSAGE_BYTES_MAX + 1) },
    { name: '误选.txt', mimeType: 'text/plain', buffer: Buffer.from('不是这个') },
    ...['接线图一.txt', '接线图二.txt', '接线图三.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })),
  ])
  for (const name of ['接线图一.txt', '接线图二.txt', '接线图三.txt']) await files.getByText(name).waitFor()
  await page.getByText('全套录像.mov 没有传上去：一条消息的附件合计不能超过 25 MB').waitFor()
  await files.getByRole('button', { name: '移除附件 误选.txt' }).click()
  await expect.poll(() => focused(page), SOON).toBe('回复客户')
  expect(await files.getByText('误选.txt').count()).toBe(0)
  await page.getByRole('button', { name: '关闭提示' }).click()
  await page.getByText('全套录像.mov').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '发送', exact: true }).click()
  await thread(page).getByRole('article').filter({ hasText: '说明书见附件' }).getByRole('link', { name: /下载 说明书.pdf/ }).waitFor()

  await turnToNote(page)
  await note(page).fill('照片给仓库看')
  await picker(page).setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') })
  await files.last().getByRole('button', { name: '移除附件 照片.png' }).waitFor()
  await page.getByRole('button', { name: '保存备注' }).click()
  const kept = thread(page).getByRole('article').filter({ hasText: '照片给仓库看' })
  await kept.getByRole('img', { name: '图片 照片.png' }).waitFor()
  await expect.poll(() => kept.getByRole('img', { name: '图片 照片.png' }).evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)), SOON).toBe(1)
  expect(complaints).toEqual([])
})

test('a reply is put off to an hour that suits and called back; a template is chosen by mouse; what came meanwhile is looked at before sending', async () => {
  const { page, context, caseId, complaints } = await sitDown('软件打不开')
  await reply(page).click()
  await page.keyboard.insertText('/')
  await page.getByRole('option', { name: /请补充信息/ }).click()
  expect(await reply(page).inputValue()).toContain('我是chenyu，负责处理您反馈的“软件打不开”')

  await page.getByRole('button', { name: '更多发送方式' }).click()
  await page.getByRole('menuitem', { name: '定时发送…' }).click()
  const dialog = page.getByRole('dialog', { name: '定时发送' })
  expect(await dialog.getByRole('button', { name: '定时发送' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox', { name: '选择时间' }).fill('2020-01-01 09:00')
  await page.keyboard.press('Enter')
  await dialog.getByText('请选择以后的时间').waitFor()
  expect(await dialog.getByRole('button', { name: '定时发送' }).isDisabled()).toBe(true)
  await dialog.getByRole('button', { name: /下个工作日上班时/ }).click()
  const planned = thread(page).getByRole('article').filter({ hasText: '我是chenyu' })
  await planned.getByText('定时发送').waitFor()
  await planned.getByRole('time').or(planned.locator('time')).last().waitFor()
  expect(await reply(page).inputValue()).toBe('')
  await planned.getByRole('button', { name: '取消发送' }).click()
  await planned.getByText('已撤回，客户没有收到').waitFor()
  await expect.poll(() => reply(page).inputValue(), SOON).toContain('我是chenyu')
  await expect.poll(() => focused(page), SOON).toBe('回复客户')

  await reply(page).fill('王丽您好，请重启试试。')
  const at = later(house.clock.now, MINUTE)
  await house.fresh.db.query(insertMessage({ id: house.house.newId(), caseId, customerId, direction: 'in', channel: 'email', author: { kind: 'customer', id: customerId }, subject: null, fromName: '王丽', text: '重启过了，没有用。' }, at))
  house.clock.now = later(at, MINUTE)
  await context.clock.setFixedTime(house.clock.now)
  await page.getByRole('button', { name: '发送', exact: true }).click()
  const warning = page.getByRole('dialog', { name: '先别急着发' })
  await warning.getByText('重启过了，没有用。').waitFor()
  await warning.getByRole('button', { name: '先看一眼' }).click()
  await warning.waitFor({ state: 'detached' })
  await thread(page).getByText('重启过了，没有用。').waitFor()
  expect(await reply(page).inputValue()).toBe('王丽您好，请重启试试。')
  await expect.poll(() => focused(page), SOON).toBe('回复客户')
  await page.getByRole('button', { name: '发送', exact: true }).click()
  await thread(page).getByText('王丽您好，请重启试试。').waitFor()
  // The server says no once, which the browser notes down.
  expect(complaints.filter((said) => !said.includes('409') && !said.includes('422'))).toEqual([])
})

test('a note names colleagues who see the case without remark; whoever does not is let in knowingly, or not named at all', async () => {
  const teams = await house.teams()
  await house.colleague('linfang', ['agent'], [agents])
  await house.colleague('zhengqi', ['agent'])
  const zhaoGang = await house.colleague('zhaogang', ['tech_support'], [must(teams.get('tech_support'), 'tech support has a team')])
  const { page, caseId, complaints } = await sitDown('保密的投诉')
  await turnToNote(page)
  await note(page).click()
  await page.keyboard.insertText('请 @')
  const choices = page.getByRole('listbox', { name: '提醒同事' }).getByRole('option')
  await choices.filter({ hasText: 'zhaogang，看不到这张工单' }).waitFor()
  const names = await choices.allTextContents()
  expect(names.findIndex((name) => name.includes('linfang'))).toBeLessThan(names.findIndex((name) => name.includes('zhaogang')))
  await choices.filter({ hasText: 'linfang' }).click()
  expect(await page.getByText(/会成为协作人/).count()).toBe(0)
  await page.keyboard.insertText('和 @zhao')
  await choices.filter({ hasText: 'zhaogang' }).click()
  await page.getByText('zhaogang还看不到这张工单，保存备注后会成为协作人，可以查看工单、写备注。').waitFor()
  await page.keyboard.insertText('看一下')
  await page.getByRole('button', { name: '保存备注' }).click()
  await thread(page).getByText('请 @linfang 和 @zhaogang 看一下').waitFor()
  await page.getByText(/会成为协作人/).waitFor({ state: 'detached' })
  await house.settle()

  const zhao = await seats.sitDown(zhaoGang.cookie)
  await zhao.page.goto('/inbox?view=mine')
  await zhao.page.getByRole('button', { name: '提醒，1 条未读' }).click()
  const notice = zhao.page.getByRole('region', { name: '提醒' }).getByRole('link')
  await notice.getByText('保密的投诉').waitFor()
  await notice.click()
  await zhao.page.waitForURL(`**/cases/${caseId}`)
  await note(zhao.page).fill('@zhengqi 你也看看')
  await zhao.page.getByText('zhengqi看不到这张工单，收不到提醒。请去掉这处提及，或让能分派工单的同事请对方协作。').waitFor()
  expect(await zhao.page.getByRole('button', { name: '保存备注' }).isDisabled()).toBe(true)
  await note(zhao.page).fill('我看看')
  await zhao.page.getByRole('button', { name: '保存备注' }).click()
  await thread(zhao.page).getByText('我看看', { exact: true }).waitFor()
  expect([...complaints, ...zhao.complaints]).toEqual([])
})
