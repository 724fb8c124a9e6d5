import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { complaintsOf, openBrowser, openContext } from './browser.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'

let house: ConsoleHouse
/** One person, one browser: the test browser keeps people of one process together. */
let browser: Browser
beforeAll(async () => {
  house = await openConsoleHouse()
})
beforeEach(async () => {
  browser = await openBrowser()
})
afterEach(async () => browser.close())
afterAll(async () => house.close())

test('a new colleague signs in with a one-time password, chooses an own one, and is inside', async () => {
  const { number, oneTimePassword } = await house.newcomer('chenyu', ['agent'])
  const context = await openContext(browser, { origin: house.origin })
  const complaints = complaintsOf(context)
  const page = await context.newPage()
  await page.goto('/')
  await page.getByLabel('工号或邮箱').waitFor()
  await page.getByLabel('工号或邮箱').fill(number)
  await page.getByLabel('密码').fill('不是这个密码')
  await page.getByRole('button', { name: '登录' }).click()
  expect(await page.getByRole('alert').textContent()).toBe('账号或密码不正确')
  await page.getByLabel('密码').fill(oneTimePassword)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByLabel('当前密码').fill(oneTimePassword)
  await page.getByLabel('新密码', { exact: true }).fill('雨夜-提灯-过桥-2026')
  await page.getByLabel('再输入一次新密码').fill('雨夜-提灯-过桥-2026')
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByRole('link', { name: '工作台' }).waitFor()
  await page.waitForURL('**/inbox**')
  expect(complaints.filter((said) => !said.includes('401'))).toEqual([])
  await context.close()
})

test('whoever is not signed in comes back to the page they wanted', async () => {
  const { number, password } = await house.colleague('linfang', ['agent'])
  const context = await openContext(browser, { origin: house.origin })
  const page = await context.newPage()
  await page.goto('/inbox?view=mine')
  await page.getByLabel('工号或邮箱').fill(number)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('link', { name: '工作台' }).waitFor()
  expect(page.url()).toBe(`${house.origin}/inbox?view=mine`)
  await context.close()
})
