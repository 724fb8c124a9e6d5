import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openContext } from './browser.ts'
import { fillHouse, type FilledHouse, type Wording } from './filled-house.ts'
import { CONSOLE_PAGES, CUSTOMER_PAGES, type SeenPage } from './pages.ts'
import { seePage, signInAs } from './see-pages.ts'

type Finding = { readonly id: string; readonly impact: string; readonly help: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary: string }[] }
const GRAVE = new Set(['serious', 'critical'])
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let written = 0
const ordinary: Wording = (place) => `${{ name: '清风科技 王丽', line: '打印机连不上办公室的网络', text: '昨天下午开始一直显示离线，\n重启过两次，还是不行。请帮忙看看。' }[place]} ${++written}`

let filled: FilledHouse
let axe: string
beforeAll(async () => {
  ;[filled, axe] = await Promise.all([fillHouse(ordinary), readFile(AXE, 'utf8')])
})
afterAll(async () => filled.house.close())

test('every page can be used by everybody: light, dark, and 390 px wide', async () => {
  const browser = await openBrowser()
  const [inside, outside] = [await person(browser), await person(browser)]
  await signInAs(inside.context(), filled)
  const grave: string[] = []
  for (const seen of [...CONSOLE_PAGES, ...CUSTOMER_PAGES]) grave.push(...(await graveOn(seen.by === 'staff' ? inside : outside, seen)))
  await browser.close()
  expect(grave).toEqual([])
}, 900_000)

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 390, height: 844 }

/** The tool is handed to the page before the page's own rules hold; it is no part of the page. */
async function person(browser: Browser): Promise<Page> {
  const context = await openContext(browser, { origin: filled.house.origin, look: 'light', fonts: false })
  await context.addInitScript(axe)
  return context.newPage()
}

/** A page is gone to once: then it turns dark, and narrow. */
async function graveOn(page: Page, seen: SeenPage): Promise<readonly string[]> {
  await page.setViewportSize(WIDE)
  await page.emulateMedia({ colorScheme: 'light' })
  await seePage(page, seen, seen.at(filled, '打印机'))
  const light = await findingsOn(page, 'light')
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await findingsOn(page, 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROW)
  const narrow = await findingsOn(page, '390 px')
  return [...light, ...dark, ...narrow].map((finding) => `${seen.name}, ${finding}`)
}

async function findingsOn(page: Page, look: string): Promise<readonly string[]> {
  // What follows the look and the width has been drawn after two frames.
  await page.evaluate(async () => new Promise((drawn) => void requestAnimationFrame(() => void requestAnimationFrame(drawn))))
  const found = await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { readonly axe: { run(asked: object): Promise<{ readonly violations: readonly Finding[] }> } }
    return (await tool.run({ resultTypes: ['violations'] })).violations
  })
  return found.filter(({ impact }) => GRAVE.has(impact)).flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${look}: ${id} (${help}) ${target.join(' ')}: ${failureSummary.split('\n').at(1)?.trim() ?? ''}`))
}
