import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

const FONT = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))
const PATIENCE_MS = 45_000
const WEIGHTS = ['400', '700'] as const

/** The browser from npm; one for a file of tests. It is a single process, in which all contexts send the cookies of the first: two people at once need two. */
export async function openBrowser(): Promise<Browser> {
  const args = chromium.args.filter((arg) => !arg.startsWith(FEATURES_OFF) && !GRAPHICS.test(arg))
  return playwright.launch({ executablePath: await chromium.executablePath(), args: [...args, '--disable-gpu', featuresOff()], headless: true })
}

/** It would have the processor play a graphics card, which takes many times as long as drawing does. */
const GRAPHICS = /gpu|gl=|angle|swiftshader/

/** Pages are handed over by the test, so the browser does not know where they are from and would let them open no socket to this machine. */
const FEATURES_OFF = '--disable-features='
const featuresOff = (): string => `${chromium.args.find((arg) => arg.startsWith(FEATURES_OFF)) ?? FEATURES_OFF},LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets`

/** How the browser of one person is set up. */
export type Sight = { readonly origin: string; readonly look?: 'light' | 'dark'; readonly width?: number; readonly height?: number; readonly locale?: string; /** Where nobody looks at the letters, they need no font. */ readonly fonts?: boolean }

/** A person's browser: Chinese text has its font, and the pages keep the rules that the server sends with them. */
export async function openContext(browser: Browser, { origin, look = 'light', width = 1440, height = 900, locale = 'zh-CN', fonts = true }: Sight, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: origin, colorScheme: look, viewport: { width, height }, locale, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...more })
  if (fonts) await lendFont(context)
  context.setDefaultTimeout(PATIENCE_MS)
  return context
}

/** What went wrong in the browser unseen: errors of scripts, and what the policy forbade. */
export function complaintsOf(context: BrowserContext): readonly string[] {
  const complaints: string[] = []
  context.on('weberror', (error) => void complaints.push(error.error().stack ?? String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} ${message.location().url}`)
  })
  return complaints
}

/** The browser has no Chinese font of its own: pages are handed one from our own address, which the policy allows. */
async function lendFont(context: BrowserContext): Promise<void> {
  await context.route('**/test-font/**', async (route) => {
    const name = new URL(route.request().url()).pathname.replace('/test-font/', '')
    await route.fulfill({ body: await readFile(join(FONT, name)), contentType: name.endsWith('.css') ? 'text/css' : 'font/woff2' })
  })
  await context.route((url) => !/\.\w+$|^\/(api|assets|test-font)\//.test(url.pathname), async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback()
    const answer = await route.fetch({ maxRedirects: 0 })
    // A page that allows no fonts is left as it is.
    const { 'content-type': type = '', 'content-security-policy': policy = '' } = answer.headers()
    if (!type.startsWith('text/html') || !policy.includes('font-src')) return route.fulfill({ response: answer })
    const links = WEIGHTS.map((weight) => `<link rel="stylesheet" href="/test-font/${weight}.css">`).join('')
    return route.fulfill({ response: answer, body: (await answer.text()).replace('</head>', `${links}</head>`) })
  })
}
