import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { parseInstant } from '#kernel/instant.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

const FRIDAY_EVENING = must(parseInstant('2026-11-20T17:30:00+08:00'), 'a Friday')
const TABS_MAX = 60

let house: ConsoleHouse
let seats: Seats
let linFang: Awaited<ReturnType<ConsoleHouse['colleague']>>
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  const teams = await house.teams()
  linFang = await house.colleague('linfang', ['agent', 'tech_support'], ['agent', 'tech_support'].flatMap((role) => teams.get(role) ?? []))
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

async function phoned(subject: string): Promise<string> {
  const opened = await house.call({ method: 'POST', url: '/api/v1/cases', as: linFang.cookie, body: { scenario: 'after-sales', channel: 'phone', subject, text: '打印机开机后一直闪红灯，今天急着出单。' } })
  expect(opened.status, opened.text).toBe(201)
  return String(opened.body['case'])
}

/** Presses Tab until the focus is where somebody without a mouse wants it. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0]?.textContent : null
      return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? ''
    })
    if (typeof name === 'string' ? at.startsWith(name) : name.test(at)) return
  }
  throw new Error(`no Tab leads to ${String(name)}`)
}

test('from the intake to the solution without a mouse', async () => {
  const id = await phoned('打印机闪红灯')
  const { page, complaints } = await seats.sitDown(linFang.cookie)
  await page.goto(`/cases/${id}`)
  const { keyboard } = page
  const active = page.getByRole('list', { name: '处理进程' }).locator('[aria-current="step"]')

  await page.getByRole('button', { name: '完成“问题受理”' }).waitFor()
  await keyboard.press('e')
  await keyboard.type('开机后一直闪红灯')
  await tabTo(page, '客户需求')
  await keyboard.type('今天之内能打印')
  await tabTo(page, '普通')
  await keyboard.press('ArrowRight')
  await tabTo(page, '功能故障')
  await keyboard.press('Space')
  await tabTo(page, '完成“问题受理”')
  await keyboard.press('Enter')
  await page.getByText('请选择复杂度').waitFor()
  await keyboard.press('e')
  await tabTo(page, '简单')
  await keyboard.press('Space')
  await tabTo(page, '完成“问题受理”')
  await keyboard.press('Enter')

  await page.getByRole('button', { name: '完成“派单”' }).waitFor()
  await keyboard.press('e')
  await keyboard.type('客户很急，先远程看')
  await tabTo(page, '完成“派单”')
  await keyboard.press('Enter')

  await page.getByRole('button', { name: '完成“技术诊断”' }).waitFor()
  await keyboard.press('e')
  await keyboard.type('固件升级失败')
  await tabTo(page, '产品缺陷')
  await keyboard.press('Space')
  await tabTo(page, '联系到客户的时间')
  await keyboard.type('昨天下午')
  await keyboard.press('Enter')
  await page.getByText('看不懂这个时间').waitFor()
  expect(await page.getByRole('textbox', { name: '联系到客户的时间' }).inputValue()).toBe('昨天下午')
  expect(await active.filter({ hasText: '技术诊断' }).count()).toBe(1)
  await page.getByRole('textbox', { name: '联系到客户的时间' }).fill('')
  await tabTo(page, '完成“技术诊断”')
  await keyboard.press('Enter')

  await page.getByRole('button', { name: '完成“制定方案”' }).waitFor()
  await keyboard.press('e')
  await keyboard.press('Space')
  await tabTo(page, '处理方案')
  await keyboard.type('远程重刷固件，预计半小时')
  await tabTo(page, '完成“制定方案”')
  await keyboard.press('Enter')

  await active.filter({ hasText: '客户确认方案' }).waitFor()
  expect(await page.getByText('绿色通道').count()).toBeGreaterThan(0)
  await keyboard.press('h')
  const history = page.getByRole('list', { name: '历史' })
  await history.getByText('完成步骤“制定方案”').waitFor()
  expect(await history.textContent()).toContain('更改分类：问题类型改为功能故障、紧急度改为紧急、复杂度改为简单')
  expect(complaints).toEqual([])
})

test('the ledger of a case of Friday evening says why it is due on Monday', async () => {
  house.clock.now = FRIDAY_EVENING
  const id = await phoned('周五傍晚的来电')
  const { page, context, complaints } = await seats.sitDown(linFang.cookie)
  await context.clock.setFixedTime(FRIDAY_EVENING + 15 * 60_000)
  await page.goto(`/cases/${id}`)
  await page.getByRole('button', { name: '首次响应：还剩 1 小时 45 分工作时间，周一 10:30 到期，查看计时明细' }).press('Enter')
  const ledger = page.getByRole('dialog', { name: '计时明细：首次响应' })
  const days = await ledger.getByRole('list', { name: '每一段时间计不计、为什么' }).getByRole('listitem').allTextContents()
  expect(days).toEqual([
    '2026年11月20日周五17:30–17:45工作时间计 15 分钟17:45–18:00工作时间 （预计）计 15 分钟18:00–24:00下班 （预计）不计时',
    '2026年11月21日周六 至 2026年11月22日周日全天周末 （预计）不计时',
    '2026年11月23日周一00:00–09:00下班 （预计）不计时09:00–10:30工作时间 （预计）计 1 小时 30 分',
  ])
  expect(await ledger.getByRole('link', { name: '条款 AFT-01' }).getAttribute('href')).toBe('/handbook/clauses/AFT-01')
  expect(complaints).toEqual([])
})
