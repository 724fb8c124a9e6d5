import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { customerLetter } from '#capabilities/case/server/customer-pages/customer-letter.ts'
import { LOCALES } from '#kernel/text.ts'
import { openBrowser } from './browser.ts'
import { loadedOn, readHostile, watchFor } from './hostile-texts.ts'

const OURS = 'https://care.example'
const LINK = `${OURS}/s/AZ-x_1.k1~2.abcdefgh`
const LOOK = { publicUrl: OURS, accent: '#1b5cc8', onAccent: '#ffffff', line: '#848e9c', font: 'system-ui' }
const TEXTS_PER_MAIL = 10
/** Mail programs show a mail in a page of their own. */
const READER = 'https://reader.test/'

let texts: readonly string[]
let browser: Browser
beforeAll(async () => {
  texts = await readHostile()
  browser = await openBrowser()
})
afterAll(() => browser?.close())

test('a mail to a customer stays words, whatever stands in its subject, its text and the name of the company', async () => {
  const context = await browser.newContext()
  const sprung = await watchFor(context)
  const page = await context.newPage()
  const armed: string[] = []
  const asked: string[] = []
  page.on('request', (request) => void (request.url() === READER || asked.push(request.url())))
  for (let at = 0; at < texts.length; at += TEXTS_PER_MAIL) {
    const some = texts.slice(at, at + TEXTS_PER_MAIL)
    const letter = customerLetter({ subject: some.join(' '), text: `${some.join('\n')}\n${LINK}\n\n${some.join('\n\n')}`, locale: LOCALES[at % LOCALES.length] ?? 'zh-CN', company: some.join(' ') }, LOOK)
    await page.route(READER, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: letter }), { times: 1 })
    await page.goto(READER)
    armed.push(...(await loadedOn(page)))
    const elements = await page.evaluate(() => ({
      names: [...new Set([...document.querySelectorAll('body *')].map(({ localName }) => localName))].filter((name) => !['div', 'span', 'p', 'br', 'a'].includes(name)),
      links: [...document.querySelectorAll('a')].map(({ href }) => href),
      words: document.body.innerText,
    }))
    expect(elements.names).toEqual([])
    expect(elements.links).toEqual([...[1, 2, 3, 4, 5].map((n) => `${LINK}?score=${n}`), LINK])
    for (const word of some.join(' ').match(/[a-z]{4,}/gi) ?? []) expect(elements.words).toContain(word)
  }
  expect({ sprung, armed, asked }).toEqual({ sprung: [], armed: [], asked: [] })
  await context.close()
})
