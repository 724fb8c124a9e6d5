import type { Locale } from '#kernel/text.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const JUST_NOW: Readonly<Record<Locale, string>> = { 'zh-CN': '刚刚', 'zh-TW': '剛剛', en: 'just now' }
const SOON: Readonly<Record<Locale, string>> = { 'zh-CN': '马上', 'zh-TW': '馬上', en: 'any moment' }
const BY_DAY: Readonly<Record<Locale, readonly [yesterday: string, today: string, tomorrow: string]>> = {
  'zh-CN': ['昨天', '今天', '明天'],
  'zh-TW': ['昨天', '今天', '明天'],
  en: ['Yesterday', 'Today', 'Tomorrow'],
}

/** Where and when a time is read; `zone` is that of the reader. */
export type Reader = { readonly now: number; readonly locale: Locale; readonly zone: string }

/** A time as people say it: 刚刚 · 5 分钟前 · 今天 10:20 · 昨天 18:05 · 周一 09:00 · 11月3日 14:00 · 2025年11月3日. `at` in milliseconds. */
export function sayTime(at: number, reader: Reader): string {
  const { now, locale } = reader
  const past = now - at
  if (Math.abs(past) < MINUTE_MS) return past >= 0 ? JUST_NOW[locale] : SOON[locale]
  if (Math.abs(past) < HOUR_MS) return minutesFrom(past, locale)
  return Math.abs(daysTo(at, reader)) < 7 || inSameYear(at, reader) ? sayDayTime(at, reader) : format(at, reader, { year: 'numeric', month: 'short', day: 'numeric' })
}

/** A time by its day, however near it is, for a sentence of its own: 今天 10:20 · 明天 18:16 · 周一 09:00 · 11月3日 14:00 · 2025年11月3日 14:00. */
export function sayDayTime(at: number, reader: Reader): string {
  const days = daysTo(at, reader)
  const time = format(at, reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (Math.abs(days) <= 1) return `${BY_DAY[reader.locale][days + 1] ?? ''} ${time}`
  if (Math.abs(days) < 7) return `${format(at, reader, { weekday: 'short' })} ${time}`
  return `${format(at, reader, { ...(inSameYear(at, reader) ? {} : { year: 'numeric' }), month: 'short', day: 'numeric' })} ${time}`
}

const daysTo = (at: number, { now, zone }: Reader): number => dayOf(at, zone) - dayOf(now, zone)
const inSameYear = (at: number, reader: Reader): boolean => format(at, reader, { year: 'numeric' }) === format(reader.now, reader, { year: 'numeric' })

const UNITS: Readonly<Record<Locale, readonly [minutes: string, hours: string, days: string]>> = { 'zh-CN': ['分钟', '小时', '天'], 'zh-TW': ['分鐘', '小時', '天'], en: ['min', 'h', 'd'] }

/** A length in its largest unit, rounded down, at least a minute: 12 分钟 · 3 小时 · 38 天. */
export function sayLength(milliseconds: number, locale: Locale): string {
  const [minutes, hours, days] = UNITS[locale]
  if (milliseconds < HOUR_MS) return `${Math.max(1, Math.floor(milliseconds / MINUTE_MS))} ${minutes}`
  return milliseconds < DAY_MS ? `${Math.floor(milliseconds / HOUR_MS)} ${hours}` : `${Math.floor(milliseconds / DAY_MS)} ${days}`
}

/** The exact time for who wants to know: 2026年11月22日 周日 10:20:31 (GMT+8). */
export const sayExactTime = (at: number, reader: Reader): string =>
  format(at, reader, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' })

/** A day and a time of it: 2026年11月22日周日 09:30. */
export const sayMoment = (at: number, reader: Reader): string => `${sayDay(at, reader)} ${format(at, reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`

/** A day: 2026年11月22日 周日. */
export const sayDay = (at: number, reader: Reader): string => format(at, reader, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' })

function minutesFrom(past: number, locale: Locale): string {
  const minutes = Math.floor(Math.abs(past) / MINUTE_MS)
  if (locale === 'en') return past > 0 ? `${minutes} min ago` : `in ${minutes} min`
  const unit = locale === 'zh-TW' ? '分鐘' : '分钟'
  return `${minutes} ${unit}${past > 0 ? '前' : locale === 'zh-TW' ? '後' : '后'}`
}

/** The number of the calendar day in a zone, so that 23:59 and 00:01 are a day apart. */
function dayOf(at: number, zone: string): number {
  const parts = formatter('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / DAY_MS)
}

const format = (at: number, { locale, zone }: Reader, options: Intl.DateTimeFormatOptions): string => formatter(locale, zone, options).format(at)

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  formatters.set(key, known)
  return known
}
