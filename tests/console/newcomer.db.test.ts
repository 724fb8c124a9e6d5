import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
let agents: Id
let chenYu: Awaited<ReturnType<ConsoleHouse['colleague']>>
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  agents = must((await house.teams()).get('agent'), 'the intake has a team')
  chenYu = await house.colleague('chenyu', ['agent'], [agents])
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

async function post(path: string, body: object, as = chenYu.cookie): Promise<Readonly<Record<string, unknown>>> {
  const answer = await house.call({ method: 'POST', url: `/api/v1${path}`, as, body })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}
/** A case that somebody took down on the telephone. */
const calledIn = async (subject: string, text = subject, customerId: Id | null = null): Promise<Id> => (await post('/cases', { scenario: 'after-sales', channel: 'phone', subject, text, teamId: agents, customerId }))['case'] as Id
const head = (page: Page) => page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) })

test('a case that lies with nobody is taken with one press, by mouse or key; who comes second is told', async () => {
  const [one, two, three] = [await calledIn('打印机不出纸'), await calledIn('扫描发黑'), await calledIn('卡纸')]
  const linFang = await house.colleague('linfang', ['agent'], [agents])
  const { page, complaints } = await seats.sitDown(chenYu.cookie)
  await page.goto(`/cases/${one}`)
  await head(page).getByRole('button', { name: '领取' }).click()
  await head(page).getByText('客服组 · chenyu').waitFor()
  expect(await head(page).getByRole('button', { name: '领取' }).count()).toBe(0)

  await page.goto(`/cases/${two}`)
  await head(page).getByRole('button', { name: '领取' }).waitFor()
  await page.keyboard.press('t')
  await head(page).getByText('客服组 · chenyu').waitFor()

  await page.goto(`/cases/${three}`)
  await head(page).getByRole('button', { name: '领取' }).waitFor()
  await house.call({ method: 'PUT', url: `/api/v1/cases/${three}/assignment`, as: linFang.cookie, body: { teamId: agents, assigneeId: linFang.id, taking: true } })
  const second = await house.call({ method: 'PUT', url: `/api/v1/cases/${three}/assignment`, as: chenYu.cookie, body: { teamId: agents, assigneeId: chenYu.id, taking: true } })
  expect(second.status).toBe(409)
  expect(second.text).toContain('已有同事领取了这张工单')
  await head(page).getByText('客服组 · linfang').waitFor()
  expect(complaints).toEqual([])
}, 120_000)
