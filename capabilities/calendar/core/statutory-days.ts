import { dayNumber, formatDate, parseDate } from './local-date.ts'
import { ANNOUNCED } from './statutory-table.ts'

/** The days of one year as a notice of the State Council gives them: local dates off, and dates worked instead (调休). */
export type StatutoryYear = { readonly year: number; readonly holidays: readonly string[]; readonly workdays: readonly string[] }

/** Last year whose notice the product brings along. */
const ANNOUNCED_THROUGH = 2026

/**
 * Statutory days of the People's Republic that fall into `year`. A year in `corrections` replaces what the product knows;
 * a year that is not announced has the 13 days (12 where 中秋 falls into 国庆) the law itself fixes (Regulation on holidays, 2025) and no 调休.
 */
export function statutoryDays(year: number, corrections: readonly StatutoryYear[] = []): StatutoryYear {
  const known = corrections.find((correction) => correction.year === year) ?? announced(year) ?? byLaw(year)
  const prefix = `${year}-`
  const strays = corrections.filter((correction) => correction.year !== year)
  const within = (dates: readonly string[]) => dates.filter((date) => date.startsWith(prefix))
  return {
    year,
    holidays: [...within(known.holidays), ...strays.flatMap(({ holidays }) => within(holidays))],
    workdays: [...within(known.workdays), ...strays.flatMap(({ workdays }) => within(workdays))],
  }
}

/** Whether the product brings the notice of a year along. */
export const isShipped = (year: number): boolean => announced(year) !== null

/** The last year without a gap whose notice is known, from the product or from `corrections`. */
export function announcedThrough(corrections: readonly StatutoryYear[] = []): number {
  let last = ANNOUNCED_THROUGH
  while (corrections.some(({ year }) => year === last + 1)) last += 1
  return last
}

function announced(year: number): StatutoryYear | null {
  const found = ANNOUNCED.get(year)
  return found ? { year, holidays: expand(year, found[0]), workdays: expand(year, found[1]) } : null
}

/** `0101-0103 0501` → the four dates of that year. */
function expand(year: number, ranges: string): readonly string[] {
  return ranges.split(' ').flatMap((range) => {
    const [first = '', last = first] = range.split('-')
    const from = parseDate(`${year}-${first.slice(0, 2)}-${first.slice(2)}`) ?? 0
    const to = parseDate(`${year}-${last.slice(0, 2)}-${last.slice(2)}`) ?? -1
    return Array.from({ length: to - from + 1 }, (_, index) => formatDate(from + index))
  })
}

/** Before the first notice we know nothing is claimed; after the last one the law's own days hold until the notice comes. */
function byLaw(year: number): StatutoryYear {
  if (year <= ANNOUNCED_THROUGH) return { year, holidays: [], workdays: [] }
  const date = (month: number, day: number, count = 1) => Array.from({ length: count }, (_, index) => dayNumber(year, month, day) + index)
  const newYear = lunarDay(year, 'M01', 1)
  const days = [
    ...date(1, 1),
    ...[-1, 0, 1, 2].map((offset) => newYear + offset),
    ...date(4, clearAndBright(year)),
    ...date(5, 1, 2),
    lunarDay(year, 'M05', 5),
    lunarDay(year, 'M08', 15),
    ...date(10, 1, 3),
  ]
  return { year, holidays: [...new Set(days)].sort((a, b) => a - b).map(formatDate), workdays: [] }
}

/** Day number of a day of the Chinese calendar; its year is the one that begins in the Gregorian `year`. */
function lunarDay(year: number, monthCode: string, day: number): number {
  const inSummer = Temporal.PlainDate.from({ year, month: 7, day: 1 }).withCalendar('chinese')
  const iso = inSummer.with({ monthCode, day }).withCalendar('iso8601')
  return dayNumber(iso.year, iso.month, iso.day)
}

/** Day in April of 清明, by the usual formula of the 21st century. */
function clearAndBright(year: number): number {
  const y = year % 100
  return Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)
}
