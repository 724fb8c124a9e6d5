import type { Locale } from '#kernel/text.ts'

type Unit = readonly [ms: number, words: Readonly<Record<Locale, string>>]
const UNITS: readonly Unit[] = [
  [86_400_000, { 'zh-CN': '天', 'zh-TW': '天', en: 'd' }],
  [3_600_000, { 'zh-CN': '小时', 'zh-TW': '小時', en: 'h' }],
  [60_000, { 'zh-CN': '分钟', 'zh-TW': '分鐘', en: 'min' }],
  [1_000, { 'zh-CN': '秒', 'zh-TW': '秒', en: 's' }],
]

/** A length of time by its two largest units: 3 天 4 小时, 12 min 5 s. */
export function saySpan(ms: number, locale: Locale): string {
  const first = UNITS.findIndex(([unit]) => ms >= unit)
  const from = first === -1 ? UNITS.length - 1 : first
  let rest = Math.max(0, ms)
  return UNITS.slice(from, from + 2).flatMap(([unit, words], at) => {
    const count = Math.floor(rest / unit)
    rest -= count * unit
    return at > 0 && count === 0 ? [] : [`${count} ${words[locale]}`]
  }).join(' ')
}
