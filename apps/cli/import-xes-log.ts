import { compileZone, type Zone } from '#capabilities/calendar/core/zone.ts'
import { parseDate } from '#capabilities/calendar/core/local-date.ts'
import { Fault } from '#kernel/fault.ts'
import { DAY, parseInstant, type Instant } from '#kernel/instant.ts'
import { classesOf, type LogMap } from './import-xes-map.ts'

/** What a log may hold, each in its own unit. */
export const LOG_LIMITS = { depthMax: 16, charactersMax: 1_048_576, valueCharactersMax: 65_536, caseIdCharactersMax: 200, attributesPerEventMax: 500, eventsPerCaseMax: 10_000, csvLinesMax: 3_000_000 } as const

/** One line of the log: when, what, and the attributes that carry a class. */
export type LogEvent = { readonly at: Instant; readonly activity: string; readonly values: Readonly<Record<string, string>>; readonly line: number }
/** One case of the log, its events in the order of the file. */
export type LogCase = { readonly id: string; readonly line: number; readonly values: Readonly<Record<string, string>>; readonly events: readonly LogEvent[] }

/** What readers look for, and where they are for their sentences. */
export type Reading = {
  readonly file: string
  readonly map: LogMap
  /** Attributes that mean something; the others are read over. */
  readonly wanted: ReadonlySet<string>
  readonly zone: Zone | null
  readonly now: Instant
}

/** A reading of `file` as the map says, at `now`: what lies later is no history. */
export const readingOf = (file: string, map: LogMap, now: Instant): Reading => ({
  file,
  map,
  wanted: new Set([map.case, map.activity, map.timestamp, ...classesOf(map).map(({ attribute }) => attribute)]),
  zone: map.timezone === undefined ? null : compileZone(map.timezone),
  now,
})

/** Ends the reading with a sentence that says where. */
export function refuseLog(reading: Reading, code: string, line: number, params: Readonly<Record<string, string | number>> = {}): never {
  throw new Fault(`import.${code}`, { retryable: false, params: { file: reading.file, line, ...params } })
}

/** The case's name in the log. */
export function caseIdOf(reading: Reading, values: Readonly<Record<string, string>>, line: number): string {
  const attribute = reading.map.case
  const id = values[attribute]?.trim() ?? ''
  if (id === '') refuseLog(reading, 'case_missing', line, { attribute })
  if (id.length > LOG_LIMITS.caseIdCharactersMax) refuseLog(reading, 'value_too_long', line, { attribute, most: LOG_LIMITS.caseIdCharactersMax })
  return id
}

/** An event from its attributes. */
export function eventOf(reading: Reading, values: Readonly<Record<string, string>>, line: number): LogEvent {
  const { map } = reading
  const activity = values[map.activity]?.trim() ?? ''
  if (activity === '') refuseLog(reading, 'activity_missing', line, { attribute: map.activity })
  const time = values[map.timestamp]?.trim() ?? ''
  if (time === '') refuseLog(reading, 'time_missing', line, { attribute: map.timestamp })
  return { at: instantOf(reading, time, line), activity, values, line }
}

const TIME = /^(\d{4})[-/](\d\d?)[-/](\d\d?)[Tt ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d\d:?\d\d)?$/

/** The log's own time: with its offset, or in the zone that the map names. */
function instantOf(reading: Reading, text: string, line: number): Instant {
  const found = TIME.exec(text)
  if (found === null) return refuseLog(reading, 'bad_time', line, { found: text.slice(0, 60) })
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction = '', offset] = found
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = `${hour.padStart(2, '0')}:${minute}:${second}`
  const millis = fraction.padEnd(3, '0').slice(0, 3)
  const at = offset === undefined ? localInstant(reading, { date, time, millis, text, line }) : parseInstant(`${date}T${time}.${millis}${withColon(offset)}`)
  if (at === null) return refuseLog(reading, 'bad_time', line, { found: text.slice(0, 60) })
  if (at > reading.now) refuseLog(reading, 'future', line, { found: text.slice(0, 60) })
  return at
}

const withColon = (offset: string): string => (/^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset)

function localInstant(reading: Reading, { date, time, millis, text, line }: { date: string; time: string; millis: string; text: string; line: number }): Instant | null {
  if (reading.zone === null) refuseLog(reading, 'no_zone', line, { found: text.slice(0, 60) })
  const day = parseDate(date)
  const asUtc = parseInstant(`${date}T${time}.${millis}Z`)
  if (day === null || asUtc === null) return null
  return reading.zone.momentOf(day * DAY + (asUtc - day * DAY))
}
