import type { Refusal } from '#kernel/decision.ts'
import type { Locale } from '#kernel/text.ts'

/** What can be wrong with a calendar as somebody wrote it. */
export type CalendarRefusalCode =
  | 'calendar.bad_shape'
  | 'calendar.unknown_field'
  | 'calendar.unknown_timezone'
  | 'calendar.unknown_statutory'
  | 'calendar.bad_time'
  | 'calendar.bad_date'
  | 'calendar.bad_year'
  | 'calendar.bad_weekday'
  | 'calendar.overnight_hours'
  | 'calendar.overlapping_hours'
  | 'calendar.date_in_both_lists'
  | 'calendar.date_given_twice'
  | 'calendar.workday_without_hours'
  | 'calendar.too_many_entries'

/** A refused calendar: `field` is where (`week.mon[0]`), `value` what stood there. */
export type CalendarRefusal = Refusal<CalendarRefusalCode>

/** A named no about one place of a calendar. */
export const calendarRefused = (code: CalendarRefusalCode, field: string, value = '') =>
  ({ ok: false, refusal: { code, params: { field, value: value.length > 80 ? `${value.slice(0, 80)}…` : value } } }) as const

type Words = (field: string, value: string) => string

const ZH: Record<CalendarRefusalCode, Words> = {
  'calendar.bad_shape': (field, value) => `日历的 ${field} 应为${value}。`,
  'calendar.unknown_field': (field) => `日历里没有“${field}”这一项，请检查拼写或删除它。`,
  'calendar.unknown_timezone': (_, value) => `没有名为“${value}”的时区，请使用 Asia/Shanghai 这样的名称或 +08:00 这样的时差。`,
  'calendar.unknown_statutory': (_, value) => `没有“${value}”的法定节假日数据，目前只有 CN。`,
  'calendar.bad_time': (field, value) => `${field} 的“${value}”不是时间，请写成 09:00 这样的形式（结束时间可写 24:00），且结束晚于开始。`,
  'calendar.bad_date': (field, value) => `${field} 的“${value}”不是存在的日期，请写成 2026-10-01 这样的形式。`,
  'calendar.bad_year': (field) => `${field} 应为 1900 到 2199 之间的年份。`,
  'calendar.bad_weekday': (field, value) => `${field} 的“${value}”不是星期，请用 mon、tue、wed、thu、fri、sat、sun。`,
  'calendar.overnight_hours': (field, value) => `${field} 的“${value}”跨过了午夜，请分成两天来写：前一天到 24:00，后一天从 00:00 开始。`,
  'calendar.overlapping_hours': (field, value) => `${field} 的“${value}”与同一天的另一段时间重叠，请合并或错开。`,
  'calendar.date_in_both_lists': (field, value) => `${value} 既在 holidays 又在 workdays（${field}），请只保留一处。`,
  'calendar.date_given_twice': (field, value) => `${value} 在 ${field} 重复出现，请只保留一次。`,
  'calendar.workday_without_hours': (field, value) => `${field} 的 ${value} 要按星期一的时间上班，但星期一没有工作时间，请用 as 指明按哪一天。`,
  'calendar.too_many_entries': (field, value) => `${field} 的条目太多，最多 ${value} 条。`,
}

const EN: Record<CalendarRefusalCode, Words> = {
  'calendar.bad_shape': (field, value) => `The calendar's ${field} must be ${value}.`,
  'calendar.unknown_field': (field) => `A calendar has no field "${field}"; check the spelling or remove it.`,
  'calendar.unknown_timezone': (_, value) => `There is no time zone "${value}"; write a name like Asia/Shanghai or an offset like +08:00.`,
  'calendar.unknown_statutory': (_, value) => `There are no statutory days for "${value}"; only CN is known.`,
  'calendar.bad_time': (field, value) => `"${value}" in ${field} is no time; write 09:00 (an end may be 24:00), the end after the start.`,
  'calendar.bad_date': (field, value) => `"${value}" in ${field} is no date that exists; write 2026-10-01.`,
  'calendar.bad_year': (field) => `${field} must be a year from 1900 to 2199.`,
  'calendar.bad_weekday': (field, value) => `"${value}" in ${field} is no weekday; use mon, tue, wed, thu, fri, sat, sun.`,
  'calendar.overnight_hours': (field, value) => `"${value}" in ${field} crosses midnight; write two days: one until 24:00, the next from 00:00.`,
  'calendar.overlapping_hours': (field, value) => `"${value}" in ${field} overlaps another opening of the day; join them or move one.`,
  'calendar.date_in_both_lists': (field, value) => `${value} is in both holidays and workdays (${field}); keep one.`,
  'calendar.date_given_twice': (field, value) => `${value} is given twice in ${field}; keep one.`,
  'calendar.workday_without_hours': (field, value) => `${value} in ${field} would have Monday's hours, but Monday has none; say with "as" whose hours it has.`,
  'calendar.too_many_entries': (field, value) => `${field} has too many entries; at most ${value}.`,
}

/** The sentence that says what is wrong and what to do. */
export function sayCalendarRefusal(refusal: CalendarRefusal, locale: Locale): string {
  const words = (locale === 'en' ? EN : ZH)[refusal.code]
  return words(String(refusal.params?.['field'] ?? ''), String(refusal.params?.['value'] ?? ''))
}
