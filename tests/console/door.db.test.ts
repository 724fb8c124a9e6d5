import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, signInAtDoor, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

test('a new colleague signs in with a one-time password, chooses an own one, and is inside', async () => {
  const { number, oneTimePassword } = await house.newcomer('chenyu', ['agent'])
  const { page, complaints } = await seats.sitDown(null)
  await page.goto('/')
  await signInAtDoor(page, { number, password: '不是这个密码' })
  expect(await page.getByRole('alert').textContent()).toBe('账号或密码不正确')
  await page.getByLabel('密码').fill(oneTimePassword)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByLabel('一次性密码').fill(oneTimePassword)
  await page.getByLabel('新密码', { exact: true }).fill('雨夜-提灯-过桥-2026')
  await page.getByLabel('再输入一次新密码').fill('雨夜-提灯-过桥-2026')
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByRole('link', { name: '工作台' }).waitFor()
  await page.waitForURL('**/inbox**')
  expect(complaints.filter((said) => !said.includes('401'))).toEqual([])
})

test('whoever is not signed in comes back to the page they wanted', async () => {
  const { number, password } = await house.colleague('linfang', ['agent'])
  const { page } = await seats.sitDown(null)
  await page.goto('/inbox?view=mine')
  await signInAtDoor(page, { number, password })
  await page.getByRole('link', { name: '工作台' }).waitFor()
  expect(page.url()).toBe(`${house.origin}/inbox?view=mine`)
})
