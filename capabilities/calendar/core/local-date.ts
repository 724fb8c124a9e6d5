/** A local calendar date as the number of days since 1970-01-01 (proleptic Gregorian); plain arithmetic, no zone. */
export type DayNumber = number

/** The day number of a civil date; months and days count from 1. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Year, month and day of a day number. */
export function civilOf(date: DayNumber): { readonly year: number; readonly month: number; readonly day: number } {
  const z = date + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** The day number of `2026-10-10`; null when the text is no date that exists (30 February, month 13). */
export function parseDate(text: string): DayNumber | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!found) return null
  const date = dayNumber(Number(found[1]), Number(found[2]), Number(found[3]))
  return formatDate(date) === text ? date : null
}

/** `2026-10-10` of a day number. */
export function formatDate(date: DayNumber): string {
  const { year, month, day } = civilOf(date)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** 0 for Monday … 6 for Sunday. */
export const weekdayIndex = (date: DayNumber): number => (((date + 3) % 7) + 7) % 7
