import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const DateSchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const DatesSchema = Type.Array(DateSchema, { maxItems: 120 })

/** Path of the statutory days of one year. */
export const ByYear = strict({ year: Type.Integer({ minimum: 2004, maximum: 2150 }) })

/** Path of a calendar of the handbook. */
export const ByCalendar = strict({ key: Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60 }) })

/** The days off and the days worked instead (调休) of a year, as the notice of the State Council gives them. */
export const StatutoryNotice = strict({ holidays: Type.Array(DateSchema, { minItems: 1, maxItems: 120 }), workdays: DatesSchema })
export type StatutoryNotice = Static<typeof StatutoryNotice>

/** A year that an administrator has entered. */
export const StatutoryYearView = strict({ year: Type.Integer(), holidays: DatesSchema, workdays: DatesSchema })

const WeekdaySchema = Type.Union([Type.Literal('mon'), Type.Literal('tue'), Type.Literal('wed'), Type.Literal('thu'), Type.Literal('fri'), Type.Literal('sat'), Type.Literal('sun')])
const HoursSchema = Type.Array(Type.Array(Type.String({ maxLength: 5 }), { minItems: 2, maxItems: 2 }), { maxItems: 24 })
const WeekSchema = strict({
  mon: Type.Optional(HoursSchema), tue: Type.Optional(HoursSchema), wed: Type.Optional(HoursSchema), thu: Type.Optional(HoursSchema),
  fri: Type.Optional(HoursSchema), sat: Type.Optional(HoursSchema), sun: Type.Optional(HoursSchema),
})
/** What a calendar says itself: its zone, its week, and the dates that differ. Times are local, an end may be `24:00`. */
export const CalendarHours = strict({
  timezone: Type.String({ minLength: 1, maxLength: 60 }),
  week: WeekSchema,
  holidays: Type.Array(DateSchema, { maxItems: 400 }),
  workdays: Type.Array(strict({ date: DateSchema, as: nullable(WeekdaySchema) }), { maxItems: 400 }),
  exceptions: Type.Array(strict({ date: DateSchema, hours: HoursSchema }), { maxItems: 400 }),
})
export type CalendarHours = Static<typeof CalendarHours>

/** What a change would come to: the file of the handbook as it is and as it would be, and how many promises are under way and stay as they are. */
export const CalendarTrial = strict({ path: Type.String(), before: Type.String(), after: Type.String(), openClocks: Type.Integer() })
export type CalendarTrial = Static<typeof CalendarTrial>
/** The handbook version that a change was published with. */
export const CalendarPublished = strict({ number: Type.Integer() })

/** The statutory days of one year, where they come from (`law`: the law's own days, not announced yet), and how many open promises cross unannounced days. */
export const StatutoryYearShown = strict({
  year: Type.Integer(), holidays: DatesSchema, workdays: DatesSchema,
  source: Type.Union([Type.Literal('shipped'), Type.Literal('entered'), Type.Literal('law')]), waitingClocks: Type.Integer(),
})
export type StatutoryYearShown = Static<typeof StatutoryYearShown>

/** A calendar of the handbook in force; deadlines that cross `provisionalFrom` (RFC 3339) may still move. */
export const CalendarView = strict({
  key: Type.String(),
  name: Type.String(),
  timezone: Type.String(),
  statutory: nullable(Type.String()),
  week: Type.Record(Type.String(), Type.Array(Type.Array(Type.String()))),
  hours: CalendarHours,
  openNow: Type.Boolean(),
  provisionalFrom: nullable(Type.String()),
})
export type CalendarView = Static<typeof CalendarView>

/** The calendars, and how far the statutory days are known: notices up to `announcedThrough`, later years by the law's own days. */
export const CalendarList = strict({ items: Type.Array(CalendarView), announcedThrough: Type.Integer(), corrections: Type.Array(StatutoryYearView) })

/** What a correction can be refused for. */
export const CalendarRefusals = [
  'calendar.unknown_timezone', 'calendar.bad_time', 'calendar.overnight_hours', 'calendar.overlapping_hours', 'calendar.workday_without_hours',
  'calendar.bad_date', 'calendar.date_given_twice', 'calendar.date_in_both_lists'] as const

/** `calendar.statutory_corrected`: the days of a year were entered; open deadlines that cross it are measured again. */
export type CalendarEvent = { readonly type: 'calendar.statutory_corrected'; readonly data: { readonly year: number; readonly holidays: number; readonly workdays: number } }
