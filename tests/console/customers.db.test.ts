import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seat, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
let seat: Seat
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  seat = await seats.sitDown(house.admin.cookie)
})
afterAll(async () => {
  await seats?.close()
  await house?.close()
})

const takeDown = async (name: string, contactPoints: readonly object[]): Promise<string> =>
  String((await house.call({ method: 'POST', url: '/api/v1/customers', as: house.admin.cookie, body: { name, tier: 'gold', contactPoints } })).body['id'])
const confirm = async (page: Page, button: string): Promise<void> => page.getByRole('dialog').last().getByRole('button', { name: button, exact: true }).click()

test('a customer is ranked by name, and a number that is no longer true is ended', async () => {
  const id = await takeDown('王丽', [{ kind: 'phone', value: '13800138000' }, { kind: 'email', value: 'wangli@example.com' }])
  const { page, complaints } = seat
  await page.goto('/customers')
  const line = page.getByRole('link', { name: /王丽/ })
  await line.getByText('金牌').waitFor()
  await line.getByText('个人 · +86138****8000').waitFor()
  await line.getByText('没有未关闭的').waitFor()
  await line.click()
  await page.getByText('客户等级：金牌').waitFor()

  await page.getByRole('button', { name: '修改资料' }).click()
  await page.getByRole('combobox', { name: '客户等级' }).click()
  await page.locator('.ant-select-dropdown:visible').getByTitle('VIP').click()
  await confirm(page, '保存')
  await page.getByText('客户等级：VIP').waitFor()

  await page.getByRole('button', { name: '停用 +86138****8000' }).click()
  await page.getByText('以后不再用它联系这位客户').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('以后不再用它联系这位客户').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '停用 +86138****8000' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '停用', exact: true }).click()
  await page.getByText('联系方式已停用').waitFor()
  await page.getByText('+86138****8000', { exact: true }).waitFor({ state: 'detached' })
  const { body } = await house.call({ method: 'GET', url: `/api/v1/customers/${id}`, as: house.admin.cookie })
  expect(body).toMatchObject({ tier: 'vip', contactPoints: [{ value: 'wangli@example.com' }] })
  expect(complaints).toEqual([])
})

test('the list says how many cases are open, who spoke last and what was scored, and shows those alone who have one open', async () => {
  const id = await takeDown('欧阳明月', [{ kind: 'phone', value: '13600136000' }])
  await takeDown('欧阳无事', [])
  const made = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '净水器漏水', text: '请尽快处理', customerId: id } })
  expect(made.status, made.text).toBe(201)
  const { page, complaints } = seat
  await page.goto('/customers?q=欧阳')
  const line = page.getByRole('link', { name: /欧阳明月/ })
  await line.getByText('1 张未关闭').waitFor()
  await page.getByRole('link', { name: /欧阳无事/ }).getByText('还没有往来').waitFor()
  await page.getByRole('checkbox', { name: '有未关闭的工单' }).check()
  await page.getByRole('link', { name: /欧阳无事/ }).waitFor({ state: 'detached' })
  await line.getByText('1 张未关闭').waitFor()
  await page.goto('/customers?open=true&tier=gold')
  await line.waitFor()
  await page.goto('/customers?open=true&tier=silver')
  await page.getByText('没有符合条件的客户。').waitFor()
  await page.getByRole('button', { name: '清除条件' }).click()
  await page.getByRole('link', { name: /欧阳无事/ }).waitFor()
  expect(complaints).toEqual([])
})

test('two records become one and two again, one is put away and comes back, and whoever asks for it is erased', async () => {
  const [id, other] = [await takeDown('张伟', [{ kind: 'phone', value: '13900139000' }]), await takeDown('张玮', [{ kind: 'phone', value: '13700137000' }])]
  const { page, complaints } = seat
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: '合并到另一位客户' }).click()
  await confirm(page, '合并到另一位客户')
  await page.getByRole('dialog').getByText('请填写').waitFor()
  await page.getByRole('combobox', { name: '合并到' }).fill('张玮')
  await page.locator('.ant-select-dropdown:visible').getByTitle('张玮').click()
  await confirm(page, '合并到另一位客户')
  await page.getByText('这份资料已合并到另一位客户').waitFor()
  await page.getByRole('link', { name: '查看合并后的客户' }).click()
  await page.getByRole('heading', { name: '张玮' }).waitFor()
  await page.getByText('+86139****9000').waitFor()
  await page.goBack()
  await page.getByRole('button', { name: '撤销合并' }).click()
  await page.getByRole('button', { name: '合并到另一位客户' }).waitFor()

  await page.getByRole('button', { name: '归档', exact: true }).click()
  await confirm(page, '归档')
  await page.getByText('这位客户已归档，不出现在日常列表中').waitFor()
  await page.getByRole('button', { name: '恢复' }).click()

  await page.getByRole('button', { name: '删除客户资料' }).click()
  const erasing = page.getByRole('dialog', { name: '删除客户资料' })
  await erasing.getByLabel('客户要求删除').check()
  await erasing.getByRole('textbox').fill('张玮')
  await erasing.getByRole('button', { name: '永久删除' }).click()
  await erasing.getByText('姓名与该客户不符，资料没有删除').waitFor()
  await erasing.getByRole('textbox').fill('张伟')
  await erasing.getByRole('button', { name: '永久删除' }).click()
  await page.getByRole('heading', { name: '已删除的客户' }).waitFor()
  await page.goto(`/customers/${other}`)
  await page.getByRole('heading', { name: '张玮' }).waitFor()
  expect(complaints.filter((said) => !said.includes('422'))).toEqual([])
})

test('what is wrong with a number or an address is said at its own field', async () => {
  await takeDown('周一', [{ kind: 'phone', value: '13600136000' }])
  const { page } = seat
  await page.goto('/customers')
  await page.getByRole('button', { name: '新建客户' }).first().click()
  const dialog = page.getByRole('dialog', { name: '新建客户' })
  await dialog.getByLabel('姓名').fill('周二')
  await dialog.getByLabel('电话').fill('136 0013 6000')
  await dialog.getByLabel('邮箱').fill('不是地址')
  const atField = (field: string) => dialog.locator('.ant-form-item').filter({ hasText: field }).locator('.ant-form-item-explain-error')
  await confirm(page, '保存')
  await atField('邮箱').getByText('这不是有效的邮箱地址').waitFor()
  expect(await atField('电话').count()).toBe(0)
  await dialog.getByLabel('邮箱').fill('zhouer@example.com')
  await confirm(page, '保存')
  await atField('电话').getByText('这个电话已登记在另一位客户名下').waitFor()
  await atField('邮箱').waitFor({ state: 'detached' })
})
