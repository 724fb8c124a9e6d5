import type { Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { indexWords } from '#tests/setup/index-words.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seat, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
const wires = new Set<Socket>()
beforeAll(async () => {
  house = await openConsoleHouse()
  seats = openSeats(house)
  house.http.server.on('connection', (wire: Socket) => {
    wires.add(wire)
    wire.on('close', () => wires.delete(wire))
  })
})
afterEach(async () => seats.close())
afterAll(async () => house?.close())

async function inside(cookie: string): Promise<Seat> {
  const seat = await seats.sitDown(cookie)
  await seat.page.goto('/inbox?view=all')
  await seat.page.getByRole('navigation', { name: '主导航' }).waitFor()
  return seat
}

/** A case that search knows. */
async function openCase(subject: string): Promise<string> {
  const made = await house.call({ method: 'POST', url: '/api/v1/cases', as: house.admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject, text: '充不进电' } })
  await indexWords(house.house)
  return String(made.body['case'])
}

const paletteOf = (page: Page) => page.getByRole('combobox', { name: '搜索工单、客户、消息，或输入命令' })

/** What an input method does to the page: the keys it swallows say so, and the text comes when it is done. */
async function compose(page: Page, text: string, half: string): Promise<void> {
  await page.evaluate(([whole, part]) => {
    const field = document.activeElement
    if (!(field instanceof HTMLInputElement)) throw new Error('nothing is being written')
    const write = (value: string): void => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
      field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true, data: value }))
    }
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    write(part ?? '')
    for (const key of ['ArrowDown', 'Enter', 'Escape']) field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, isComposing: true, keyCode: 229 } as KeyboardEventInit))
    ;(globalThis as { finish?: () => void }).finish = () => {
      write(whole ?? '')
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: whole ?? '' }))
    }
  }, [text, half])
}
const finishComposing = (page: Page): Promise<void> => page.evaluate(() => (globalThis as { finish?: () => void }).finish?.())

describe('the palette', () => {
  test('finds a case by two Chinese characters, and does nothing while they are being composed', async () => {
    const id = await openCase('电池鼓包')
    const { page, complaints } = await inside(house.admin.cookie)
    await page.keyboard.press('Control+k')
    const field = paletteOf(page)
    await field.waitFor()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/search')) asked.push(new URL(request.url()).searchParams.get('q') ?? '')
    })
    await compose(page, '鼓包', "gu'bao")
    await expect.poll(() => page.url()).toContain('/inbox')
    expect(await field.isVisible()).toBe(true)
    await finishComposing(page)
    await page.getByRole('option', { name: /电池鼓包/ }).waitFor()
    expect(asked).toEqual(['鼓包'])
    expect(await page.getByRole('option', { name: /电池鼓包/ }).locator('mark').textContent()).toBe('鼓包')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/cases/${id}`)
    expect(complaints).toEqual([])
  })

  test('goes to pages and does what the screen can do, by keys alone; what was opened lately stands first', async () => {
    const id = await openCase('说明书缺页')
    const { page } = await inside(house.admin.cookie)
    await page.goto(`/cases/${id}`)
    await page.getByRole('navigation', { name: '主导航' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('group', { name: '最近打开' }).getByRole('option', { name: /说明书缺页/ }).waitFor()
    expect(await page.evaluate(() => sessionStorage.getItem('careloop.recent'))).toBe(id)
    await page.keyboard.type('个人设置')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '个人设置', level: 1 }).waitFor()
    for (const [typed, place] of [['fuwushouce', '/handbook'], ['gzt', '/inbox'], ['grsz', '/settings'], ['收件箱', '/inbox']] as const) {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(typed)
      await page.getByRole('group', { name: '页面' }).getByRole('option').first().waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.pathname === place)
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('新建工单')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByLabel('主题').waitFor()
  })

  test('an answer that comes late is not shown for another question', async () => {
    await openCase('打印机卡纸')
    const { page } = await inside(house.admin.cookie)
    const held = Promise.withResolvers<void>()
    await page.route('**/api/v1/search?q=%E5%8D%A1%E7%BA%B8', async (route) => {
      await held.promise
      await route.continue().catch(() => undefined)
    })
    await page.keyboard.press('/')
    await paletteOf(page).fill('卡纸')
    await page.waitForRequest((request) => request.url().includes('/api/v1/search'))
    await paletteOf(page).fill('没有的词')
    await page.getByText('没有找到“没有的词”').waitFor()
    held.resolve()
    await expect.poll(() => page.getByRole('option', { name: /卡纸/ }).count()).toBe(0)
  })
})

describe('keys', () => {
  test('pressed alone they act on the page, full-width too, never in a field, while composing, or when switched off', async () => {
    await openCase('有一张工单')
    const { page } = await inside(house.admin.cookie)
    await page.getByText('有一张工单').waitFor()
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '？', bubbles: true, cancelable: true })))
    const help = page.getByRole('dialog', { name: '快捷键' })
    await help.getByText('下一张工单').waitFor()
    await help.getByText('前往工作台').waitFor()
    await help.getByRole('switch').click()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
    await page.keyboard.press('?')
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(page.url()).toContain('/inbox')
    await page.keyboard.press('Control+k')
    await paletteOf(page).pressSequentially('/?c')
    expect(await paletteOf(page).inputValue()).toBe('/?c')
    await page.keyboard.press('Escape')
    await paletteOf(page).waitFor({ state: 'hidden' })
    await page.evaluate(() => localStorage.clear())
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '、', bubbles: true, cancelable: true, isComposing: true })))
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '、', bubbles: true, cancelable: true })))
    await paletteOf(page).waitFor()
  })
})

test('a notice says how many are unread, opens its case and is read', async () => {
  const teamId = must((await house.teams()).get('agent'), 'the intake has a team')
  const huJing = await house.colleague('hujing', ['agent'], [teamId])
  const id = await openCase('等您处理')
  await house.call({ method: 'PUT', url: `/api/v1/cases/${id}/assignment`, as: house.admin.cookie, body: { teamId, assigneeId: huJing.id } })
  await house.settle()
  const { page } = await inside(huJing.cookie)
  await page.getByRole('button', { name: '提醒，1 条未读' }).click()
  await page.getByRole('region', { name: '提醒' }).getByRole('link').click()
  await page.waitForURL(`**/cases/${id}`)
  await page.getByRole('button', { name: '提醒，没有未读' }).waitFor()
  const { rows } = await house.fresh.db.query({ text: 'select read_at is not null as read from notifications where staff_id = $1', values: [huJing.id] })
  expect(rows).toEqual([{ read: true }])
})

describe('the connection', () => {
  test('lost it says so; back again, what has changed meanwhile is there', async () => {
    const { context, page } = await inside(house.admin.cookie)
    await context.setOffline(true)
    for (const wire of wires) wire.destroy()
    await page.getByText('已断开，正在重新连接').waitFor()
    await openCase('断线时开的工单')
    await context.setOffline(false)
    await page.getByText('断线时开的工单').first().waitFor()
    await expect.poll(() => page.getByText('已断开，正在重新连接').count()).toBe(0)
  })

  test('a session that is ended while somebody works says so over what they were doing', async () => {
    const linFang = await house.colleague('linfang', ['agent'])
    const { page } = await inside(linFang.cookie)
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByLabel('主题').fill('写到一半')
    await house.call({ method: 'POST', url: `/api/v1/staff/${linFang.id}/password-reset`, as: house.admin.cookie })
    await page.getByText('您已退出登录').waitFor()
    expect(await page.getByLabel('主题').inputValue()).toBe('写到一半')
    await page.getByRole('button', { name: '重新登录' }).click()
    await page.getByLabel('工号或邮箱').waitFor()
    expect(new URL(page.url()).searchParams.get('to')).toBe('/inbox?view=all')
  })
})

test('the watermark lies over every screen with name and number, comes back when it is taken away, and keeps the policy', async () => {
  await house.call({ method: 'PUT', url: '/api/v1/console-settings', as: house.admin.cookie, body: { watermark: true } })
  const chenYu = await house.colleague('chenyu', ['agent'])
  const { page, complaints } = await inside(chenYu.cookie)
  const layer = page.locator('[data-watermark="chenyu chenyu"]')
  await layer.waitFor({ state: 'attached' })
  await layer.evaluate((element) => element.remove())
  await expect.poll(() => layer.count()).toBe(1)
  await layer.evaluate((element) => element.style.setProperty('display', 'none', 'important'))
  await expect.poll(() => layer.evaluate((element) => getComputedStyle(element).display)).toBe('block')
  expect(await layer.evaluate((element) => getComputedStyle(element).backgroundImage.startsWith('url("data:image/png'))).toBe(true)
  expect(complaints).toEqual([])
  await house.call({ method: 'PUT', url: '/api/v1/console-settings', as: house.admin.cookie, body: { watermark: false } })
})
