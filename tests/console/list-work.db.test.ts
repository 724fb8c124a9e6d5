import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { lineTo } from './lost-answers.ts'
import { openSeats, type Seat, type Seats } from './sit-down.ts'

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

async function openCase(subject: string): Promise<Id> {
  const made = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject, text: '请尽快处理', teamId: agents } })
  expect(made.status, made.text).toBe(201)
  return made.body['case'] as Id
}
async function lookAt(cookie: string, address: string): Promise<Seat> {
  const seat = await seats.sitDown(cookie)
  await seat.page.goto(address)
  await seat.page.getByRole('list', { name: '工单列表' }).waitFor()
  return seat
}
const rowOf = (page: Page, subject: string) => page.getByRole('list', { name: '工单列表' }).getByRole('listitem').filter({ hasText: subject })
const choose = async (page: Page, subject: string): Promise<void> => rowOf(page, subject).getByRole('checkbox').check()
const option = async (page: Page, name: string): Promise<void> => page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).click()

test('one thing is done to many by mouse: first it says what it would do, then it does it, and all of it is taken back', async () => {
  await house.colleague('linfang', ['agent'], [agents])
  for (const subject of ['同一批电源一', '同一批电源二', '同一批电源三']) await openCase(subject)
  const { page, complaints } = await lookAt(house.admin.cookie, '/inbox?view=all')
  await choose(page, '同一批电源一')
  await choose(page, '同一批电源二')
  const bar = page.getByRole('toolbar', { name: '已选 2 张' })
  await bar.getByRole('button', { name: '分配' }).click()
  const dialog = page.getByRole('dialog')
  const run = dialog.getByRole('button', { name: '执行' })
  expect(await run.isDisabled()).toBe(true)
  await dialog.getByText('请选择团队或负责人').waitFor()
  await dialog.getByRole('combobox', { name: '负责人' }).click()
  await option(page, 'linfang')
  await dialog.getByText('将修改 2 张工单。').waitFor()
  await run.click()
  await page.getByText('已修改 2 张工单。').waitFor()
  await rowOf(page, '同一批电源一').getByText('linfang').waitFor()
  await rowOf(page, '同一批电源二').getByText('linfang').waitFor()
  expect(await page.getByRole('toolbar').count()).toBe(0)

  await choose(page, '同一批电源二')
  await choose(page, '同一批电源三')
  await page.getByRole('toolbar').getByRole('button', { name: '分配' }).click()
  await dialog.getByRole('combobox', { name: '负责人' }).click()
  await option(page, 'linfang')
  await dialog.getByText('将修改 1 张工单，1 张本来如此。').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByText('已撤销，2 张工单恢复原样。').waitFor()
  await rowOf(page, '同一批电源一').getByText('未分配').waitFor()

  await page.getByRole('toolbar').getByRole('button', { name: '加备注' }).click()
  let trials = 0
  page.on('request', (request) => void (trials += request.url().endsWith('/case-batches') ? 1 : 0))
  await dialog.getByText('备注会留在工单里，不能撤销。').waitFor()
  await dialog.getByRole('textbox', { name: '备注内容' }).pressSequentially('同一批次的零件，等厂家答复')
  await dialog.getByText('将修改 2 张工单。').waitFor()
  expect(trials, 'each letter is no new trial').toBe(1)
  await run.click()
  await page.getByText('已修改 2 张工单。').waitFor()
  await rowOf(page, '同一批电源三').getByText('同一批次的零件').waitFor()
  expect(complaints).toEqual([])
})

test('what one has filtered is kept as a view of one’s own, or shared with all, and renamed; whoever did not make it does not take it away', async () => {
  await openCase('电话来的')
  const liSup = await house.colleague('lisup', ['supervisor'], [agents])
  const { page, complaints } = await lookAt(house.admin.cookie, '/inbox?view=all')
  await page.getByRole('button', { name: '筛选' }).click()
  await page.getByRole('combobox', { name: '来源' }).click()
  await option(page, '电话')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.url(), { timeout: 45_000 }).toContain('channel')
  await page.getByRole('heading', { level: 1 }).click()

  const keep = async (name: string, shared: string | null): Promise<void> => {
    await page.getByRole('button', { name: '存为视图' }).first().click()
    const form = page.locator('.ant-popover:visible').filter({ has: page.getByRole('textbox', { name: '视图名称' }) })
    await form.getByRole('button', { name: '存为视图' }).click()
    await form.getByText('请填写视图名称').waitFor()
    await form.getByRole('textbox', { name: '视图名称' }).fill(name)
    if (shared !== null) {
      await form.getByRole('combobox', { name: '谁能看到' }).click()
      await option(page, shared)
    }
    await form.getByRole('button', { name: '存为视图' }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('navigation', { name: '工单视图' }).getByRole('link', { name: new RegExp(name) }).waitFor()
  }
  await keep('我的电话单', null)
  await rowOf(page, '电话来的').waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: '全部未关闭' }).waitFor()
  await keep('大家的电话单', '所有同事')
  expect(complaints).toEqual([])

  const hers = await lookAt(liSup.cookie, '/inbox?view=all')
  const views = hers.page.getByRole('navigation', { name: '工单视图' })
  await views.getByRole('link', { name: /大家的电话单/ }).click()
  await rowOf(hers.page, '电话来的').waitFor()
  expect(await views.getByText('我的电话单').count()).toBe(0)
  expect(await hers.page.getByRole('button', { name: '删除视图' }).count()).toBe(0)
  expect(await views.getByRole('link', { name: /大家的电话单/ }).getAttribute('title')).toContain('共享')

  await page.getByRole('button', { name: '改名' }).click()
  await page.getByRole('textbox', { name: '视图名称' }).fill('所有电话单')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { level: 1, name: '所有电话单' }).waitFor()

  await page.getByRole('button', { name: '删除视图' }).click()
  await page.getByText('同事也不再看得到这个视图').waitFor()
  await page.getByRole('button', { name: '删除', exact: true }).click()
  await page.getByText('视图已删除').waitFor()
  await page.getByRole('navigation', { name: '工单视图' }).getByText('所有电话单').waitFor({ state: 'detached' })
  expect([...complaints, ...hers.complaints]).toEqual([])
})

test('what is done to many cases says how far it is, goes on while one is on another page, and is taken back from there', async () => {
  for (let made = 1; made <= 22; made += 1) await openCase(`停电投诉 ${made}`)
  const { page, complaints } = await lookAt(house.admin.cookie, '/inbox?view=all&channel=phone&sort=newest')
  await choose(page, '停电投诉 22')
  await page.getByRole('button', { name: /选中列表里的/ }).click()
  const chosen = must(await page.getByRole('toolbar').getAttribute('aria-label'), 'the bar says how many').replace(/\D/g, '')
  let letGo: () => void = () => undefined
  const gone = new Promise<void>((resolve) => { letGo = resolve })
  await page.route('**/api/v1/case-batches', async (route) => {
    const { caseIds, dryRun } = route.request().postDataJSON() as { readonly caseIds: readonly string[]; readonly dryRun: boolean }
    if (!dryRun && caseIds.length < 20) await gone
    await route.continue()
  })
  await page.getByRole('toolbar').getByRole('button', { name: '等待客户' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: '等待原因' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await dialog.getByText(`将修改 ${chosen} 张工单`).waitFor()
  await dialog.getByRole('button', { name: '执行' }).click()

  const notice = page.getByRole('region', { name: '批量操作' })
  await notice.getByText(`等待客户：第 20 / ${chosen} 张`).waitFor()
  await page.getByRole('link', { name: '客户', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor()
  await notice.getByText(`等待客户：第 20 / ${chosen} 张`).waitFor()
  letGo()
  await notice.getByText(`已修改 ${chosen} 张工单。`).waitFor()
  await notice.getByRole('button', { name: '撤销' }).click()
  await notice.getByText(`已撤销，${chosen} 张工单恢复原样。`).waitFor()
  await notice.getByRole('button', { name: '关闭提示' }).click()
  await notice.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test('a batch whose answer was lost says what is not known, and goes on where it stopped without doing anything twice', async () => {
  for (const subject of ['断网投诉一', '断网投诉二']) await openCase(subject)
  const { page } = await lookAt(house.admin.cookie, '/inbox?view=all&sort=newest')
  await choose(page, '断网投诉一')
  await choose(page, '断网投诉二')
  await page.getByRole('toolbar').getByRole('button', { name: '等待客户' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: '等待原因' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await dialog.getByText('将修改 2 张工单').waitFor()

  const line = await lineTo(page, /case-batches/)
  const notice = page.getByRole('region', { name: '批量操作' })
  await line.inVain(async () => dialog.getByRole('button', { name: '执行' }).click())
  await notice.getByText('操作中断了：已修改 0 张，还有 2 张没有结果，可以继续。').waitFor()
  line.cut = false
  await notice.getByRole('button', { name: '继续' }).click()
  await notice.getByText('已修改 2 张工单。').waitFor()
  line.cut = true
  await line.inVain(async () => notice.getByRole('button', { name: '撤销' }).click())
  await notice.getByText('撤销中断了：已恢复 0 张，还有 2 张没有结果，可以继续。').waitFor()
  expect(await notice.getByRole('button', { name: '撤销' }).count()).toBe(0)
  line.cut = false
  await notice.getByRole('button', { name: '继续' }).click()
  await notice.getByText('已撤销，2 张工单恢复原样。').waitFor()
})

test('where the screen of a case cannot be read ahead, nothing goes wrong until it is opened', async () => {
  await openCase('慢网投诉')
  const { page } = await seats.sitDown(house.admin.cookie)
  await page.addInitScript(() => {
    window.addEventListener('vite:preloadError', () => document.documentElement.setAttribute('data-unread', ''))
    window.addEventListener('unhandledrejection', () => document.documentElement.setAttribute('data-complaint', ''))
  })
  await page.route(/case-screen/, async (route) => route.abort())
  await page.goto('/inbox?view=all&sort=newest')
  await rowOf(page, '慢网投诉').hover()
  await page.locator('html[data-unread]').waitFor()
  expect(await page.locator('html[data-complaint]').count()).toBe(0)
})

test('an empty list fills itself when a case comes to somebody', async () => {
  const wangQiang = await house.colleague('wangqiang', ['agent'], [agents])
  const id = await openCase('洗衣机漏水')
  const { page, complaints } = await seats.sitDown(wangQiang.cookie)
  await page.goto('/inbox?view=mine')
  await page.getByText('您手上没有工单').waitFor()
  await house.call({ method: 'PUT', url: `/api/v1/cases/${id}/assignment`, as: house.admin.cookie, body: { teamId: agents, assigneeId: wangQiang.id } })
  await rowOf(page, '洗衣机漏水').waitFor()
  expect(await page.getByText('点此显示').count()).toBe(0)
  expect(complaints).toEqual([])
})
