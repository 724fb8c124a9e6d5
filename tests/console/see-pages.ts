import type { BrowserContext, Page } from 'playwright-core'
import type { FilledHouse } from './filled-house.ts'
import type { SeenPage } from './pages.ts'
import { carryIn } from './sit-down.ts'

const PATIENCE_MS = 60_000

/** The browser of somebody signed in as the administrator, who sees every page. */
export async function signInAs(context: BrowserContext, { house }: FilledHouse): Promise<void> {
  await carryIn(context, house.admin.cookie, house.origin)
}

/** Goes to an address and waits until all that belongs to it is there. */
export async function seePage(page: Page, { name }: SeenPage, address: string): Promise<void> {
  await page.goto(address)
  const heading = page.locator('h1, h2, [role=alert]').filter({ visible: true }).first()
  await heading.waitFor({ timeout: PATIENCE_MS }).catch(async () => {
    throw new Error(`${name}: no heading is seen at ${address} but ${await page.locator('body').innerText()}`)
  })
  await page.waitForLoadState('networkidle')
}
