import { parseLimit } from '#capabilities/clock/core/parse-limit.ts'
import { assert } from '#kernel/assert.ts'
import { HOUR, MINUTE, SECOND } from '#kernel/instant.ts'
import { textIn, type Locale, type Text } from '#kernel/text.ts'

type Counting = 'working' | 'wall'
const UNITS = {
  hour: { 'zh-CN': '小时', 'zh-TW': '小時', en: 'hour' },
  minute: { 'zh-CN': '分钟', 'zh-TW': '分鐘', en: 'minute' },
  second: { 'zh-CN': '秒', en: 'second' },
  day: { 'zh-CN': '天', en: 'day' },
  workingDay: { 'zh-CN': '个工作日', 'zh-TW': '個工作日', en: 'working day' },
} as const satisfies Readonly<Record<string, Text>>

/** A limit of the handbook in words: PT2H is 2 小时, P3D is 3 个工作日 or 3 天. */
export function sayLength(text: string, counting: Counting, locale: Locale): string {
  const { limit } = mustParse(text)
  const said = (count: number, unit: Text): string => `${count} ${textIn(unit, locale)}${locale === 'en' && count !== 1 ? 's' : ''}`
  if (limit.unit === 'days') return said(limit.days, counting === 'working' ? UNITS.workingDay : UNITS.day)
  const parts = [
    { count: Math.floor(limit.amount / HOUR), unit: UNITS.hour },
    { count: Math.floor((limit.amount % HOUR) / MINUTE), unit: UNITS.minute },
    { count: Math.floor((limit.amount % MINUTE) / SECOND), unit: UNITS.second },
  ].filter(({ count }) => count > 0)
  return parts.length === 0 ? said(0, UNITS.minute) : parts.map(({ count, unit }) => said(count, unit)).join(' ')
}

const COUNTED: Readonly<Record<Counting, Text>> = {
  working: { 'zh-CN': '（工作时间）', 'zh-TW': '（工作時間）', en: ' working time' },
  wall: { 'zh-CN': '（自然时间）', 'zh-TW': '（自然時間）', en: ' elapsed' },
}

/** A limit with the time it is counted in: 10 分钟（自然时间）. Days say it themselves. */
export const sayLimit = ({ limit, counting }: { readonly limit: string; readonly counting: Counting }, locale: Locale): string =>
  `${sayLength(limit, counting, locale)}${mustParse(limit).limit.unit === 'days' && counting === 'working' ? '' : textIn(COUNTED[counting], locale)}`

function mustParse(text: string) {
  const parsed = parseLimit(text)
  assert(parsed.ok, 'a checked handbook has valid limits')
  return parsed
}
