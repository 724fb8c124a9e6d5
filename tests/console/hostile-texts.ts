import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import type { Wording } from './filled-house.ts'

/** What is reached only when a text has become more than text. */
const TRAP = 'trap.test'

/** Every hostile text of `tests/data/xss-payloads`. */
export const readHostile = async (): Promise<readonly string[]> => JSON.parse(await readFile(new URL('../data/xss-payloads/payloads.json', import.meta.url), 'utf8')) as readonly string[]

/** Hostile texts for every place, one after the other and as many as a place takes, from the beginning again when all were used. */
export function hostileWording(texts: readonly string[]): Wording {
  let used = 0
  const next = (): string => texts[used++ % texts.length] ?? ''
  return (place, charsMax) => {
    if (place !== 'name') return filledUp(next, place === 'line' ? ' ' : '\n', Math.min(charsMax, 1_500))
    // Names bear no control characters and have at least one letter that is seen.
    for (;;) {
      const text = next()
      if (text.length <= charsMax && !/\p{C}/u.test(text) && text.trim() !== '') return text
    }
  }
}

function filledUp(next: () => string, between: string, charsMax: number): string {
  const parts: string[] = []
  let [length, full] = [0, false]
  while (parts.length === 0 || (parts.length < 12 && !full)) {
    const part = next()
    full = length + part.length + 1 > charsMax
    if (full) continue
    parts.push(part)
    length += part.length + 1
  }
  return parts.join(between)
}

/** Notes whatever runs, asks the trap, opens a dialog or a window. Empty as long as texts are texts. */
export async function watchFor(context: BrowserContext): Promise<string[]> {
  const sprung: string[] = []
  await context.exposeBinding('__pwned', ({ page }) => void sprung.push(`ran on ${page.url()}`))
  context.on('request', (request) => {
    if (new URL(request.url()).hostname.endsWith(TRAP)) sprung.push(`asked ${request.url()}`)
  })
  context.on('dialog', (dialog) => {
    sprung.push(`opened a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return sprung
}

/** What would run if somebody clicked, moved or tabbed there: handlers, addresses that run, frames, forms that lead elsewhere. */
export const loadedOn = async (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const runs = (address: string): boolean => /^\s*(?:javascript|vbscript|data:text|data:image\/svg)/i.test([...address].filter((sign) => sign > ' ').join(''))
    return [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes].flatMap(({ name, value }) => {
      const loaded = name.startsWith('on') || (/^(?:href|src|action|formaction|xlink:href|data|ping|poster|background)$/.test(name) && runs(value)) || name === 'srcdoc'
      return loaded ? [`<${element.localName} ${name}="${value.slice(0, 80)}">`] : []
    })).concat([...document.querySelectorAll('iframe, object, embed, applet, base, meta[http-equiv]')].map(({ outerHTML }) => outerHTML.slice(0, 120)))
  })
