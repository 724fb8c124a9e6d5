import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { tokenKeys } from '#apps/server/mail.ts'
import { insertMessage } from '#capabilities/conversation/server/commands.ts'
import { openInboundStore } from '#channels/email/in/inbound-store.ts'
import { replyAddressFor } from '#channels/email/thread-token.ts'
import type { Id } from '#kernel/id.ts'
import { complaintsOf, openBrowser, openContext } from './browser.ts'
import { fillHouse, type FilledHouse } from './filled-house.ts'
import { hostileWording, loadedOn, readHostile, watchFor } from './hostile-texts.ts'
import { CONSOLE_PAGES, CUSTOMER_PAGES } from './pages.ts'
import { seePage, signInAs } from './see-pages.ts'

/** A thread is shown in pages of this many. */
const THREAD_PAGE = 30
const LETTERS = 12
/** Refusals of the interface (a case that is none) are no breach of the policy. */
const ANSWERED = /the server responded with a status of 4\d\d/

let texts: readonly string[]
let filled: FilledHouse
let threads: readonly Id[]
let browser: Browser
beforeAll(async () => {
  texts = await readHostile()
  filled = await fillHouse(hostileWording(texts), { mail: true })
  threads = await hostileThreads()
  await letters()
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await filled?.house.close()
})

test('there are hundreds of hostile texts, and each is another', () => {
  expect(texts.length).toBeGreaterThan(300)
  expect(new Set(texts).size).toBe(texts.length)
})

test('what people write stays text on every page, and in every address', async () => {
  const { inside, outside, sprung, complaints } = await twoPeople()
  const armed: string[] = []
  let used = 0
  for (const seen of [...CONSOLE_PAGES, ...CUSTOMER_PAGES]) {
    const page = seen.by === 'staff' ? inside : outside
    await seePage(page, seen, seen.at(filled, texts[(used += 7) % texts.length] ?? ''))
    armed.push(...(await loadedOn(page)).map((found) => `${seen.name}: ${found}`))
  }
  expect({ sprung: sprung(), armed, complaints: complaints() }).toEqual({ sprung: [], armed: [], complaints: [] })
}, 300_000)

test('a mail laid out in HTML shows its words and does nothing, whether the server cleaned it or not', async () => {
  const { inside, sprung, complaints } = await twoPeople()
  const armed: string[] = []
  let complaintsWhenCleaned = -1
  for (const [at, id] of threads.entries()) {
    const mails = texts.slice(at * THREAD_PAGE, (at + 1) * THREAD_PAGE)
    // The second half comes from a server that forgot to clean: the browser's own cleaning stands alone, and the policy may have to speak.
    if (at * 2 >= threads.length) {
      if (complaintsWhenCleaned < 0) complaintsWhenCleaned = complaints().length
      await uncleaned(inside, id, mails)
    }
    await seePage(inside, { name: 'thread', by: 'staff', at: () => '' }, `/cases/${id}`)
    await inside.getByText(`信件 ${at}-${mails.length - 1} 完`).first().waitFor()
    await hoverAll(inside)
    armed.push(...(await loadedOn(inside)))
  }
  expect({ sprung: sprung(), armed, complaints: complaints().slice(0, complaintsWhenCleaned) }).toEqual({ sprung: [], armed: [], complaints: [] })
}, 300_000)

/** A colleague and a customer, and what went wrong with either. */
async function twoPeople(): Promise<{ readonly inside: Page; readonly outside: Page; readonly sprung: () => readonly string[]; readonly complaints: () => readonly string[] }> {
  const open = async (width: number) => openContext(browser, { origin: filled.house.origin, width, fonts: false })
  const [first, second] = [await open(1440), await open(390)]
  const sprung = await Promise.all([first, second].map(watchFor))
  const complaints = [first, second].map(complaintsOf)
  await signInAs(first, filled)
  return { inside: await first.newPage(), outside: await second.newPage(), sprung: () => sprung.flat(), complaints: () => complaints.flat().filter((said) => !ANSWERED.test(said)) }
}

/** Cases with a message for every hostile text, as raw as it could come out of a database that somebody else filled. */
async function hostileThreads(): Promise<readonly Id[]> {
  const { house, stage } = filled
  const ids: Id[] = []
  for (let at = 0; at * THREAD_PAGE < texts.length; at++) {
    const caseId = await stage.newCase({ subject: `往来 ${at}` })
    const messages = texts.slice(at * THREAD_PAGE, (at + 1) * THREAD_PAGE).map((html, n) =>
      insertMessage({
        id: house.house.newId(), caseId, customerId: null, direction: 'in', channel: 'email', author: { kind: 'customer', id: null }, subject: html, fromName: html.replaceAll(/\p{C}/gu, ''), text: html,
        html: laidOut(html, `信件 ${at}-${n} 完`),
      }, house.clock.now))
    await house.fresh.db.write(messages)
    ids.push(caseId)
  }
  return ids
}

/** The words behind it are seen only when what stands before did not swallow them: so they come first and last. */
const laidOut = (html: string, end: string): string => `<p>${end}</p>${html}`

/** Letters as they come by mail: subject, name, file and HTML are hostile; half of them open cases, half go on in one. */
async function letters(): Promise<void> {
  const { house, cases } = filled
  const store = openInboundStore(house.house)
  const goOn = replyAddressFor({ caseId: cases.worked, key: tokenKeys(house.house)[0], mailbox: 'support@care.test' })
  for (let n = 0; n < LETTERS; n++) {
    const some = texts.filter((_, at) => at % LETTERS === n)
    await store.storeRaw({ raw: letter(some, n % 2 === 0 ? 'support@care.test' : goOn, n), origin: null, receivedAt: house.clock.now })
  }
  await house.settle()
  const { rows } = await house.fresh.db.query({ text: `select count(*)::int as taken from inbound_mails where status = 'taken'`, values: [] })
  expect(rows[0]?.['taken'], 'every letter was taken in').toBe(LETTERS)
}

const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

function letter(some: readonly string[], to: string, n: number): Buffer {
  const [subject = '', name = '', file = '', ...rest] = some
  return Buffer.from([
    `From: ${encoded(name)} <guest${n}@customer.test>`, `To: ${to}`, `Subject: ${encoded(subject)}`, `Message-ID: <hostile-${n}@customer.test>`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
    '--b', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', '', Buffer.from(rest.join('<hr>')).toString('base64'),
    '--b', `Content-Type: text/html; name="${encoded(file)}"`, `Content-Disposition: attachment; filename="${encoded(file)}"`, '', '<script>__pwned(1)</script>', '--b--', '',
  ].join('\r\n'))
}

/** The answer of the server with the mails as their senders wrote them. */
async function uncleaned(page: Page, id: Id, mails: readonly string[]): Promise<void> {
  await page.route(`**/api/v1/cases/${id}/messages?*`, async (route) => {
    const answer = await route.fetch()
    const { items, next } = (await answer.json()) as { readonly items: readonly { readonly text: string }[]; readonly next: string | null }
    const raw = items.map((item) => ({ ...item, html: `<p>${/信件 \S+ 完/.exec(JSON.stringify(item))?.[0] ?? ''}</p>${mails.includes(item.text) ? item.text : ''}` }))
    await route.fulfill({ response: answer, json: { items: raw, next } })
  })
}

/** Moves over all that came with the mails. */
async function hoverAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('article *')) for (const type of ['mouseover', 'pointerover', 'focusin', 'toggle', 'animationstart', 'load', 'error']) element.dispatchEvent(new Event(type, { bubbles: false }))
  })
}
