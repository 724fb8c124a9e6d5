import type { Weekday } from './calendar.ts'
import { readMinute, sayMinute, tidy, type GridDay, type Stretch } from './week-grid.ts'

/** A date that a company treats in its own way. */
export type OwnDay = { readonly date: string; readonly kind: 'off' | 'worked' | 'hours'; readonly hours: GridDay }
type Dates = {
  holidays: string[]
  workdays: { date: string; as: Weekday | null }[]
  exceptions: { date: string; hours: string[][] }[]
}

/** The dates of a calendar in order. */
export const ownDaysOf = ({ holidays, workdays, exceptions }: Dates): readonly OwnDay[] =>
  [
    ...holidays.map((date): OwnDay => ({ date, kind: 'off', hours: [] })),
    ...workdays.map(({ date }): OwnDay => ({ date, kind: 'worked', hours: [] })),
    ...exceptions.map(({ date, hours }): OwnDay => ({ date, kind: 'hours', hours: tidy(hours.map(([from = '', to = '']): Stretch => [readMinute(from) ?? 0, readMinute(to) ?? 0])) })),
  ].toSorted((a, b) => (a.date < b.date ? -1 : 1))

/** A calendar that says nothing of its own about a date. */
export const withoutOwnDay = <T extends Dates>(calendar: T, date: string): T => ({
  ...calendar,
  holidays: calendar.holidays.filter((other) => other !== date),
  workdays: calendar.workdays.filter((other) => other.date !== date),
  exceptions: calendar.exceptions.filter((other) => other.date !== date),
})

/** A calendar with one date of its own; said anew, the date has the new word alone. */
export function withOwnDay<T extends Dates>(calendar: T, { date, kind, hours }: OwnDay): T {
  const rest = withoutOwnDay(calendar, date)
  switch (kind) {
    case 'off': return { ...rest, holidays: [...rest.holidays, date].toSorted() }
    case 'worked': return { ...rest, workdays: [...rest.workdays, { date, as: null }].toSorted((a, b) => (a.date < b.date ? -1 : 1)) }
    case 'hours': return { ...rest, exceptions: [...rest.exceptions, { date, hours: hours.map(([from, to]) => [sayMinute(from), sayMinute(to)]) }].toSorted((a, b) => (a.date < b.date ? -1 : 1)) }
  }
}

/** `09:00-12:00, 14:00-17:00` as it is typed, with whatever dashes and commas; null when a part is no stretch of a day. */
export function readHours(typed: string): GridDay | null {
  const parts = typed.normalize('NFKC').split(/[,;、\s]+/).filter((part) => part !== '')
  const read = parts.map((part): Stretch | null => {
    const [from, to] = part.split(/[-–—~〜至]/).map(readMinute)
    return from === null || from === undefined || to === null || to === undefined || from >= to ? null : [from, to]
  })
  return read.length === 0 || read.includes(null) ? null : tidy(read.filter((stretch) => stretch !== null))
}

export const sayHours = (hours: GridDay): string => hours.map(([from, to]) => `${sayMinute(from)}–${sayMinute(to)}`).join(', ')
