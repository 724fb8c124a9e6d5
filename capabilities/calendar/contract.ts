import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const DateSchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const DatesSchema = Type.Array(DateSchema, { maxItems: 120 })

/** Path of the statutory days of one year. */
export const ByYear = strict({ year: Type.Integer({ minimum: 2004, maximum: 2150 }) })

/** The days off and the days worked instead (调休) of a year, as the notice of the State Council gives them. */
export const StatutoryNotice = strict({ holidays: Type.Array(DateSchema, { minItems: 1, maxItems: 120 }), workdays: DatesSchema })
export type StatutoryNotice = Static<typeof StatutoryNotice>

/** A year that an administrator has entered. */
export const StatutoryYearView = strict({ year: Type.Integer(), holidays: DatesSchema, workdays: DatesSchema })

/** A calendar of the handbook in force; deadlines that cross `provisionalFrom` (RFC 3339) may still move. */
export const CalendarView = strict({
  key: Type.String(),
  name: Type.String(),
  timezone: Type.String(),
  statutory: nullable(Type.String()),
  week: Type.Record(Type.String(), Type.Array(Type.Array(Type.String()))),
  openNow: Type.Boolean(),
  provisionalFrom: nullable(Type.String()),
})
export type CalendarView = Static<typeof CalendarView>

/** The calendars, and how far the statutory days are known: notices up to `announcedThrough`, later years by the law's own days. */
export const CalendarList = strict({ items: Type.Array(CalendarView), announcedThrough: Type.Integer(), corrections: Type.Array(StatutoryYearView) })

/** What a correction can be refused for. */
export const CalendarRefusals = ['calendar.bad_date', 'calendar.date_given_twice', 'calendar.date_in_both_lists'] as const

/** `calendar.statutory_corrected`: the days of a year were entered; open deadlines that cross it are measured again. */
export type CalendarEvent = { readonly type: 'calendar.statutory_corrected'; readonly data: { readonly year: number; readonly holidays: number; readonly workdays: number } }
