import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintsOf, openBrowser, openContext } from './browser.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { signInAtDoor } from './sit-down.ts'

const OWN_PASSWORD = '夜雨十年灯-江湖-2026'
const HER_PASSWORD = '雨夜-提灯-过桥-2026'

let house: ConsoleHouse
let browser: Browser
let hersBrowser: Browser
beforeAll(async () => {
  ;[house, browser, hersBrowser] = await Promise.all([openConsoleHouse(), openBrowser(), openBrowser()])
})
afterAll(async () => {
  await Promise.all([browser.close(), hersBrowser.close()])
  await house.close()
})

test('an administrator sets the house up, and the colleague who was invited signs in', async () => {
  const admin = await openContext(browser, { origin: house.origin })
  const complaints = complaintsOf(admin)
  const page = await admin.newPage()
  await page.goto('/')
  await signInAtDoor(page, { number: house.admin.number, password: OWN_PASSWORD })

  await page.getByRole('heading', { name: '欢迎使用 CareLoop' }).waitFor()
  await page.getByRole('textbox', { name: '公司名称' }).fill('清风科技')
  await page.getByRole('textbox', { name: /客服电话/ }).fill('400-820-8820')
  await page.getByRole('button', { name: '保存，下一步' }).click()

  await page.getByRole('heading', { name: '工作时间' }).waitFor()
  await page.getByRole('button', { name: '周六增加一段' }).click()
  await page.getByRole('textbox', { name: '周六 第 1 段结束' }).fill('25:99')
  await page.getByRole('textbox', { name: '周六 第 1 段结束' }).press('Tab')
  await page.getByText('“25:99”不能用').waitFor()
  await page.getByRole('textbox', { name: '周六 第 1 段结束' }).fill('24:00')
  await page.getByRole('textbox', { name: '周六 第 1 段结束' }).press('Enter')
  await page.getByRole('button', { name: '保存新的时间，下一步' }).click()

  await page.getByRole('heading', { name: '客服邮箱' }).waitFor()
  await page.getByRole('combobox', { name: '邮箱服务商' }).click()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByText('服务器地址和端口可以问邮箱的服务商').waitFor()
  await page.getByRole('textbox', { name: '邮箱地址' }).fill('kefu@qingfeng.example')
  await page.getByRole('textbox', { name: '密码或授权码' }).fill('授权码')
  for (const host of await page.getByRole('textbox', { name: /信服务器/ }).all()) await host.fill('127.0.0.1')
  for (const port of await page.getByRole('spinbutton', { name: '端口' }).all()) await port.fill('1')
  await page.getByRole('button', { name: '测试连接' }).click()
  await expect.poll(async () => page.getByText(/连接不上服务器/).count()).toBe(2)
  await page.getByRole('button', { name: '先跳过这一步' }).click()

  await page.getByRole('heading', { name: '邀请同事' }).waitFor()
  await page.getByRole('textbox', { name: '姓名' }).fill('陈宇')
  await page.getByRole('textbox', { name: '工号' }).fill('chenyu')
  await page.getByRole('textbox', { name: '邮箱', exact: true }).fill('chenyu@qingfeng.example')
  await page.getByRole('combobox', { name: '岗位' }).click()
  await page.getByTitle('客服专员').click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '生成邀请链接' }).dblclick()
  const first = await page.getByRole('textbox', { name: '邀请链接' }).inputValue()
  expect(first).toMatch(/\/invitations\/[\w-]{20,}$/)
  await page.getByRole('button', { name: '完成，去工作台' }).click()

  await page.getByRole('heading', { name: '开始之前（已完成 3/4）' }).waitFor()
  expect(await page.getByRole('link', { name: /客服邮箱/ }).getAttribute('href')).toBe('/welcome?step=mailbox')
  expect((await house.call({ method: 'GET', url: '/api/v1/company', as: house.admin.cookie })).body).toEqual({ name: '清风科技', phone: '400-820-8820' })
  const { body } = await house.call({ method: 'GET', url: '/api/v1/calendars', as: house.admin.cookie })
  expect((body['items'] as { key: string; week: object }[]).find(({ key }) => key === 'office')?.week).toMatchObject({ sat: [['09:00', '24:00']] })
  await page.getByRole('link', { name: '管理' }).click()
  await page.getByRole('link', { name: '公司信息' }).click()
  await expect.poll(async () => page.getByRole('textbox', { name: /客服电话/ }).inputValue()).toBe('400-820-8820')
  expect(await page.getByRole('textbox', { name: '公司名称' }).inputValue()).toBe('清风科技')
  await page.getByRole('link', { name: '人员' }).click()
  await page.getByText('待接受邀请（1）').click()
  await page.getByRole('button', { name: '重新生成链接：陈宇' }).click()
  await page.getByRole('button', { name: '重新生成链接', exact: true }).last().click()
  const link = await page.getByRole('textbox', { name: '邀请链接' }).inputValue()
  expect(link).toMatch(/\/invitations\/[\w-]{20,}$/)
  expect(link).not.toBe(first)
  await page.goto('/admin/calendars')
  await page.getByRole('spinbutton', { name: '年份' }).fill('2026')
  await page.keyboard.press('Enter')
  await page.getByText('年的放假和调休安排来自国务院办公厅的通知，随软件提供。').waitFor()
  expect(complaints.filter((said) => !said.includes('401'))).toEqual([])
  await admin.close()

  const hers = await openContext(hersBrowser, { origin: house.origin, width: 390, height: 800 })
  const door = await hers.newPage()
  await door.goto(new URL(link).pathname)
  await door.getByRole('heading', { name: '陈宇，欢迎加入' }).waitFor()
  await door.getByLabel('密码', { exact: true }).fill(HER_PASSWORD)
  await door.getByLabel('再输入一次密码').fill(HER_PASSWORD)
  await door.getByRole('button', { name: '开始工作' }).click()
  await door.waitForURL('**/inbox?view=mine')
  await door.goto(new URL(link).pathname)
  await door.getByRole('heading', { name: '这份邀请已经用过了' }).waitFor()
  await hers.close()
}, 180_000)
