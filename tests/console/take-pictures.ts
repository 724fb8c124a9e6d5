import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { openBrowser, openContext, type Sight } from './browser.ts'

const FOLDER = join(import.meta.dirname, '../../docs/pictures')
const SCALE = 1.5
const QUALITY = 82
const AGENT = '陈雨'
/** Of so many cases of hers the one with the fullest thread is shown. */
const LOOKED_AT = 60

/** Pictures of a running demo, as an agent of it sees them: the list and a case in the midst of things. */
const origin = process.argv[2] ?? 'http://localhost:3000'
await mkdir(FOLDER, { recursive: true })
await taken({ origin, look: 'light' }, 'inbox', async (page) => {
  await page.goto('/inbox?view=all')
  await page.locator('ul a[href^="/cases/"]').first().waitFor()
})
await taken({ origin, look: 'dark' }, 'case', async (page) => {
  await page.goto(`/cases/${await fullestCase(page)}`)
  await page.getByRole('log').getByRole('article').last().waitFor()
})
process.stdout.write(localeOfEnvironment(process.env) === 'en' ? `Pictures are in ${FOLDER}\n` : `图片在 ${FOLDER}\n`)

/** Each in a browser of its own, signed in as somebody of the demo. */
async function taken(sight: Sight, name: string, show: (page: Page) => Promise<void>): Promise<void> {
  const browser = await openBrowser()
  try {
    const context = await openContext(browser, sight, { deviceScaleFactor: SCALE })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: AGENT }).click()
    await page.getByRole('link', { name: '工作台' }).first().waitFor()
    await show(page)
    await page.waitForLoadState('networkidle')
    await page.evaluate(async () => document.fonts.ready)
    const session = await context.newCDPSession(page)
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
    await writeFile(join(FOLDER, `${name}.webp`), Buffer.from(data, 'base64'))
  } finally {
    await browser.close()
  }
}

/** Where people have written to each other most, lately too. */
async function fullestCase(page: Page): Promise<string> {
  return page.evaluate(async (most) => {
    type Line = { readonly id: string; readonly authorKind?: string }
    const read = async (path: string): Promise<{ readonly items: readonly Line[] }> => (await fetch(path)).json()
    const people = (lines: readonly Line[]): number => lines.filter(({ authorKind }) => authorKind !== 'system').length
    let best = { id: '', count: -1 }
    for (const { id } of (await read(`/api/v1/cases?view=mine&limit=${most}`)).items) {
      const { items } = await read(`/api/v1/cases/${id}/messages?limit=50`)
      const count = people(items) + 3 * people(items.slice(-3))
      if (count > best.count) best = { id, count }
    }
    return best.id
  }, LOOKED_AT)
}
