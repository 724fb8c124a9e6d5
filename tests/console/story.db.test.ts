import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchNew } from '#channels/email/in/fetch-mailbox.ts'
import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { closeImap, openImap } from '#channels/email/mail-door.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import { readMail, type MailReading } from '#channels/email/read-mail.ts'
import { must } from '#kernel/assert.ts'
import { HOUR, later, MINUTE, parseInstant } from '#kernel/instant.ts'
import { letter } from '#tests/mail/letters.ts'
import { startStandInServers, type StandInServers } from '#tests/mail/standins/stand-in-servers.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-house.ts'
import { BY_KEYBOARD, BY_MOUSE, type Hands } from './hands.ts'
import { openSeats, type Looking, type Seat, type Seats } from './sit-down.ts'

const MONDAY = must(parseInstant('2026-11-23T09:05:00+08:00'), 'a Monday in working time')
type Colleague = Awaited<ReturnType<ConsoleHouse['colleague']>>

let house: ConsoleHouse
let servers: StandInServers
let seats: Seats
let people: { readonly chenYu: Colleague; readonly zhaoGang: Colleague; readonly liuMin: Colleague }

beforeEach(async () => {
  ;[servers, house] = await Promise.all([startStandInServers(), openConsoleHouse({ at: MONDAY, mail: true })])
  seats = openSeats(house)
  const teams = await house.teams()
  const hire = async (number: string, role: string): Promise<Colleague> => house.colleague(number, [role], [must(teams.get(role), role)])
  people = { chenYu: await hire('chenyu', 'agent'), zhaoGang: await hire('zhaogang', 'tech_support'), liuMin: await hire('liumin', 'supervisor') }
  await house.fresh.db.query(mailboxRow(house.house.sealing, house.clock.now, servers.anna))
})
afterEach(async () => {
  await seats.close()
  await house.close()
  await servers.stop()
})

async function mailArrives(mail: Parameters<typeof letter>[0]): Promise<void> {
  servers.imapServer.deliver('anna', letter(mail))
  const { db, files, now, newId, log } = house.house
  const client = await openImap(servers.anna, { log })
  await client.mailboxOpen('INBOX')
  await fetchNew(client, servers.anna, { store: openInboundStore({ db, files, now, newId }), now, limits: MAIL_LIMITS }, new AbortController().signal)
  await closeImap(client)
  await house.settle()
}

const lastMail = (): MailReading => readMail(must(servers.smtpServer.accepted.at(-1), 'a mail was sent').raw, MAIL_LIMITS) as MailReading
const linkInLastMail = (): string => must(/http:\/\/localhost:3000(\/[cs]\/\S+)/.exec(lastMail().text)?.[1], `a link in: ${lastMail().text}`)
const pass = async (milliseconds: number): Promise<void> => house.advanceTo(later(house.clock.now, milliseconds))

/** Browsers differ: older ones have no `Temporal`. */
type Telling = Hands & { readonly withoutTemporal: boolean }
const TELLINGS: readonly Telling[] = [{ ...BY_MOUSE, withoutTemporal: false }, { ...BY_KEYBOARD, withoutTemporal: true }]

/** The browser's time is the house's. */
async function sitDown({ withoutTemporal }: Telling, cookie: string | null, looking?: Looking): Promise<Seat> {
  const seat = await seats.sitDown(cookie, looking)
  await seat.context.clock.setFixedTime(house.clock.now)
  if (withoutTemporal) await seat.context.addInitScript(() => void Reflect.deleteProperty(globalThis, 'Temporal'))
  return seat
}
const atTheDesk = async (telling: Telling, who: Colleague): Promise<Seat> => sitDown(telling, who.cookie)
/** The customer's telephone; only what the mail says is known. */
const onTheTelephone = async (telling: Telling): Promise<Page> => (await sitDown(telling, null, { width: 390, height: 844 })).page

async function complete({ press }: Hands, page: Page, step: string): Promise<void> {
  const button = page.getByRole('button', { name: `完成“${step}”` })
  await press(button)
  await button.waitFor({ state: 'detached' })
  await house.settle()
}

test.each(TELLINGS)('from a mail to a score of 2, and to the second handling that is late itself: $how, without Temporal: $withoutTemporal', async (telling) => {
  const { press, choose, write } = telling
  await mailArrives({ subject: '设备无法开机', body: '今天早上开始设备无法开机，急！\r\n' })

  const chenYu = await atTheDesk(telling, people.chenYu)
  await chenYu.page.goto('/inbox?view=team')
  await press(chenYu.page.getByRole('link', { name: /设备无法开机/ }))
  const { page: desk } = chenYu
  await write(desk.getByLabel('问题描述'), '无法开机')
  await write(desk.getByLabel('客户需求'), '尽快恢复使用')
  for (const choice of ['紧急', '功能故障', '简单']) await choose(desk.getByRole('radio', { name: choice, exact: true }))
  await complete(telling, desk, '问题受理')
  expect(lastMail().text).toContain('尽快恢复使用')
  await complete(telling, desk, '派单')
  expect(chenYu.complaints).toEqual([])

  const zhaoGang = await atTheDesk(telling, people.zhaoGang)
  const { page } = zhaoGang
  await page.goto('/inbox?view=team')
  await press(page.getByRole('link', { name: /设备无法开机/ }))
  await write(page.getByRole('textbox', { name: /回复|写给客户/ }), '王女士您好，我是技术支持赵刚，正在为您排查。')
  await page.keyboard.press('Control+Enter')
  await page.getByText('回复将于').waitFor()
  await pass(MINUTE)
  expect(lastMail().text).toContain('正在为您排查')

  await write(page.getByLabel('诊断结论'), '电源模块损坏')
  await choose(page.getByRole('radio', { name: '产品缺陷' }))
  await complete(telling, page, '技术诊断')
  await choose(page.getByRole('radio', { name: '远程指导' }))
  await write(page.getByLabel('处理方案'), '寄出新电源并指导更换')
  await complete(telling, page, '制定方案')

  const telephone = await onTheTelephone(telling)
  await telephone.goto(linkInLastMail())
  await telephone.getByText('寄出新电源并指导更换').waitFor()
  await press(telephone.getByRole('button', { name: '同意，请开始' }))
  await telephone.getByText('您的答复已收到').waitFor()
  await house.settle()

  await choose(page.getByRole('radio', { name: '是', exact: true }))
  await write(page.getByLabel('进展说明'), '新电源已更换，设备正常开机')
  await complete(telling, page, '实施方案')
  await telephone.goto(linkInLastMail())
  await press(telephone.getByRole('button', { name: '已经解决' }))
  await telephone.getByText('您的答复已收到').waitFor()
  await house.settle()
  await page.getByText('已解决').first().waitFor()
  expect(zhaoGang.complaints).toEqual([])
  expect(telling.withoutTemporal && (await page.evaluate(() => 'Temporal' in globalThis))).toBe(false)

  await pass(24 * HOUR)
  await telephone.goto(linkInLastMail())
  await press(telephone.getByRole('button', { name: '2 分' }))
  await write(telephone.getByRole('textbox').first(), '等了两天才有人联系，电源还装错了一次。')
  await press(telephone.getByRole('button', { name: /提交|发送/ }))
  await telephone.getByText('您补充的内容也收到了，会有专人阅读。').waitFor()
  await house.settle()

  const liuMin = await atTheDesk(telling, people.liuMin)
  await liuMin.page.goto('/inbox?view=team')
  await liuMin.page.getByText(/EC-20261124-0001/).waitFor()
  await pass(24 * HOUR)
  await liuMin.context.clock.setFixedTime(house.clock.now)
  await liuMin.page.goto('/inbox?view=overdue')
  await liuMin.page.getByText(/EC-20261124-0001/).waitFor()
  await liuMin.page.getByText(/已超时/).first().waitFor()
  await press(liuMin.page.getByRole('button', { name: /提醒|通知/ }).first())
  await liuMin.page.getByText(/EC-20261124-0001/).first().waitFor()
  expect(liuMin.complaints).toEqual([])
}, 480_000)
