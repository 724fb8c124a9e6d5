import type { Page } from 'playwright-core'

/** A line on which requests reach the server and no answer comes back, while it is cut. */
export type Line = { cut: boolean; /** Does it and waits until whoever asks has given up: once, and again after 1, 3 and 9 seconds. */ readonly inVain: (act: () => Promise<void>) => Promise<void> }

export async function lineTo(page: Page, address: RegExp): Promise<Line> {
  const line: Line = {
    cut: true,
    inVain: async (act) => {
      for (const wait of [0, 1_000, 3_000, 9_000]) {
        const failed = page.waitForEvent('requestfailed')
        if (wait === 0) await act()
        else await page.clock.runFor(wait)
        await failed
      }
    },
  }
  await page.route(address, async (route) => {
    if (!line.cut) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await page.clock.install()
  return line
}
