import { compileZone } from '#capabilities/calendar/core/zone.ts'
import { parseDate } from '#capabilities/calendar/core/local-date.ts'
import { must } from '#kernel/assert.ts'
import { DAY, parseInstant, type Instant } from '#kernel/instant.ts'

/** [from, to): null is no bound. */
export type Period = { readonly from: Instant | null; readonly to: Instant | null }
export type PeriodMistake = { readonly option: '--from' | '--to'; readonly found: string } | 'backwards'

/**
 * Reads `--from` and `--to`: local dates of `timezone` (both days included) or instants in RFC 3339. `--to 2026-11-30` goes to the end of that day.
 */
export function readPeriod(words: { readonly from: string | undefined; readonly to: string | undefined }, timezone: string): Period | PeriodMistake {
  const zone = must(compileZone(timezone), 'a calendar of the handbook has a zone')
  const read = (text: string, daysOn: number): Instant | null => {
    const date = parseDate(text)
    return date === null ? parseInstant(text) : zone.edgeOf((date + daysOn) * DAY)
  }
  const from = words.from === undefined ? null : read(words.from, 0)
  if (words.from !== undefined && from === null) return { option: '--from', found: words.from }
  const to = words.to === undefined ? null : read(words.to, 1)
  if (words.to !== undefined && to === null) return { option: '--to', found: words.to }
  return from !== null && to !== null && from >= to ? 'backwards' : { from, to }
}

/** A mistake in the period, in a sentence. */
export function sayPeriodMistake(mistake: PeriodMistake, english: boolean): string {
  if (mistake === 'backwards') return english ? '--from is later than --to' : '--from 晚于 --to'
  const { option, found } = mistake
  return english ? `${option}: "${found}" is not a date. Write for example 2026-11-30` : `${option} 的“${found}”不是日期，请写成例如 2026-11-30`
}
