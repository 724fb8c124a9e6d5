import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '第一张', text: '请尽快处理' } })
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

test('what the inbox and a case show first is asked for before the program is there, and asked once', async () => {
  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  const asked: string[] = []
  page.on('request', (request) => void (request.url().includes('/api/v1/') && asked.push(request.url().replace(/^.*\/api\/v1/, ''))))
  const timesOf = (address: string): number => asked.filter((each) => each === address).length
  await page.goto('/inbox?view=all')
  await page.getByText('第一张').click()
  await page.getByRole('log').getByRole('article').first().waitFor()
  for (const address of ['/me', '/case-views', '/cases?view=all&limit=50']) expect(timesOf(address), address).toBe(1)
  const early = await page.evaluate(() => {
    const begun = (part: string): number => performance.getEntriesByType('resource').find(({ name }) => name.includes(part))?.startTime ?? Number.NaN
    return begun('/api/v1/cases?') - begun('/mark.svg')
  })
  expect(early, 'the frame that shows the mark is drawn after the list was asked for').toBeLessThan(0)

  asked.length = 0
  await page.reload()
  await page.getByRole('log').getByRole('article').first().waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  for (const address of ['/me', `/cases/${id}`, `/cases/${id}/messages?order=newest&limit=30`]) expect(timesOf(address), address).toBe(1)
  expect(complaints).toEqual([])
})

test('the rules of the components are files: the browser computes none, and no component is without', async () => {
  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  await page.goto('/settings')
  const name = page.getByRole('textbox', { name: '姓名' })
  await name.waitFor()
  expect(await name.evaluate((box) => getComputedStyle(box).borderRadius)).not.toBe('0px')
  const computed = await page.evaluate(() => [...document.querySelectorAll('style')].map(({ textContent }) => textContent ?? '').filter((rules) => /\.ant-[\w-]+[^{]*\{(?!\s*--)/.test(rules)))
  expect(computed.map((rules) => rules.slice(0, 200))).toEqual([])
  expect(complaints).toEqual([])
})
