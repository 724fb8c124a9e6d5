import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Id } from '#kernel/id.ts'
import { openBrowser, openContext } from '#tests/console/browser.ts'
import { carryIn } from '#tests/console/sit-down.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { openScreens } from './live-sockets.ts'
import { percentile } from './timings.ts'
import { openWebHouse, type WebHouse } from './web-house.ts'
import { readVitals, watchVitals } from './web-vitals.ts'

const SIZES = { quick: { played: 24, wanted: 3_000, rounds: 1, loads: 2, people: 40 }, full: { played: 400, wanted: 100_000, rounds: 5, loads: 5, people: 200 } } as const
const SOCKETS_PER_PERSON = 10
const CHANGES_PER_SECOND = 5
const ASSETS = join(import.meta.dirname, '../dist/console')
const INBOX = '/inbox?view=all'

type Size = (typeof SIZES)[Scale]

/** The screens of a company with many cases, in a browser: until the inbox is there, how long a press takes to show, how much moves by itself; then once more while colleagues work. */
export async function web(scale: Scale, say: Say): Promise<readonly BenchRow[]> {
  const size = SIZES[scale]
  const house = await openWebHouse(size)
  try {
    const { rows: [count] } = await house.db.query({ text: 'select count(*) from cases', values: [] })
    say(`${Number(count?.['count'])} cases`)
    const first = await firstRoute(house)
    say(`first route: ${first.files} files`)
    const bare = await loads(house, { path: '/bare.html', seen: 'h1', times: size.loads })
    const inbox = await loads(house, { path: INBOX, seen: 'ul a[href^="/cases/"]', times: size.loads })
    const bareButton = await barePresses(house)
    const alone = await presses(house, size)
    const busy = await whileOthersWork(house, size, () => presses(house, size))
    say(`worst of each: ${JSON.stringify(alone.worst)}; among colleagues ${JSON.stringify(busy.answer.worst)}; longest task ${alone.longTask.toFixed(0)} ms; ${busy.changes} changes`)
    const against = `a bare page (${bare.cold.toFixed(0)} / ${bare.warm.toFixed(0)} ms)`
    const button = `a bare button (${bareButton.toFixed(0)} ms)`
    return [
      { name: 'first route: script and style until the inbox is there', value: first.kilobytes, unit: 'KB gzip', goal: '≤ 350 KB' },
      { name: 'LCP of the inbox, nothing kept', value: inbox.cold, unit: 'ms p50', ratio: inbox.cold / bare.cold, against, goal: '< 1 500 ms' },
      { name: 'LCP of the inbox, files kept', value: inbox.warm, unit: 'ms p50', ratio: inbox.warm / bare.warm, against, goal: '< 1 500 ms' },
      { name: 'press to picture (INP)', value: alone.inp, unit: 'ms p98', ratio: alone.inp / bareButton, against: button, goal: '< 100 ms' },
      { name: `the same, ${size.people} colleagues connected, ${CHANGES_PER_SECOND} changes a second`, value: busy.answer.inp, unit: 'ms p98', ratio: busy.answer.inp / bareButton, against: button, goal: '< 100 ms' },
      { name: 'moved by itself (CLS)', value: Math.max(alone.cls, busy.answer.cls, inbox.cls), unit: '', goal: '< 0.05' },
      { name: 'server among colleagues: memory', value: busy.megabytes, unit: 'MB', goal: '< 250 MB' },
      { name: 'server among colleagues: processor time', value: busy.cpuPercent, unit: '% of one' },
    ]
  } finally {
    await house.close()
  }
}

async function openPage({ origin, cookie }: WebHouse): Promise<Page> {
  // Pages are not touched on their way and letters need no font: the browser keeps what it may.
  const context = await openContext(await openBrowser(), { origin, fonts: false })
  await watchVitals(context)
  await carryIn(context, cookie, origin)
  return context.newPage()
}

/** Each page has a browser of its own, and it goes with it. */
const leave = async (page: Page): Promise<void> => page.context().browser()?.close()

/** What was loaded by the moment the first case is seen, as small as it was made when the console was built. */
async function firstRoute(house: WebHouse): Promise<{ readonly kilobytes: number; readonly files: number }> {
  const page = await openPage(house)
  await page.goto(INBOX)
  await page.locator('ul a[href^="/cases/"]').first().waitFor()
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))
  const files = [...new Set(loaded)].filter((path) => /\.(js|css)$/.test(path))
  const sizes = await Promise.all(files.map(async (path) => (await stat(join(ASSETS, `${path}.gz`))).size))
  await leave(page)
  return { kilobytes: sizes.reduce((sum, bytes) => sum + bytes, 0) / 1_024, files: files.length }
}

type Loading = { readonly path: string; readonly seen: string; readonly times: number }

/** A page opened in a fresh browser, then again in the same one. */
async function loads(house: WebHouse, { path, seen, times }: Loading): Promise<{ readonly cold: number; readonly warm: number; readonly cls: number }> {
  const [cold, warm, moved]: [number[], number[], number[]] = [[], [], []]
  for (let time = 0; time < times; time += 1) {
    const page = await openPage(house)
    for (const found of [cold, warm]) {
      await page.goto(path)
      await page.locator(seen).first().waitFor()
      await page.waitForLoadState('networkidle')
      const { lcp, cls } = await readVitals(page)
      found.push(lcp)
      moved.push(cls)
    }
    await leave(page)
  }
  return { cold: percentile(cold, 0.5), warm: percentile(warm, 0.5), cls: Math.max(...moved) }
}

/** What shows in a frame is told only from 16 ms on; less is counted as that. */
const LEAST_MS = 16
const inpOf = (times: readonly number[]): number => Math.max(LEAST_MS, percentile(times, 0.98))

async function barePresses(house: WebHouse): Promise<number> {
  const page = await openPage(house)
  await page.goto('/bare.html')
  for (let press = 0; press < 20; press += 1) await pressed(page, () => page.locator('button').click())
  const { interactions } = await readVitals(page)
  await leave(page)
  return inpOf(interactions)
}

/** Nobody presses again before anything has shown. */
async function pressed(page: Page, press: () => Promise<void>): Promise<void> {
  await press()
  await page.evaluate(async () => new Promise((resolve) => requestAnimationFrame(resolve)))
}

type Pressed = { readonly inp: number; readonly cls: number; readonly longTask: number; readonly worst: Readonly<Record<string, number>> }

/** Down the list, another view and back, a case from the list, words into its answer, back again. */
async function presses(house: WebHouse, { rounds }: Size): Promise<Pressed> {
  const page = await openPage(house)
  const worst: Record<string, number> = {}
  const all: number[] = []
  let [cls, longTask] = [0, 0]
  const during = async (name: string, work: () => Promise<void>): Promise<void> => {
    await work()
    const vitals = await readVitals(page)
    all.push(...vitals.interactions)
    worst[name] = Math.max(worst[name] ?? 0, ...vitals.interactions)
    cls = Math.max(cls, vitals.cls)
    longTask = Math.max(longTask, vitals.longTask)
  }
  const lines = page.locator('ul a[href^="/cases/"]')
  await page.goto(INBOX)
  await lines.first().waitFor()
  for (let round = 0; round < rounds; round += 1) {
    await during('j', async () => { for (let press = 0; press < 25; press += 1) await pressed(page, () => page.keyboard.press('j')) })
    await during('view', async () => {
      for (const view of ['unassigned', 'all']) {
        await page.locator(`nav a[href="/inbox?view=${view}"]`).click()
        await page.waitForURL(`**/inbox?view=${view}`)
        await lines.first().waitFor()
      }
    })
    await during('open', async () => {
      await lines.nth(round + 1).click()
      await page.getByRole('log').getByRole('article').first().waitFor()
    })
    await during('type', async () => {
      await page.getByRole('textbox', { name: '回复客户' }).click()
      for (const letter of 'An engineer will call you back this afternoon.') await pressed(page, () => page.keyboard.press(letter === ' ' ? 'Space' : letter))
    })
    await during('back', async () => {
      await page.getByRole('link', { name: '工作台' }).first().click()
      await page.waitForURL('**/inbox**')
      await page.goto(INBOX)
      await lines.first().waitFor()
    })
  }
  await leave(page)
  return { inp: inpOf(all), cls, longTask, worst }
}

type Busy<T> = { readonly answer: T; readonly changes: number; readonly megabytes: number; readonly cpuPercent: number }

/** The same while others look on and the cases of their team change. */
async function whileOthersWork<T>(house: WebHouse, { people }: Size, work: () => Promise<T>): Promise<Busy<T>> {
  const cookies = await house.colleagues(Math.ceil(people / SOCKETS_PER_PERSON))
  const headers = Array.from({ length: people }, (_, index) => ({ origin: house.origin, cookie: cookies[Math.floor(index / SOCKETS_PER_PERSON)] ?? '' }))
  const screens = await openScreens(`${house.origin.replace('http', 'ws')}/api/v1/live`, headers)
  const begun = { ...(await house.server.report()), at: performance.now() }
  let changes = 0
  const changing = setInterval(() => void house.change(house.openIds[changes++ % house.openIds.length] as Id).catch(() => undefined), 1_000 / CHANGES_PER_SECOND)
  try {
    const answer = await work()
    const ended = await house.server.report()
    return { answer, changes, megabytes: ended.residentBytes / 1_048_576, cpuPercent: ((ended.cpuMs - begun.cpuMs) / (performance.now() - begun.at)) * 100 }
  } finally {
    clearInterval(changing)
    await screens.close()
  }
}
