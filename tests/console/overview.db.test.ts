import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
let agents: Id
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  agents = must((await house.teams()).get('agent'), 'the intake has a team')
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

const openCase = async (subject: string, cookie: string, assigneeId: string | null): Promise<void> => {
  const made = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject, text: '请尽快处理', teamId: agents } })
  expect(made.status, made.text).toBe(201)
  const body = { teamId: agents, assigneeId }
  expect((await house.call({ method: 'PUT', url: `/api/v1/cases/${String(made.body['case'])}/assignment`, as: cookie, body })).status).toBe(200)
}

test('a supervisor sees in the morning what nobody has in hand and how much lies with whom, and goes from a number to its cases', async () => {
  const linFang = await house.colleague('linfang', ['agent'], [agents])
  const liSup = await house.colleague('lisup', ['supervisor'], [])
  for (const subject of ['净水器一', '净水器二']) await openCase(subject, house.admin.cookie, linFang.id)
  await openCase('净水器三', house.admin.cookie, null)

  const { page, complaints } = await seats.sitDown(liSup.cookie)
  await page.goto('/inbox?view=all')
  await page.getByRole('link', { name: '团队概览' }).click()
  await page.getByRole('heading', { level: 1, name: '团队概览' }).waitFor()
  await page.getByRole('table', { name: '按团队' }).getByRole('link', { name: /，未分配 1$/ }).waitFor()
  await page.getByText('近 7 天没有客户打低分。').waitFor()
  await page.getByRole('table', { name: '按同事' }).getByRole('link', { name: 'linfang，未关闭 2' }).click()
  const list = page.getByRole('list', { name: '工单列表' })
  await list.getByText('净水器一').waitFor()
  expect(await list.getByText('净水器三').count()).toBe(0)
  expect(complaints).toEqual([])

  const hers = await seats.sitDown(linFang.cookie)
  await hers.page.goto('/inbox')
  await hers.page.getByRole('link', { name: '工作台' }).first().waitFor()
  expect(await hers.page.getByRole('link', { name: '团队概览' }).count()).toBe(0)
  expect((await house.call({ method: 'GET', url: '/api/v1/overview', as: linFang.cookie })).status).toBe(403)
})
