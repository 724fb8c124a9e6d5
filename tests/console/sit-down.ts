import type { Browser, BrowserContext, Page } from 'playwright-core'
import { complaintsOf, openBrowser, openContext, type Sight } from './browser.ts'

/** Where somebody sits: their browser, one page in it, and what went wrong in it unseen. */
export type Seat = { readonly context: BrowserContext; readonly page: Page; readonly complaints: readonly string[] }
export type Looking = Omit<Sight, 'origin'>

/** The places in front of one house. Everybody has a browser of their own: the test browser keeps people of one process together. */
export type Seats = {
  /** A colleague who has signed in with this cookie; without one somebody who has not, such as a customer. */
  sitDown(cookie: string | null, looking?: Looking): Promise<Seat>
  /** All leave; others may sit down after them. */
  close(): Promise<void>
}

export function openSeats({ origin }: { readonly origin: string }): Seats {
  const browsers: Browser[] = []
  return {
    sitDown: async (cookie, looking = {}) => {
      const browser = await openBrowser()
      browsers.push(browser)
      const context = await openContext(browser, { origin, ...looking })
      if (cookie !== null) await carryIn(context, cookie, origin)
      return { context, page: await context.newPage(), complaints: complaintsOf(context) }
    },
    close: async () => void (await Promise.all(browsers.splice(0).map(async (browser) => browser.close()))),
  }
}

/** Hands a browser the session of somebody who has signed in elsewhere. */
export async function carryIn(context: BrowserContext, cookie: string, origin: string): Promise<void> {
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url: origin }])
}

/** Signs in at the door, as people do. */
export async function signInAtDoor(page: Page, { number, password }: { readonly number: string; readonly password: string }): Promise<void> {
  await page.getByLabel('工号或邮箱').fill(number)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}
