import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY, instant, later, MINUTE } from '#kernel/instant.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

let house: ConsoleHouse
let seats: Seats
beforeAll(async () => {
  house = await openConsoleHouse({ mailbox: true })
  seats = openSeats(house)
})
afterAll(async () => {
  await seats?.close()
  await house?.close()
})

test('a call is told in the thread, the customer’s word is written down, and the call-back waits for its day', async () => {
  const agents = (await house.teams()).get('agent')
  const linFang = await house.colleague('linfang', ['agent'], agents === undefined ? [] : [agents])
  house.clock.now = instant(Date.parse('2026-11-23T10:00:00+08:00'))
  const post = async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await house.call({ method: 'POST', url: `/api/v1${path}`, as: linFang.cookie, body })
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.body
  }
  const id = String((await post('/cases', { scenario: 'after-sales', channel: 'phone', subject: '扫描发黑', text: '扫描件发黑，请尽快处理', teamId: agents }))['case'])
  await post(`/cases/${id}/steps/intake/completion`, { form: { codes: { urgency: 'ordinary', type: 'question', complexity: 'simple' }, words: { symptom: '扫描件发黑', need: '能扫描' } } })
  await post(`/cases/${id}/steps/answer/completion`, { form: { codes: { result: 'answered' }, words: { answer: '清洁玻璃' } } })

  const { page, context, complaints } = await seats.sitDown(linFang.cookie)
  await context.clock.setFixedTime(house.clock.now)
  await page.goto(`/cases/${id}`)
  await page.getByRole('button', { name: '登记电话或面谈' }).click()
  const call = page.getByRole('dialog', { name: '登记电话或面谈' })
  await call.getByRole('button', { name: /^登\s?记$/ }).click()
  await call.getByText('请选择', { exact: true }).waitFor()
  await call.getByText('联系上了', { exact: true }).click()
  await call.getByLabel('说了什么').fill('玻璃擦过以后就清楚了')
  await call.getByRole('button', { name: /^登\s?记$/ }).click()
  const told = page.getByRole('log', { name: '会话' }).getByRole('article', { name: '电话 linfang' })
  await told.getByText('玻璃擦过以后就清楚了').waitFor()
  await told.getByText('联系上了客户').waitFor()

  const closing = page.getByRole('list', { name: '处理进程' }).locator('[aria-current="step"]').filter({ hasText: '客户确认解决' })
  await closing.getByRole('button', { name: '客户口头确认' }).click()
  const word = page.getByRole('dialog', { name: '客户口头确认' })
  await word.getByText('例如：11 月 20 日电话中王女士表示已恢复正常。').waitFor()
  await word.getByRole('button', { name: /^登\s?记$/ }).click()
  await word.getByText('请写下客户是怎么说的：口头答复只有这句话作为依据').waitFor()
  await word.getByLabel('客户怎么说的').fill('电话里说扫描正常了')
  await word.getByRole('button', { name: /^登\s?记$/ }).click()

  const callBack = page.getByRole('list', { name: '处理进程' }).locator('[aria-current="step"]').filter({ hasText: '满意度回访' })
  await callBack.getByText('明天 10:00 起可以进行“满意度回访”').waitFor()
  expect(await callBack.getByRole('button').count()).toBe(0)
  expect(await callBack.getByRole('textbox').count()).toBe(0)
  await house.advanceTo(later(house.clock.now, DAY + MINUTE))
  await context.clock.setFixedTime(house.clock.now)
  await callBack.getByRole('button', { name: '完成“满意度回访”' }).waitFor()
  expect(await callBack.getByText('起可以进行').count()).toBe(0)
  await page.getByText('评分邀请没有发出：工单还没有客户').waitFor()
  expect(await page.getByText('已请客户评分，尚未答复').count()).toBe(0)
  expect(await callBack.textContent()).not.toMatch(/选填）\s*（选填/)

  const path = page.getByRole('list', { name: '处理进程' })
  await path.locator('li').filter({ hasText: '客户确认解决' }).getByText('“电话里说扫描正常了”').waitFor()

  await page.goto('/inbox?view=resolved')
  await page.getByRole('heading', { name: '待回访' }).or(page.getByRole('region', { name: '待回访' })).first().waitFor()
  await page.getByText('扫描发黑').first().waitFor()

  await page.goto(`/cases/${id}`)
  await callBack.getByRole('button', { name: '完成“满意度回访”' }).click()
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.type)).toBe('radio')
  await callBack.getByRole('radio', { name: '未接通' }).check()
  await callBack.getByText('客户评分', { exact: true }).waitFor({ state: 'detached' })
  await callBack.getByRole('radio', { name: '已接听' }).check()
  await callBack.getByRole('button', { name: '完成“满意度回访”' }).click()
  await callBack.locator('.ant-form-item-explain-error').getByText('请选择').waitFor()
  await callBack.getByRole('group', { name: '客户评分' }).getByText('2', { exact: true }).first().click()
  await callBack.getByRole('group', { name: '客户评分' }).getByRole('textbox').fill('打了三次才有人接')
  await callBack.getByRole('button', { name: '完成“满意度回访”' }).click()
  await page.getByText('客户评了 2 分', { exact: false }).first().waitFor()
  await page.getByText('“打了三次才有人接”').waitFor()
  await page.keyboard.press('h')
  await page.getByRole('list', { name: '历史' }).getByText('“打了三次才有人接”').waitFor()
  await page.getByRole('list', { name: '历史' }).getByText('“电话里说扫描正常了”').waitFor()

  await house.advanceTo(later(house.clock.now, MINUTE))
  const { childIds } = (await house.call({ method: 'GET', url: `/api/v1/cases/${id}`, as: house.admin.cookie })).body
  const second = await seats.sitDown(house.admin.cookie)
  await second.page.goto(`/cases/${(childIds as readonly string[])[0]}`)
  await second.page.getByRole('heading', { name: '二次处理：扫描发黑' }).waitFor()
  const why = second.page.getByRole('region', { name: '这张工单的由来' })
  await why.getByText('客户评了 2 分').waitFor()
  await why.getByText('“打了三次才有人接”').waitFor()
  await why.getByRole('link', { name: /打开 SH-/ }).click()
  await second.page.getByRole('heading', { level: 1, name: '扫描发黑' }).waitFor()

  const byHand = await house.call({ method: 'POST', url: `/api/v1/cases/${id}/children`, as: house.admin.cookie, body: { scenario: 'after-sales' } })
  expect(byHand.status, byHand.text).toBe(200)
  await house.advanceTo(later(house.clock.now, MINUTE))
  await second.page.goto(`/cases/${(byHand.body['ids'] as Readonly<Record<string, string>>)['child']}`)
  await second.page.getByRole('list', { name: '处理进程' }).waitFor()
  await why.getByText('由工单').waitFor()
  expect(await why.getByText('客户评了').count(), 'a case that was taken out by hand is not there for the score').toBe(0)
  expect([...complaints, ...second.complaints]).toEqual([])
}, 180_000)
