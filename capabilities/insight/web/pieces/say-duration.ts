import { parseDuration } from '#kernel/duration.ts'
import type { Locale } from '#kernel/text.ts'

const UNITS: Readonly<Record<Locale, readonly [hours: string, minutes: string, seconds: string]>> = { 'zh-CN': ['小时', '分', '秒'], 'zh-TW': ['小時', '分', '秒'], en: ['h', 'min', 's'] }
const HOUR_S = 3600

/** A counted time in its two largest units: 3 小时 20 分. */
export function sayDuration(text: string | null, locale: Locale): string {
  const length = text === null ? null : parseDuration(text)
  if (length === null) return '–'
  const all = Math.round(length / 1000)
  const [hours, minutes, seconds] = [Math.floor(all / HOUR_S), Math.floor((all % HOUR_S) / 60), all % 60]
  const [hour, minute, second] = UNITS[locale]
  if (hours > 0) return minutes === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${minutes} ${minute}`
  return minutes > 0 ? `${minutes} ${minute}` : `${seconds} ${second}`
}
