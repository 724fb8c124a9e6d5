/** The ways people write a day; the first is how it is shown. */
export const DAY_FORMATS: readonly string[] = ['YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY-M-D', 'YYYY年M月D日', 'YYYYMMDD']

/** A day that somebody typed, as `YYYY-MM-DD`; null when the calendar has no such day. */
export function readDay(text: string): string | null {
  const parts = /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?$/.exec(text.trim()) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text.trim())
  if (parts === null) return null
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number)
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth) return null
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

/** The day it is where this browser stands, as `YYYY-MM-DD`. */
export function todayHere(): string {
  const now = new Date()
  return [String(now.getFullYear()).padStart(4, '0'), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-')
}
