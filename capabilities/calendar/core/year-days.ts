import type { Weekday } from './calendar.ts'
import { dayNumber, formatDate, weekdayIndex } from './local-date.ts'
import { GRID_DAYS, type GridWeek } from './week-grid.ts'

/** What a date is on a year's page: why it differs from the week, or that it does not. */
export type DayMark = 'open' | 'closed' | 'holiday' | 'makeup' | 'own_holiday' | 'own_workday' | 'exception'
export type YearDay = { readonly date: string; readonly day: number; readonly weekday: Weekday; readonly mark: DayMark }
/** Dates that differ, by who says so. */
export type YearDates = {
  readonly holidays: readonly string[]
  readonly workdays: readonly { readonly date: string }[]
  readonly exceptions: readonly { readonly date: string }[]
  readonly statutory: { readonly holidays: readonly string[]; readonly workdays: readonly string[] } | null
}

/** The twelve months of a year, each day with its mark; the stronger word wins, as when deadlines are measured. */
export function yearDays(year: number, week: GridWeek, { holidays, workdays, exceptions, statutory }: YearDates): readonly (readonly YearDay[])[] {
  const marks = new Map<string, DayMark>()
  for (const date of statutory?.holidays ?? []) marks.set(date, 'holiday')
  for (const date of statutory?.workdays ?? []) marks.set(date, 'makeup')
  for (const date of holidays) marks.set(date, 'own_holiday')
  for (const { date } of workdays) marks.set(date, 'own_workday')
  for (const { date } of exceptions) marks.set(date, 'exception')
  return Array.from({ length: 12 }, (_, month) => {
    const first = dayNumber(year, month + 1, 1)
    const count = (month === 11 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 2, 1)) - first
    return Array.from({ length: count }, (_day, index): YearDay => {
      const date = formatDate(first + index)
      const weekday = GRID_DAYS[weekdayIndex(first + index)] ?? 'mon'
      return { date, day: index + 1, weekday, mark: marks.get(date) ?? (week[weekday].length > 0 ? 'open' : 'closed') }
    })
  })
}

/** A notice with one date more: as usual → off → worked instead → as usual. */
export function turned(notice: { readonly holidays: readonly string[]; readonly workdays: readonly string[] }, date: string): { holidays: string[]; workdays: string[] } {
  const without = (dates: readonly string[]): string[] => dates.filter((other) => other !== date)
  if (notice.holidays.includes(date)) return { holidays: without(notice.holidays), workdays: [...notice.workdays, date].toSorted() }
  if (notice.workdays.includes(date)) return { holidays: [...notice.holidays], workdays: without(notice.workdays) }
  return { holidays: [...notice.holidays, date].toSorted(), workdays: [...notice.workdays] }
}
