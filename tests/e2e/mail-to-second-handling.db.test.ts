import { afterAll, beforeAll, expect, it } from 'vitest'
import { fetchNew } from '#channels/email/in/fetch-mailbox.ts'
import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { closeImap, openImap } from '#channels/email/mail-door.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import type { Mailbox } from '#channels/email/ports.ts'
import { readMail, type MailReading } from '#channels/email/read-mail.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, HOUR, later, MINUTE, parseInstant, type Instant } from '#kernel/instant.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { openTestHouse, type Answer, type Person, type TestHouse } from '#tests/setup/test-house.ts'
import { letter } from '#tests/mail/letters.ts'
import { startStandInServers, type StandInServers } from '#tests/mail/standins/stand-in-servers.ts'

const at = (text: string): Instant => must(parseInstant(text), text)

let house: TestHouse
let servers: StandInServers
let support: Mailbox
let people: { chenYu: Person; zhaoGang: Person; liuMin: Person }
let teams: ReadonlyMap<string, Id>
let caseId: string

beforeAll(async () => {
  servers = await startStandInServers()
  house = await openTestHouse({ at: at('2026-11-23T09:05:00+08:00'), mail: true })
  teams = await house.teams()
  people = {
    chenYu: await house.hire('chenyu', ['agent'], [teams.get('agent')!]),
    zhaoGang: await house.hire('zhaogang', ['tech_support'], [teams.get('tech_support')!]),
    liuMin: await house.hire('liumin', ['supervisor'], [teams.get('supervisor')!]),
  }
  support = servers.anna
  await house.fresh.db.query(mailboxRow(house.house.sealing, house.clock.now, support))
})
afterAll(async () => {
  await house?.close()
  await servers?.stop()
})

/** Reads the mailbox as the fetcher does, and carries out what follows. */
async function fetchMails(): Promise<void> {
  const { db, files, now, newId, log } = house.house
  const client = await openImap(support, { log })
  await client.mailboxOpen('INBOX')
  await fetchNew(client, support, { store: openInboundStore({ db, files, now, newId }), now, limits: MAIL_LIMITS }, new AbortController().signal)
  await closeImap(client)
  await house.settle()
}

const api = (person: Person, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<Answer> =>
  house.call({ method, url: `/api/v1/cases/${caseId}${url}`, as: person.cookie, ...(body === undefined ? {} : { body }) })
const done = async (answer: Promise<Answer>): Promise<void> => {
  const { status, text } = await answer
  expect(status, text).toBe(200)
}
const pass = (ms: number): Promise<void> => house.advanceTo(later(house.clock.now, ms))

function sentMails(): readonly MailReading[] {
  return servers.smtpServer.accepted.map(({ raw }) => readMail(raw, MAIL_LIMITS) as MailReading)
}
const linkIn = (mail: MailReading): string => must(/http:\/\/localhost:3000(\/[cs]\/\S+)/.exec(mail.text)?.[1], `a link in: ${mail.text}`)

/** Presses a button of the customer's page: the form is sent as a browser would. */
async function press(path: string, action: string, fields: Record<string, string>): Promise<Answer> {
  const page = await house.call({ method: 'GET', url: path })
  expect(page.status, page.text).toBe(200)
  const target = must(new RegExp(`action="([^"]*${action}[^"]*)"`).exec(page.text)?.[1] ?? /action="([^"]+)"/.exec(page.text)?.[1], `a form in ${page.text}`)
  const answer = await house.http.inject({ method: 'POST', url: target, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000' }, payload: new URLSearchParams(fields).toString() })
  return { status: answer.statusCode, text: answer.payload, body: {}, headers: answer.headers }
}

function halvesOf(raw: string): { readonly headers: string; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n')
  return { headers: raw.slice(0, end), body: raw.slice(end) }
}

it('a mail becomes a case, and the customer is told that it has arrived', async () => {
  servers.imapServer.deliver('anna', letter({ subject: '设备无法开机', body: '今天早上开始设备无法开机，急！\r\n' }))
  await fetchMails()
  const list = await house.call({ method: 'GET', url: '/api/v1/cases', as: people.chenYu.cookie })
  const items = list.body['items'] as { id: string; subject: string; number: string }[]
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ subject: '设备无法开机', number: 'SH-20261123-0001' })
  caseId = items[0]!.id
  const [acknowledgement] = sentMails()
  expect(acknowledgement!.to).toEqual([{ name: '', address: 'wang.li@customer.test' }])
  expect(acknowledgement!.text).toContain('SH-20261123-0001')
  expect(acknowledgement!.auto).toBe('reply')
  const { headers, body } = halvesOf(servers.smtpServer.accepted[0]!.raw.toString())
  expect(headers).toMatch(/^Content-Type: multipart\/alternative/m)
  expect(body.match(/^Content-Type: text\/\w+/gm)).toEqual(['Content-Type: text/plain', 'Content-Type: text/html'])
  expect(acknowledgement!.html).toContain('SH-20261123-0001')
})

it('intake and dispatch within ten minutes bring it to tech support', async () => {
  const codes = { urgency: 'urgent', type: 'fault', complexity: 'simple' }
  await done(api(people.chenYu, 'POST', '/steps/intake/completion', { form: { codes, words: { symptom: '无法开机', need: '尽快恢复使用' } } }))
  await house.settle()
  expect(sentMails().at(-1)!.text).toContain('我是客服专员')
  expect(sentMails().at(-1)!.text).not.toMatch(/^ /m)
  await pass(4 * MINUTE)
  await done(api(people.chenYu, 'POST', '/steps/dispatch/completion', { form: {}, assign: { teamId: teams.get('tech_support')!, assigneeId: people.zhaoGang.id } }))
  await done(api(people.zhaoGang, 'POST', '/replies', { text: '王女士您好，我是技术支持赵刚，正在为您排查。' }))
  await pass(MINUTE)
  const mail = sentMails().at(-1)!
  expect(mail.text).toContain('正在为您排查')
  expect(servers.smtpServer.accepted.at(-1)!.raw.toString()).not.toContain('Auto-Submitted')
})

it('a reply that is taken back in time was never an answer', async () => {
  const clockOf = async () => ((await api(people.zhaoGang, 'GET', '')).body['clocks'] as { key: string; startedAt: string; status: string }[]).findLast(({ key }) => key === 'progress')
  const before = await clockOf()
  const written = await api(people.zhaoGang, 'POST', '/replies', { text: '发错了' })
  const messageId = (written.body['ids'] as { message: string }).message
  const undone = await house.call({ method: 'POST', url: `/api/v1/messages/${messageId}/cancellation`, as: people.zhaoGang.cookie, body: {} })
  expect(undone.status, undone.text).toBeLessThan(300)
  await pass(MINUTE)
  expect(await clockOf()).toEqual(before)
  expect(sentMails().some(({ text }) => text.includes('发错了'))).toBe(false)
})

it('the customer answers by mail into the same case', async () => {
  const ours = sentMails().at(-1)!
  servers.imapServer.deliver('anna', letter({ subject: 'Re: 设备无法开机', body: '指示灯不亮，型号 A3。\r\n', headers: [`In-Reply-To: ${ours.messageId}`] }))
  await fetchMails()
  const thread = await api(people.zhaoGang, 'GET', '/messages')
  expect((thread.body['items'] as { text: string; direction: string }[]).filter(({ direction }) => direction === 'in').map(({ text }) => text.trim())).toEqual(['今天早上开始设备无法开机，急！', '指示灯不亮，型号 A3。'])
  const seen = await api(people.zhaoGang, 'GET', '')
  expect(seen.body['newReply']).toBe(true)
})

it('diagnosis and plan are followed by the customer’s consent behind the link; looking at the page changes nothing', async () => {
  await done(api(people.zhaoGang, 'POST', '/steps/diagnosis/completion', { form: { codes: { cause: 'product' }, words: { finding: '电源模块损坏' } } }))
  await done(api(people.zhaoGang, 'POST', '/steps/solution/completion', { form: { codes: { way: 'remote' }, words: { plan: '寄出新电源并指导更换' } } }))
  await house.settle()
  const link = linkIn(sentMails().at(-1)!)
  const before = await api(people.zhaoGang, 'GET', '')
  await house.call({ method: 'GET', url: link })
  expect((await api(people.zhaoGang, 'GET', '')).body['version']).toBe(before.body['version'])
  const answer = await press(link, 'answer', { answer: 'yes' })
  expect(answer.status, answer.text).toBeLessThan(400)
  const seen = await api(people.zhaoGang, 'GET', '')
  expect((seen.body['steps'] as { key: string; status: string }[]).find(({ key }) => key === 'execution')?.status).toBe('active')
})

it('carried out and confirmed, the case is resolved, and a day later the customer is asked for a score', async () => {
  await done(api(people.zhaoGang, 'POST', '/steps/execution/completion', { form: { codes: { done: true }, words: { progress: '已更换' } } }))
  await house.settle()
  await press(linkIn(sentMails().at(-1)!), 'answer', { answer: 'yes' })
  expect((await api(people.zhaoGang, 'GET', '')).body['status']).toBe('resolved')
  await pass(24 * HOUR)
  expect(linkIn(sentMails().at(-1)!)).toMatch(/^\/s\//)
})

it('a score of 2 opens the second handling, and the case waits for it', async () => {
  const answer = await press(linkIn(sentMails().at(-1)!), 's', { score: '2' })
  expect(answer.status, answer.text).toBeLessThan(400)
  await house.settle()
  const seen = await api(people.zhaoGang, 'GET', '')
  expect(seen.body).toMatchObject({ status: 'resolved' })
  const [childId] = seen.body['childIds'] as string[]
  const child = await house.call({ method: 'GET', url: `/api/v1/cases/${childId}`, as: people.liuMin.cookie })
  expect(child.body).toMatchObject({ status: 'open', parentId: caseId, number: 'EC-20261124-0001' })
  await pass(24 * HOUR)
  const told = await house.call({ method: 'GET', url: `/api/v1/cases/${childId}/events`, as: people.liuMin.cookie })
  expect((told.body['items'] as { type: string }[]).map(({ type }) => type)).toContain('clock.missed')
})

it('everything that was sent was sent once, and nothing is left in the outbox', async () => {
  const ids = sentMails().map(({ messageId }) => messageId)
  expect(new Set(ids).size).toBe(ids.length)
  const { rows } = await house.fresh.db.query({ text: `select kind, last_error from outbox where failed_at is not null or (done_at is null and cancelled_at is null and due_at <= $1)`, values: [formatInstant(house.clock.now)] })
  expect(rows).toEqual([])
})
