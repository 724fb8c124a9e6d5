import { calendarRefused, type CalendarRefusal } from './calendar-refusal.ts'
import { parseDate } from './local-date.ts'
import type { StatutoryYear } from './statutory-days.ts'

/**
 * What is wrong with a notice as somebody typed it; null when nothing is. A notice may reach into the last days of the year
 * before and the first of the year after (元旦). Refusals: `calendar.bad_date`, `calendar.date_given_twice`, `calendar.date_in_both_lists`.
 */
export function noticeRefusal({ year, holidays, workdays }: StatutoryYear): CalendarRefusal | null {
  const months = [`${year - 1}-12-`, `${year}-`, `${year + 1}-01-`]
  const seen = new Map<string, 'holidays' | 'workdays'>()
  const entries = [...listed('holidays', holidays), ...listed('workdays', workdays)]
  for (const { list, field, date } of entries) {
    if (parseDate(date) === null || !months.some((start) => date.startsWith(start))) return calendarRefused('calendar.bad_date', field, date).refusal
    const before = seen.get(date)
    if (before !== undefined) return calendarRefused(before === list ? 'calendar.date_given_twice' : 'calendar.date_in_both_lists', field, date).refusal
    seen.set(date, list)
  }
  return null
}

type List = 'holidays' | 'workdays'
const listed = (list: List, dates: readonly string[]) => dates.map((date, index) => ({ list, field: `${list}[${index}]`, date }))

/** The years known with this one put in its place, in order. */
export const withNotice = (years: readonly StatutoryYear[], notice: StatutoryYear): readonly StatutoryYear[] =>
  [...years.filter(({ year }) => year !== notice.year), notice].toSorted((a, b) => a.year - b.year)
