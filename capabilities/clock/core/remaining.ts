import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import { dayNumber, parseDate, weekdayIndex } from '#capabilities/calendar/core/local-date.ts'
import { must } from '#kernel/assert.ts'
import { DAY, HOUR, MINUTE } from '#kernel/instant.ts'
import type { Instant, Millis } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Calendars, Clock, Counting } from './clock.ts'
import { countedBetween, currentPolicy } from './ledger.ts'
import { budgetOf, dueOf, spentBy } from './measure-clock.ts'

/** What a screen shows of a clock at one instant. */
export type Remaining = {
  readonly state: 'running' | 'overdue' | 'paused' | 'met' | 'late' | 'cancelled' | 'unknown'
  readonly counting: Counting
  /** Counted time left, or over when overdue or late; null when there is nothing to say (never due, cancelled, unknown). */
  readonly amount: Millis | null
  readonly dueAt: Instant | null
  readonly provisional: boolean
}

/** What one has to know of a clock to say how it stands. A `Clock` is one. */
export type Standing = Pick<Clock, 'status' | 'startedAt' | 'endedAt' | 'policies' | 'pauses' | 'dueAt' | 'manual' | 'provisional'>

/** How much is left of the promise at `at`, or by how much it is over, in the time it is counted in. */
export function remaining(clock: Standing, at: Instant, calendars: Calendars): Remaining {
  const policy = currentPolicy(clock)
  const dueAt = clock.manual?.dueAt ?? clock.dueAt ?? (clock.status === 'paused' ? dueOf(clock, calendars) : null)
  const now = clock.endedAt ?? at
  const overdue = dueAt !== null && now > dueAt
  const between = (from: Instant, to: Instant) => countedBetween(policy, from, to, calendars)
  const shown = { counting: policy.counting, dueAt, provisional: clock.provisional }
  if (clock.status === 'cancelled' || clock.status === 'unknown') return { ...shown, state: clock.status, amount: null }
  if (overdue) return { ...shown, state: clock.status === 'late' ? 'late' : 'overdue', amount: between(dueAt, now) }
  if (clock.status === 'paused' && !clock.manual) return { ...shown, state: 'paused', dueAt: null, amount: unspent(clock, now, calendars) }
  // Late although the present due instant was kept: it had been moved by hand after the breach.
  const amount = dueAt === null || clock.status === 'late' ? null : between(now, dueAt)
  return { ...shown, state: clock.status, amount }
}

function unspent(clock: Standing, at: Instant, calendars: Calendars): Millis | null {
  const budget = budgetOf(clock, calendars)
  return budget === null ? null : (Math.max(0, budget - spentBy(clock, at, calendars)) as Millis)
}

/** Where and when the sentence is read. */
export type Reading = { readonly at: Instant; readonly calendar: Calendar; readonly locale: Locale }

/** One sentence for the screen: 还剩 3 小时 20 分工作时间，周一 10:20 到期 */
export function sayRemaining(left: Remaining, reading: Reading): string {
  if (reading.locale === 'en') return sayEnglish(left, reading)
  const said = sayChinese(left, reading)
  return reading.locale === 'zh-TW' ? [...said].map((char) => TRADITIONAL[char] ?? char).join('') : said
}

/** The characters of the sentences below that are written differently in traditional Chinese. */
const TRADITIONAL: Readonly<Record<string, string>> = {
  还: '還', 时: '時', 间: '間', 钟: '鐘', 应: '應', 暂: '暫', 设: '設', 复: '復', 后: '後', 过: '過', 录: '錄', 结: '結', 没: '沒', 为: '為', 届: '屆', 周: '週', 现: '現', 会: '會', 记: '記',
}

function sayChinese({ state, counting, amount, dueAt, provisional }: Remaining, reading: Reading): string {
  const length = amount === null ? '' : (counting === 'working' ? `${lengthIn(amount, ZH_LENGTH)}工作时间` : longLengthIn(amount, ZH_LENGTH))
  const when = dueAt === null ? '' : dayIn(dueAt, reading, ZH_DAYS)
  const doubt = provisional ? '（届时放假安排尚未公布，到期时间为暂定）' : ''
  switch (state) {
    case 'running':
      return dueAt === null ? '按现有工作时间不会到期' : `还剩${spaced(length)}，${when} 到期${doubt}`
    case 'overdue':
      return `已超时${spaced(length)}，应在${spaced(when)} 前完成${doubt}`
    case 'paused':
      if (dueAt !== null) return `已暂停，人工设定${spaced(when)} 到期`
      return amount === null ? '已暂停' : `已暂停，恢复后还剩${spaced(length)}`
    case 'met':
      return '已按时完成'
    case 'late':
      return amount === null ? '已完成，超过时限' : `已完成，超时${spaced(length)}`
    case 'cancelled':
      return '已取消'
    case 'unknown':
      return '没有完成记录，结果未知'
  }
}

/** Between Chinese characters and figures stands a space, between Chinese characters none. */
const spaced = (text: string): string => (/^\d/.test(text) ? ` ${text}` : text)

function sayEnglish({ state, counting, amount, dueAt, provisional }: Remaining, reading: Reading): string {
  const length = amount === null ? '' : (counting === 'working' ? `${lengthIn(amount, EN_LENGTH)} of working time` : longLengthIn(amount, EN_LENGTH))
  const when = dueAt === null ? '' : dayIn(dueAt, reading, EN_DAYS)
  const doubt = provisional ? ' (provisional: holidays are not announced that far ahead)' : ''
  switch (state) {
    case 'running':
      return dueAt === null ? 'never due under the present working hours' : `${length} left, due ${when}${doubt}`
    case 'overdue':
      return `overdue by ${length}, was due ${when}${doubt}`
    case 'paused':
      if (dueAt !== null) return `paused, due ${when} as set by hand`
      return amount === null ? 'paused' : `paused, ${length} left on resuming`
    case 'met':
      return 'done in time'
    case 'late':
      return amount === null ? 'done after the limit' : `done, ${length} late`
    case 'cancelled':
      return 'cancelled'
    case 'unknown':
      return 'no record of its end: unknown'
  }
}

type LengthWords = { readonly days: string; readonly hours: string; readonly minutes: string; readonly minutesAlone: string; readonly little: string }

const ZH_LENGTH: LengthWords = { days: ' 天', hours: ' 小时', minutes: ' 分', minutesAlone: ' 分钟', little: '不到 1 分钟' }
const ZH_TW_LENGTH: LengthWords = { days: ' 天', hours: ' 小時', minutes: ' 分', minutesAlone: ' 分鐘', little: '不到 1 分鐘' }
const EN_LENGTH: LengthWords = { days: ' d', hours: ' h', minutes: ' min', minutesAlone: ' min', little: 'less than 1 min' }

/** A stretch of time in words: 3 小时 20 分. */
export const sayLength = (amount: Millis, locale: Locale): string => lengthIn(amount, locale === 'en' ? EN_LENGTH : locale === 'zh-TW' ? ZH_TW_LENGTH : ZH_LENGTH)

function lengthIn(amount: Millis, words: LengthWords): string {
  const minutes = Math.floor(amount / MINUTE)
  const hours = Math.floor(minutes / 60)
  if (minutes === 0) return words.little
  if (hours === 0) return `${minutes}${words.minutesAlone}`
  return `${hours}${words.hours}${minutes % 60 > 0 ? ` ${minutes % 60}${words.minutes}` : ''}`
}

const DAYS_FROM = 3 * DAY

/** By the wall clock nobody counts in hours what takes days: 4 天 3 小时. */
function longLengthIn(amount: Millis, words: LengthWords): string {
  if (amount < DAYS_FROM) return lengthIn(amount, words)
  const hours = Math.floor(amount / HOUR)
  return `${Math.floor(hours / 24)}${words.days}${hours % 24 > 0 ? ` ${hours % 24}${words.hours}` : ''}`
}

type DayWords = {
  readonly near: Readonly<Record<-1 | 0 | 1, string>>
  readonly weekdays: readonly string[]
  readonly date: (month: number, day: number, year: number | null) => string
}

const ZH_DAYS: DayWords = {
  near: { [-1]: '昨天', 0: '今天', 1: '明天' },
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  date: (month, day, year) => `${year === null ? '' : `${year} 年 `}${month} 月 ${day} 日`,
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const EN_DAYS: DayWords = {
  near: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  date: (month, day, year) => `${day} ${MONTHS[month - 1]}${year === null ? '' : ` ${year}`}`,
}

/** A weekday alone for the next six days, a date beyond, with the year when it is another one. */
function dayIn(due: Instant, { at, calendar }: Reading, words: DayWords): string {
  const local = calendar.format(due)
  const day = must(parseDate(calendar.dateOf(due)), 'a calendar formats dates that exist')
  const today = must(parseDate(calendar.dateOf(at)), 'a calendar formats dates that exist')
  const away = day - today
  if (away === -1 || away === 0 || away === 1) return `${words.near[away]} ${local.slice(11, 16)}`
  if (away > 1 && away < 7) return `${words.weekdays[weekdayIndex(day)]} ${local.slice(11, 16)}`
  const [year = 0, month = 1, date = 1] = local.slice(0, 10).split('-').map(Number)
  const sameYear = today >= dayNumber(year, 1, 1) && today < dayNumber(year + 1, 1, 1)
  return `${words.date(month, date, sameYear ? null : year)} ${local.slice(11, 16)}`
}
