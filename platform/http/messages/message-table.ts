import type { Locale, Text } from '#kernel/text.ts'
import { textIn } from '#kernel/text.ts'

/** Sentences by code, e.g. `{ 'clock.not_running': { 'zh-CN': '计时未开始', en: 'The clock is not running' } }`; `{name}` is filled from params. */
export type Messages = Readonly<Record<string, Text>>
export type MessageParams = Readonly<Record<string, string | number | boolean>>

const sentences = new Map<string, Text>()
const unprocessable = new Set<string>()

/** Adds sentences for codes; those in `unprocessable` answer 422 instead of 409. Said twice, the later wins. */
export function registerMessages(messages: Messages, options: { readonly unprocessable?: readonly string[] } = {}): void {
  for (const [code, text] of Object.entries(messages)) sentences.set(code, text)
  for (const code of options.unprocessable ?? []) unprocessable.add(code)
}

export const isUnprocessable = (code: string): boolean => unprocessable.has(code)

/** The sentence for a code; a code without one is shown as it is. */
export function messageFor(code: string, params: MessageParams, locale: Locale): string {
  const text = sentences.get(code)
  return text === undefined ? code : textIn(text, locale).replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole))
}

/** The product's language for an Accept-Language header; zh-CN unless another is wanted first. */
export function localeOfHeader(header: string | undefined): Locale {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().split(';')
    const quality = rest.map((item) => /^\s*q=([\d.]+)/.exec(item)?.[1]).find((q) => q !== undefined)
    return { tag, quality: quality === undefined ? 1 : Number(quality) }
  })
  const known = wanted.filter(({ tag, quality }) => quality > 0 && localeOfTag(tag) !== null).sort((a, b) => b.quality - a.quality)
  return localeOfTag(known[0]?.tag ?? '') ?? 'zh-CN'
}

/** The product's language for LC_ALL or LANG of a terminal; C and POSIX say nothing about people, so they mean zh-CN. */
export function localeOfEnvironment(environment: Readonly<Record<string, string | undefined>>): Locale {
  const value = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return localeOfTag(value.split('.')[0]?.replace('_', '-') ?? '') ?? 'zh-CN'
}

function localeOfTag(tag: string): Locale | null {
  if (/^zh-(tw|hk|mo|hant)/i.test(tag)) return 'zh-TW'
  if (/^zh(-|$)/i.test(tag)) return 'zh-CN'
  return /^en(-|$)/i.test(tag) ? 'en' : null
}
