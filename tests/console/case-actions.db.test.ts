import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, formatInstant, HOUR, later, type Instant } from '#kernel/instant.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seat, type Seats } from './sit-down.ts'

/** However busy the machine is. */
const SOON = { timeout: 45_000 }

let house: ConsoleHouse
let seats: Seats
let agents: Id
let techTeam: Id
let customerId: Id
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  const teams = await house.teams()
  ;[agents, techTeam] = [must(teams.get('agent'), 'the intake has a team'), must(teams.get('tech_support'), 'tech support has a team')]
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
async function lookAt(cookie: string, caseId: Id): Promise<Seat> {
  const seat = await seats.sitDown(cookie)
  await seat.page.goto(`/cases/${caseId}`)
  await seat.page.getByRole('button', { name: '更多操作' }).waitFor()
  return seat
}

const dialogOf = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const head = (page: Page) => page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) })
const related = (page: Page) => page.locator('section').filter({ has: page.getByRole('heading', { name: '相关工单' }) }).last()
/** The name of what has the focus. */
const focused = async (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement === document.body ? 'nothing' : (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')))
async function more(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}
/** What one asked for by mouse is over, and whoever goes on with the keyboard stands where they were. */
async function backAt(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => focused(page), SOON).toBe(name)
}
/** As it is written in a field, on the calendar of Shanghai. */
const dayIn = (from: Instant, days: number): string => formatInstant(later(from, days * DAY + 8 * HOUR)).slice(0, 10)
async function chooseCase(page: Page, dialog: string, subject: string): Promise<void> {
  await dialogOf(page, dialog).getByRole('combobox').click()
  await page.locator('.ant-select-item-option').filter({ hasText: subject }).click()
}

test('a case is linked, merged and parted again by mouse; what is missing is said, and Escape leaves the dialog but not the case', async () => {
  const [one] = [await openCase('打印机不出纸'), await openCase('打印机卡纸')]
  const { page, complaints } = await lookAt(house.admin.cookie, one)

  await more(page, '关联工单')
  const linking = dialogOf(page, '关联工单')
  await linking.getByRole('button', { name: '关联工单' }).click()
  await linking.getByText('请选择工单').waitFor()
  await page.keyboard.press('Escape')
  await backAt(page, '更多操作')
  expect(page.url()).toContain(`/cases/${one}`)
  await more(page, '关联工单')
  await chooseCase(page, '关联工单', '打印机卡纸')
  await linking.getByRole('button', { name: '关联工单' }).click()
  await backAt(page, '更多操作')
  await related(page).getByText('打印机卡纸').waitFor()
  await related(page).getByRole('button', { name: /取消与 .* 的关联/ }).click()
  await related(page).waitFor({ state: 'detached' })

  await more(page, '合并到另一工单')
  const merging = dialogOf(page, '合并到另一工单')
  await merging.getByRole('button', { name: '合并到另一工单' }).click()
  await merging.getByText('请选择工单').waitFor()
  await chooseCase(page, '合并到另一工单', '打印机卡纸')
  await merging.getByRole('button', { name: '合并到另一工单' }).click()
  await backAt(page, '更多操作')
  await head(page).getByText('已合并').waitFor()
  await related(page).getByText('已并入').waitFor()
  await house.settle()
  await more(page, '撤销合并')
  await page.getByText('已撤销合并').waitFor()
  await head(page).getByText('已合并').waitFor({ state: 'detached' })
  await related(page).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '关联工单' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menuitem', { name: '关联工单' }).waitFor({ state: 'hidden' })
  expect(page.url()).toContain(`/cases/${one}`)
  expect(complaints).toEqual([])
})

test('a message is split off, a child is opened, and what is no matter of ours is dismissed: each leads where the work goes on', async () => {
  const one = await openCase('两件事写在一起')
  const { page, complaints } = await lookAt(house.admin.cookie, one)

  await more(page, '拆分工单')
  const splitting = dialogOf(page, '拆分工单')
  await splitting.getByRole('checkbox').waitFor()
  await splitting.getByRole('button', { name: '拆分工单' }).click()
  await splitting.getByText('请选择至少一条消息').waitFor()
  await splitting.getByText('请填写新工单的主题').waitFor()
  await splitting.getByRole('checkbox').check()
  await splitting.getByRole('textbox', { name: '新工单的主题' }).fill('另一件事')
  await splitting.getByRole('button', { name: '拆分工单' }).click()
  await page.getByRole('heading', { level: 1, name: '另一件事' }).waitFor()
  expect(page.url()).not.toContain(one)
  await related(page).getByText('两件事写在一起').waitFor()
  await page.getByText('已拆分出新工单').waitFor()

  await page.goto(`/cases/${one}`)
  await more(page, '新建子工单')
  const child = dialogOf(page, '新建子工单')
  await child.getByRole('radio').first().waitFor()
  await child.getByRole('button', { name: '新建' }).click()
  await child.getByText('请选择业务场景').waitFor()
  await child.getByRole('radio', { name: '售后问题处理' }).check()
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/children'))
  await child.getByRole('button', { name: '新建' }).click()
  await asked
  await house.settle()
  await related(page).getByText('上级工单').waitFor()
  expect(page.url()).not.toContain(one)
  await related(page).getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: '两件事写在一起' }).waitFor()
  await related(page).getByText('子工单').waitFor()

  await more(page, '不予受理')
  await dialogOf(page, '不予受理').getByRole('button', { name: '取消' }).click()
  await backAt(page, '更多操作')
  const spam = await openCase('中奖通知')
  await page.goto(`/cases/${spam}`)
  await more(page, '不予受理')
  const dismissing = dialogOf(page, '不予受理')
  await dismissing.getByRole('button', { name: '不予受理' }).click()
  await dismissing.getByText('请选择原因').waitFor()
  await dismissing.getByRole('radio', { name: '垃圾信息' }).check()
  await dismissing.getByRole('button', { name: '不予受理' }).click()
  await head(page).getByText('已关闭').waitFor()
  await backAt(page, '更多操作')
  expect(complaints).toEqual([])
})

test('a case is handed over, made wait, and its promise set by hand with a reason and given back to the rule', async () => {
  const linFang = await house.colleague('linfang', ['tech_support'], [techTeam])
  const chenYu = await house.colleague('chenyu', ['agent'], [agents])
  const one = await openCase('设备无法开机')
  const { page, complaints } = await lookAt(house.admin.cookie, one)
  const techName = must((await house.fresh.db.query({ text: 'select name from teams where id = $1', values: [techTeam] })).rows[0], 'the team has a name')['name'] as string

  await page.getByRole('button', { name: /点此改派/ }).click()
  const assigning = dialogOf(page, '分派与移交')
  await assigning.getByRole('combobox', { name: '负责人' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: 'chenyu' }).click()
  await assigning.getByRole('combobox', { name: '团队' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: techName }).click()
  // Whoever does not belong to the team is not handed the case by accident.
  await expect.poll(() => assigning.getByText(chenYu.number).count(), SOON).toBe(0)
  await assigning.getByRole('combobox', { name: '负责人' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: 'linfang' }).click()
  await assigning.getByRole('button', { name: '分派' }).click()
  await backAt(page, `当前由${techName} · linfang处理，点此改派`)
  await house.settle()
  const { rows } = await house.fresh.db.query({ text: 'select about from notifications where staff_id = $1', values: [linFang.id] })
  expect(rows).toEqual([{ about: 'case_assigned' }])

  await page.getByRole('button', { name: '等待客户', exact: true }).click()
  const waiting = dialogOf(page, '等待客户')
  await waiting.getByRole('button', { name: '开始等待' }).click()
  await waiting.getByText('请选择等待的原因').waitFor()
  await waiting.getByRole('textbox', { name: '最晚等到' }).fill('2020-01-01 09:00')
  await page.keyboard.press('Enter')
  await waiting.getByText('请选择以后的时间').waitFor()
  await waiting.getByRole('textbox', { name: '最晚等到' }).fill('2099-01-01 09:00')
  await page.keyboard.press('Enter')
  await waiting.getByRole('radio').first().check()
  await waiting.getByRole('button', { name: '开始等待' }).click()
  await page.getByRole('button', { name: '恢复处理' }).click()
  await page.getByText('已恢复处理').waitFor()
  await page.getByRole('button', { name: '等待客户', exact: true }).waitFor()

  const chip = page.getByRole('list', { name: '时限' }).getByRole('button').first()
  await chip.click()
  const ledger = dialogOf(page, /计时明细/)
  await ledger.getByRole('button', { name: '人工设定到期时间' }).click()
  await ledger.getByRole('button', { name: '设定', exact: true }).click()
  await ledger.getByText('请选择到期时间').waitFor()
  await ledger.getByText('请填写原因').waitFor()
  await ledger.getByRole('textbox', { name: '到期时间' }).fill('2020-01-01 09:00')
  await page.keyboard.press('Enter')
  await ledger.getByText('请选择以后的时间').waitFor()
  await ledger.getByRole('textbox', { name: '到期时间' }).fill('2099-01-01 09:00')
  await page.keyboard.press('Enter')
  await ledger.getByRole('textbox', { name: '原因' }).fill('客户约定下周再来')
  await ledger.getByRole('button', { name: '设定', exact: true }).click()
  await ledger.getByText('人工设定的到期时间最多在 366 天之后').waitFor()
  await ledger.getByRole('textbox', { name: '到期时间' }).fill(`${dayIn(house.clock.now, 7)} 09:00`)
  await page.keyboard.press('Enter')
  await ledger.getByRole('button', { name: '设定', exact: true }).click()
  await ledger.getByText(/管理员人工设定于.*日周. 09:00 到期/).waitFor()
  await ledger.getByText('原因：客户约定下周再来').waitFor()
  await expect.poll(() => focused(page), SOON).toBe('交还给规则')
  await ledger.getByRole('button', { name: '交还给规则' }).click()
  await expect.poll(() => focused(page), SOON).toBe('人工设定到期时间')
  expect(await ledger.getByText('客户约定下周再来').count()).toBe(0)
  await page.keyboard.press('Escape')
  await ledger.waitFor({ state: 'hidden' })
  await expect.poll(() => focused(page), SOON).toBe(await chip.getAttribute('aria-label'))
  expect(page.url()).toContain(`/cases/${one}`)
  // The server says no once, which the browser notes down.
  expect(complaints.filter((said) => !/status of 4(09|22)/.test(said))).toEqual([])
})
