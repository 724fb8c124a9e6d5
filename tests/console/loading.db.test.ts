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
    return begun('/api/v1/cases?') - begun('/api/v1/console-settings')
  })
  expect(early, 'what the frame asks for comes after the list').toBeLessThan(0)

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

test('while one looks at the list the screen of a case comes by itself, and the case one stays on: opening it asks for nothing of that again', async () => {
  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  const screen = page.waitForResponse((answer) => /\/assets\/case-screen-[\w-]+\.js$/.test(answer.url()))
  await page.goto('/inbox?view=all')
  await screen
  const ahead = page.waitForResponse((answer) => answer.url().endsWith('/messages?order=newest&limit=30'))
  await page.keyboard.press('j')
  await (await ahead).finished()
  const asked: string[] = []
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
  await page.keyboard.press('o')
  await page.getByRole('log').getByRole('article').first().waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  expect(asked.filter((path) => /case-screen/.test(path) || path === `/api/v1/cases/${id}` || path.endsWith('/messages'))).toEqual([])
  expect(complaints).toEqual([])
})

test('a key and a change elsewhere touch the rows they are about, and no other', async () => {
  for (const subject of ['第二张', '第三张', '第四张', '第五张']) await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject, text: '请尽快处理' } })
  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  await page.goto('/inbox?view=all')
  const rows = page.getByRole('list', { name: '工单列表' }).getByRole('listitem')
  await rows.nth(4).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.locator(':focus').filter({ hasText: '第' }).waitFor()
  const touched = await page.evaluateHandle(() => {
    const found = new Set<string>()
    const list = document.querySelector('main ul[aria-label="工单列表"]') ?? document.body
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const row = (target instanceof Element ? target : target.parentElement)?.closest('li')
        found.add(row?.querySelector('a')?.id ?? 'the list itself')
      }
    }).observe(list, { subtree: true, childList: true, attributes: true, characterData: true })
    return found
  })
  await page.keyboard.press('j')
  await expect.poll(async () => touched.evaluate((found) => found.size)).toBeGreaterThan(0)
  expect(await touched.evaluate((found) => found.size), 'the row before and the row now').toBe(2)

  await touched.evaluate((found) => found.clear())
  const about = await rows.nth(0).getByRole('link').getAttribute('id')
  await house.call({ method: 'POST', url: `/api/v1/cases/${about?.replace('case-', '')}/notes`, as: house.admin.cookie, body: { text: '厂家已答复' } })
  await rows.nth(0).getByText('厂家已答复').waitFor()
  expect(await touched.evaluate((found) => [...found])).toEqual([about])
  expect(complaints).toEqual([])
})
