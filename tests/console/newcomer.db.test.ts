import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { openSeats, type Seats } from './sit-down.ts'

/** However busy the machine is. */
const SOON = { timeout: 45_000 }

let house: ConsoleHouse
let seats: Seats
let agents: Id
let chenYu: Awaited<ReturnType<ConsoleHouse['colleague']>>
beforeAll(async () => {
  house = await openConsoleHouse({ mailbox: true })
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

test('a form begins with what the customer said, survives a reload, begins anew when asked, and says what is wrong with a date', async () => {
  const one = await calledIn('打印机不出纸', '三楼的打印机早上起不出纸了')
  const { page, complaints } = await seats.sitDown(chenYu.cookie)
  await page.goto(`/cases/${one}`)
  const symptom = page.getByRole('textbox', { name: '问题描述' })
  await expect.poll(async () => symptom.inputValue(), SOON).toBe('三楼的打印机早上起不出纸了')
  await page.getByText('带星号的必须填写').waitFor()
  expect(await page.getByText('带星号的必须填写').count()).toBe(1)
  await page.getByText('已带入客户的第一条消息，请核对后再提交').waitFor()

  await symptom.fill('三楼打印机不出纸，面板无提示')
  await page.getByRole('textbox', { name: '客户需求' }).fill('今天能打印')
  await page.getByRole('radio', { name: '紧急', exact: true }).check()
  await page.reload()
  await page.getByText('已恢复您上次填写、还没有提交的内容').waitFor()
  expect([await symptom.inputValue(), await page.getByRole('textbox', { name: '客户需求' }).inputValue(), await page.getByRole('radio', { name: '紧急', exact: true }).isChecked()]).toEqual(['三楼打印机不出纸，面板无提示', '今天能打印', true])
  await page.getByRole('button', { name: '重新填写' }).click()
  await expect.poll(async () => symptom.inputValue(), SOON).toBe('三楼的打印机早上起不出纸了')
  expect(await page.getByRole('textbox', { name: '客户需求' }).inputValue()).toBe('')

  await page.getByRole('textbox', { name: '客户需求' }).fill('今天能打印')
  for (const name of ['普通', '功能故障', '复杂']) await page.getByRole('radio', { name, exact: true }).check()
  await page.getByRole('button', { name: '完成“问题受理”' }).click()
  await page.getByRole('button', { name: '完成“派单”' }).waitFor()
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.form.')))).toEqual([])

  await page.getByRole('button', { name: '告知阶段性方案' }).click()
  const plan = page.getByRole('dialog', { name: '告知阶段性方案' })
  await plan.getByRole('textbox', { name: '下次告知日期' }).fill('2026-02-31')
  await plan.getByRole('textbox', { name: '阶段性方案' }).fill('写'.repeat(19_000))
  await plan.getByText('19000 / 20000').waitFor()
  await plan.getByText('“2026-02-31”不是有效的日期，请写成 2026-11-22 这样').waitFor()
  expect(await plan.getByRole('textbox', { name: '下次告知日期' }).inputValue()).toBe('2026-02-31')
  await plan.getByRole('button', { name: /^登\s?记$/ }).click()
  await plan.getByText('“2026-02-31”不是有效的日期').waitFor()
  await plan.getByRole('textbox', { name: '下次告知日期' }).fill('2027/3/1')
  await plan.getByRole('textbox', { name: '阶段性方案' }).fill('先换备机')
  expect(await plan.getByRole('textbox', { name: '下次告知日期' }).inputValue()).toBe('2027-03-01')
  await plan.getByRole('button', { name: /^登\s?记$/ }).click()
  await plan.waitFor({ state: 'detached' })
  const records = (await house.call({ method: 'GET', url: `/api/v1/cases/${one}/records`, as: chenYu.cookie })).text
  expect(records).toContain('2027-03-01')
  expect(complaints).toEqual([])
}, 180_000)

test('nothing of a form stays in a browser whose user has signed out', async () => {
  const heLan = await house.colleague('helan', ['agent'], [agents])
  const one = await calledIn('卡纸')
  const { page } = await seats.sitDown(heLan.cookie)
  await page.goto(`/cases/${one}`)
  await page.getByRole('textbox', { name: '客户需求' }).fill('不要让别人看到')
  expect(await page.evaluate(() => Object.values(localStorage).some((kept) => String(kept).includes('不要让别人看到')))).toBe(true)
  await page.getByRole('button', { name: /helan/ }).last().click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-in**')
  expect(await page.evaluate(() => Object.values(localStorage).some((kept) => String(kept).includes('不要让别人看到')))).toBe(false)
}, 120_000)

test('what was left in a form for three days is gone from the browser, whoever opens it', async () => {
  const sunLi = await house.colleague('sunli', ['agent'], [agents])
  const one = await calledIn('缺墨')
  const { page } = await seats.sitDown(sunLi.cookie)
  await page.goto(`/cases/${one}`)
  await page.getByRole('textbox', { name: '客户需求' }).fill('不要留在电脑里')
  const kept = async () => page.evaluate(() => Object.values(localStorage).some((it) => String(it).includes('不要留在电脑里')))
  expect(await kept()).toBe(true)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  expect(await kept()).toBe(true)
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage).filter((name) => name.includes('.form.'))) {
      const form = JSON.parse(localStorage.getItem(key) ?? '') as { readonly keptAt: number }
      localStorage.setItem(key, JSON.stringify({ ...form, keptAt: form.keptAt - 3 * 86_400_000 }))
    }
  })
  await page.goto('/sign-in')
  await expect.poll(kept, SOON).toBe(false)
}, 120_000)

test('a caller without a mail address: the step says beforehand that no link can go, clocks go on, and word or a handed link answer', async () => {
  const customerId = (await post('/customers', { name: '周敏', contactPoints: [{ kind: 'phone', value: '13800138044' }] }))['id'] as Id
  const one = await calledIn('打印机漏墨', '打印机漏墨', customerId)
  const { page, complaints } = await seats.sitDown(chenYu.cookie)
  await page.goto(`/cases/${one}`)
  await page.getByText('没有客户邮箱，发不出确认链接').waitFor()
  await page.getByRole('textbox', { name: '客户需求' }).fill('不再漏墨')
  for (const name of ['普通', '功能故障', '复杂']) await page.getByRole('radio', { name, exact: true }).check()
  await page.getByRole('button', { name: '完成“问题受理”' }).click()
  const need = page.getByRole('list', { name: '处理进程' }).locator('[aria-current="step"]').filter({ hasText: '需求确认' })
  await need.getByText('确认请求没有发出，时限照常计时').waitFor()
  await need.getByRole('button', { name: '获取客户链接，用微信或短信发送' }).click()
  const link = await need.getByRole('textbox', { name: '客户链接' }).inputValue()
  expect(link).toMatch(/\/c\//)
  await need.getByRole('button', { name: '客户口头确认' }).click()
  const word = page.getByRole('dialog', { name: '客户口头确认' })
  await word.getByLabel('客户怎么说的').fill('电话里说就是不漏墨')
  await word.getByRole('button', { name: /^登\s?记$/ }).click()
  await need.waitFor({ state: 'detached' })
  await page.keyboard.press('h')
  await page.getByText('复制了“需求确认”的客户链接，自行转交客户').waitFor()
  const used = await house.http.inject({ method: 'GET', url: new URL(link).pathname })
  expect([used.statusCode, used.payload.includes('已收到') || used.payload.includes('答复')]).toEqual([200, true])
  expect(complaints).toEqual([])
}, 180_000)

test('whoever passed a case on is told why they may only write a note, and who answers the customer now', async () => {
  const tech = must((await house.teams()).get('tech_support'), 'tech support has a team')
  const sunHao = await house.colleague('sunhao', ['tech_support'], [tech])
  const one = await calledIn('设备无法开机')
  for (const [team, person] of [[agents, chenYu.id], [tech, sunHao.id]]) await house.call({ method: 'PUT', url: `/api/v1/cases/${one}/assignment`, as: house.admin.cookie, body: { teamId: team, assigneeId: person } })
  const { page, complaints } = await seats.sitDown(chenYu.cookie)
  await page.goto(`/cases/${one}`)
  await page.getByText(/这张工单现在由.* · sunhao负责，客户由他们回复/).waitFor()
  await page.getByRole('textbox', { name: '内部备注' }).waitFor()
  expect(complaints).toEqual([])
}, 120_000)

test('a new case is opened for somebody found by name, or for somebody just taken down with their number', async () => {
  const { page, complaints } = await seats.sitDown(house.admin.cookie)
  await house.call({ method: 'POST', url: '/api/v1/customers', as: house.admin.cookie, body: { name: '欧阳明月', contactPoints: [{ kind: 'phone', value: '13800138052' }] } })
  await page.goto('/inbox')
  const asked = async (): Promise<void> => page.getByRole('button', { name: '新建工单' }).click()
  const dialog = page.getByRole('dialog', { name: '新建工单' })
  const open = async (subject: string): Promise<void> => {
    await dialog.getByRole('textbox', { name: '主题' }).fill(subject)
    await dialog.getByRole('button', { name: /^新\s?建$/ }).click()
    await page.getByRole('heading', { level: 1, name: subject }).waitFor()
  }
  await asked()
  await dialog.getByRole('searchbox').fill('欧阳')
  await dialog.getByRole('button', { name: /查\s?找/ }).click()
  await dialog.getByRole('button', { name: /选择 欧阳明月/ }).click()
  await open('来电：卡纸')
  await page.getByRole('link', { name: '欧阳明月' }).waitFor()

  await page.goto('/inbox')
  await asked()
  await dialog.getByRole('searchbox').fill('138 0013 8053')
  await dialog.getByRole('button', { name: /查\s?找/ }).click()
  await dialog.getByText('没有找到').waitFor()
  await dialog.getByRole('button', { name: '新建客户' }).click()
  const customer = page.getByRole('dialog', { name: '新建客户' })
  expect(await customer.getByRole('textbox', { name: '电话' }).inputValue()).toBe('138 0013 8053')
  await customer.getByRole('textbox', { name: '姓名' }).fill('慕容雪')
  await customer.getByRole('button', { name: /保\s?存/ }).click()
  await dialog.getByText('慕容雪').waitFor()
  await open('来电：扫描')
  await page.getByRole('link', { name: '慕容雪' }).waitFor()
  expect(complaints).toEqual([])
}, 180_000)
