import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { must } from '#kernel/assert.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

const option = async (page: Page, name: string): Promise<void> => page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).click()
const chosen = (page: Page) => page.getByRole('dialog').locator('.ant-select-selection-item')

test('whoever asks a colleague in is offered the team of the role, may not forget it, and keeps what the mouse chose when Tab goes on', async () => {
  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  await page.goto('/admin/people')
  await page.getByRole('button', { name: '邀请同事' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '姓名' }).fill('陈宇')
  await dialog.getByRole('textbox', { name: '工号' }).fill('chenyu')
  await dialog.getByRole('textbox', { name: '邮箱', exact: true }).fill('chenyu@qingfeng.example')
  await dialog.getByRole('combobox', { name: '岗位' }).click()
  await option(page, '客服专员')
  await page.keyboard.press('Tab')
  expect(await dialog.getByRole('combobox', { name: '团队' }).evaluate((field) => field === document.activeElement)).toBe(true)
  await expect.poll(async () => chosen(page).allTextContents()).toEqual(['客服专员', '客服组'])

  await page.keyboard.press('Backspace')
  await dialog.getByRole('button', { name: '生成邀请链接' }).click()
  await dialog.getByText('这个岗位只能看到本团队的工单，请至少选择一个团队').waitFor()
  await dialog.getByRole('combobox', { name: '团队' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: '生成邀请链接' }).click()
  await dialog.getByRole('textbox', { name: '邀请链接' }).waitFor()
  const { body } = await house.call({ method: 'GET', url: '/api/v1/staff/invitations', as: house.admin.cookie })
  expect((body['items'] as { roles: string[]; teamIds: string[] }[]).map(({ roles, teamIds }) => [roles, teamIds.length])).toEqual([[['agent'], 1]])
  expect(complaints).toEqual([])
})

test('an agent takes a call down and has it in hand: the only scenario stands there, nothing typed is lost by Esc, and a new customer is put on the case', async () => {
  const chenYu = await house.colleague('linfang', ['agent'], [must((await house.teams()).get('agent'), 'the intake has a team')])
  const { page, complaints } = await seats.sitDown(chenYu.cookie)
  const { promise: opened, resolve: letScenariosCome } = Promise.withResolvers<void>()
  await page.route('**/api/v1/scenarios', async (route) => opened.then(async () => route.continue()))
  await page.goto('/inbox')
  await page.getByRole('button', { name: '新建工单' }).click()
  const dialog = page.getByRole('dialog', { name: '新建工单' })
  await dialog.waitFor()
  letScenariosCome()
  await dialog.getByText('售后问题处理').waitFor()
  await dialog.getByRole('textbox', { name: '主题' }).fill('打印机不出纸')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '继续填写' }).click()
  expect(await dialog.getByRole('textbox', { name: '主题' }).inputValue()).toBe('打印机不出纸')
  await dialog.getByRole('button', { name: /^新\s*建$/ }).click()

  await dialog.waitFor({ state: 'detached' })
  await page.getByText('· linfang').first().waitFor()
  expect(await page.getByRole('button', { name: '领取' }).count()).toBe(0)
  await page.getByRole('button', { name: '新建客户' }).click()
  const customer = page.getByRole('dialog', { name: '新建客户' })
  await customer.getByRole('textbox', { name: '姓名' }).fill('王丽')
  await customer.getByRole('textbox', { name: '电话' }).fill('13800138031')
  await customer.getByRole('button', { name: /保\s*存/ }).click()
  await page.getByRole('link', { name: '王丽' }).waitFor()

  await house.call({ method: 'POST', url: '/api/v1/customers', as: house.admin.cookie, body: { name: '欧阳明月', contactPoints: [{ kind: 'phone', value: '13800138032' }] } })
  await page.getByRole('button', { name: '更改客户' }).click()
  await page.getByRole('searchbox', { name: '完整的电话或邮箱' }).fill('138 0013 8032')
  await page.getByRole('button', { name: /查\s*找/ }).click()
  await page.getByRole('button', { name: '选择 欧***' }).click()
  await page.getByRole('link', { name: '欧阳明月' }).waitFor()
  await page.getByRole('button', { name: /^停用 .*8032$/ }).click()
  await page.getByText('以后不再用它联系这位客户').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('以后不再用它联系这位客户').waitFor({ state: 'hidden' })
  await page.getByRole('heading', { level: 1, name: '打印机不出纸' }).waitFor()
  expect(complaints).toEqual([])
})
