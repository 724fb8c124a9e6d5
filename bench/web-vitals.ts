import type { BrowserContext, Page } from 'playwright-core'

/** What a browser says about a page: the biggest picture of its beginning, how far things moved by themselves, and how long each press took to show. */
export type Vitals = { readonly lcp: number; readonly cls: number; readonly longTask: number; readonly interactions: readonly number[] }

/** Watches every page of this browser from its first moment. */
export const watchVitals = (context: BrowserContext): Promise<unknown> => context.addInitScript(() => {
  const seen = { lcp: 0, cls: 0, longTask: 0, presses: new Map<number, number>() }
  Reflect.set(window, 'seenVitals', seen)
  const watch = (type: string, take: (entry: PerformanceEntry) => void, more: object = {}): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more })
  }
  watch('largest-contentful-paint', (entry) => void (seen.lcp = entry.startTime))
  watch('layout-shift', (entry) => { if (Reflect.get(entry, 'hadRecentInput') === false) seen.cls += Number(Reflect.get(entry, 'value')) })
  watch('longtask', (entry) => void (seen.longTask = Math.max(seen.longTask, entry.duration)))
  const press = (entry: PerformanceEntry): void => {
    const id = Number(Reflect.get(entry, 'interactionId') ?? 0)
    if (id !== 0) seen.presses.set(id, Math.max(seen.presses.get(id) ?? 0, entry.duration))
  }
  watch('event', press, { durationThreshold: 16 })
  watch('first-input', press)
})

/** What was seen on the page since it was opened, or since the presses were last counted. */
export const readVitals = (page: Page): Promise<Vitals> => page.evaluate(async () => {
  // Entries come behind the frame they are about.
  for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const seen: unknown = Reflect.get(window, 'seenVitals')
  const { lcp, cls, longTask, presses } = seen as { lcp: number; cls: number; longTask: number; presses: Map<number, number> }
  const interactions = [...presses.values()]
  presses.clear()
  return { lcp, cls, longTask, interactions }
})
