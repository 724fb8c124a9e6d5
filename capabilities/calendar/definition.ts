import { Type, type Static, type TSchema } from 'typebox'
import type { Finding, Whole, Words } from '#kernel/finding.ts'
import type { CalendarSpec, Opening } from './core/calendar.ts'
import { sayCalendarRefusal } from './core/calendar-refusal.ts'
import { compileCalendar } from './core/compile-calendar.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const Name = Type.Union([
  Type.String({ minLength: 1, maxLength: 200 }),
  strict({ 'zh-CN': Type.String({ minLength: 1 }), 'zh-TW': Type.Optional(Type.String()), en: Type.Optional(Type.String()) }),
])
const Clause = Type.String({ pattern: '^[A-Z]{3,4}-\\d{2,3}$', examples: ['SVC-01'] })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2026-10-01'] })
const Time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$', examples: ['09:00', '24:00'] })
/** Pairs of times; `minItems` and `maxItems` hold what the type says. */
const Hours = Type.Unsafe<Opening[]>(Type.Array(Type.Array(Time, { minItems: 2, maxItems: 2 }), { maxItems: 24 }))
const WeekdaySchema = Type.Union([
  Type.Literal('mon'), Type.Literal('tue'), Type.Literal('wed'), Type.Literal('thu'), Type.Literal('fri'), Type.Literal('sat'), Type.Literal('sun'),
])
const Week = strict({
  mon: Type.Optional(Hours), tue: Type.Optional(Hours), wed: Type.Optional(Hours), thu: Type.Optional(Hours),
  fri: Type.Optional(Hours), sat: Type.Optional(Hours), sun: Type.Optional(Hours),
})

export const CalendarSchema = strict({
  key: Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60, examples: ['office'] }),
  name: Name,
  clause: Type.Optional(Type.Union([Clause, Type.Array(Clause, { minItems: 1 })])),
  timezone: Type.String({ minLength: 1, maxLength: 60 }),
  week: Week,
  holidays: Type.Optional(Type.Array(Day)),
  workdays: Type.Optional(Type.Array(Type.Union([Day, strict({ date: Day, as: WeekdaySchema })]))),
  exceptions: Type.Optional(Type.Array(strict({ date: Day, hours: Hours }))),
  statutory: Type.Optional(Type.Literal('CN')),
  announcedThrough: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2200 })),
})
export type CalendarDefinition = Static<typeof CalendarSchema>

/** The calendars of a handbook. */
export const calendarsOf = (whole: Whole): readonly CalendarDefinition[] => whole.sections['calendars'] as readonly CalendarDefinition[]

/** A calendar of the handbook as it is compiled: without what only the handbook says about it. */
export function calendarSpecOf({ key: _key, name: _name, clause: _clause, ...spec }: CalendarDefinition): CalendarSpec {
  return spec
}

const CALENDAR_WORDS: Readonly<Record<string, Words>> = { 'calendar.refused': { 'zh-CN': '{zh}', en: '{en}' } }

function checkCalendars(whole: Whole): readonly Finding[] {
  return calendarsOf(whole).flatMap((definition, index): readonly Finding[] => {
    const compiled = compileCalendar(calendarSpecOf(definition))
    if (compiled.ok) return []
    const { refusal } = compiled
    const params = { reason: refusal.code, zh: sayCalendarRefusal(refusal, 'zh-CN'), en: sayCalendarRefusal(refusal, 'en') }
    return [{ path: [index, ...pathOf(String(refusal.params?.['field'] ?? ''))], code: 'calendar.refused', params }]
  })
}

/** `week.mon[0]` → week, mon, 0. */
const pathOf = (field: string): readonly (string | number)[] => (field.match(/[^.[\]]+/g) ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** calendars/*.yaml: working time. */
export const calendarsSection = { key: 'calendars', place: { folder: 'calendars' }, schema: CalendarSchema, check: checkCalendars, words: CALENDAR_WORDS }
