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

test.each([['light', 1440], ['dark', 1440], ['light', 390]] as const)('every page can be used by everybody, in the %s look, %d px wide', async (look, width) => {
  const browser = await openBrowser()
  const [inside, outside] = [await person(browser, look, width), await person(browser, look, width)]
  await signInAs(inside.context(), filled)
  const grave: string[] = []
  for (const seen of [...CONSOLE_PAGES, ...CUSTOMER_PAGES]) grave.push(...(await graveOn(seen.by === 'staff' ? inside : outside, seen)))
  await browser.close()
  expect(grave).toEqual([])
}, 300_000)

/** The tool is handed to the page before the page's own rules hold; it is no part of the page. */
async function person(browser: Browser, look: 'light' | 'dark', width: number): Promise<Page> {
  const context = await openContext(browser, { origin: filled.house.origin, look, width, fonts: false })
  await context.addInitScript(axe)
  return context.newPage()
}

async function graveOn(page: Page, seen: SeenPage): Promise<readonly string[]> {
  await seePage(page, seen, seen.at(filled, '打印机'))
  const found = (await findingsOn(page)).filter(({ impact }) => GRAVE.has(impact))
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${seen.name}: ${id} (${help}) ${target.join(' ')}: ${failureSummary.split('\n').at(1)?.trim() ?? ''}`))
}

const findingsOn = async (page: Page): Promise<readonly Finding[]> =>
  page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { readonly axe: { run(options: object): Promise<{ readonly violations: readonly Finding[] }> } }
    return (await tool.run({ resultTypes: ['violations'] })).violations
  })
