import type { Calendar, CalendarSpec } from '#capabilities/calendar/core/calendar.ts'
import type { CalendarRefusal } from '#capabilities/calendar/core/calendar-refusal.ts'
import { parseCalendar } from '#capabilities/calendar/core/parse-calendar.ts'
import { refused } from '#kernel/decision.ts'
import { DAY, parseInstant, SECOND } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ClockPolicy, Counting, Limit, Pause } from './clock.ts'
import type { ClockRefusal } from './clock-refusal.ts'
import type { Promised } from './ledger.ts'
import { parseLimit } from './parse-limit.ts'
import type { QuestionRefusal, QuestionRefusalCode } from './question-refusal.ts'

/** A question about working time, ready to be measured. */
export type Question = {
  readonly calendar: Calendar
  readonly promised: Promised
  readonly asked: { readonly limit: Limit } | { readonly end: Instant }
}

/** Compiles a calendar; whoever asks often remembers the last ones. */
export type Compile = (spec: CalendarSpec) => { readonly ok: true; readonly calendar: Calendar } | { readonly ok: false; readonly refusal: CalendarRefusal }

type No = { readonly ok: false; readonly refusal: QuestionRefusal | ClockRefusal | CalendarRefusal }
type Read<Name extends string, Value> = ({ readonly ok: true } & { readonly [name in Name]: Value }) | No

const FIELDS = ['calendar', 'start', 'limit', 'end', 'counting', 'pauses']
const PAUSES_MAX = 10_000
const STRETCH_MAX = 36_525 * DAY
/** Years in which zones and holidays make sense. */
const EARLIEST = parseInstant('1900-01-01T00:00:00Z') ?? 0
const LATEST = parseInstant('2200-01-01T00:00:00Z') ?? 0

/** Reads one question; every field is checked and unknown ones are refused. Seconds are whole: fractions are cut off everywhere alike. */
export function readQuestion(value: unknown, compile: Compile): Read<'question', Question> {
  if (!isRecord(value)) return no('question.not_an_object')
  const extra = Object.keys(value).find((key) => !FIELDS.includes(key))
  if (extra !== undefined) return no('question.unknown_field', extra)
  if (value['start'] === undefined) return no('question.missing_field', 'start')
  if ((value['limit'] === undefined) === (value['end'] === undefined)) return no('question.limit_or_end')
  const start = readInstant(value['start'], 'start')
  if (!start.ok) return start
  const counting = value['counting'] ?? 'working'
  if (counting !== 'working' && counting !== 'wall') return no('question.bad_counting', 'counting')
  const calendar = readCalendar(value['calendar'], counting, compile)
  if (!calendar.ok) return calendar
  const pauses = readPauses(value['pauses'])
  if (!pauses.ok) return pauses
  const asked = value['limit'] === undefined ? readEnd(value['end'], start.at) : readLimit(value['limit'])
  if (!asked.ok) return asked
  const promised = promise(start.at, { counting, limit: 'limit' in asked.asked ? asked.asked.limit : NO_LIMIT, pauses: pauses.pauses })
  return { ok: true, question: { calendar: calendar.calendar, promised, asked: asked.asked } }
}

const NO_LIMIT: Limit = { unit: 'days', days: 0 }

function promise(at: Instant, given: { readonly counting: Counting; readonly limit: Limit; readonly pauses: readonly Pause[] }): Promised {
  const { counting, limit, pauses } = given
  const policy: ClockPolicy = { limit, counting, calendar: 'given', notices: [], emergency: false, notBefore: null }
  return { startedAt: at, policies: [{ from: at, policy }], pauses }
}

/** Elapsed time needs no calendar; it is then written in UTC. */
function readCalendar(value: unknown, counting: Counting, compile: Compile): Read<'calendar', Calendar> {
  if (value === undefined && counting === 'working') return no('question.missing_field', 'calendar')
  const parsed = parseCalendar(value ?? { timezone: 'UTC', week: {} })
  return parsed.ok ? compile(parsed.spec) : parsed
}

function readLimit(value: unknown): Read<'asked', Question['asked']> {
  if (typeof value !== 'string') return refused('clock.bad_limit', { value: short(value) })
  const parsed = parseLimit(value)
  return parsed.ok ? { ok: true, asked: { limit: parsed.limit } } : parsed
}

function readEnd(value: unknown, start: Instant): Read<'asked', Question['asked']> {
  const end = readInstant(value, 'end')
  if (!end.ok) return end
  if (end.at < start) return no('question.end_before_start')
  return end.at - start > STRETCH_MAX ? no('question.stretch_too_long') : { ok: true, asked: { end: end.at } }
}

function readPauses(value: unknown): Read<'pauses', readonly Pause[]> {
  if (value === undefined) return { ok: true, pauses: [] }
  if (!Array.isArray(value)) return no('question.bad_pauses', 'pauses')
  if (value.length > PAUSES_MAX) return no('question.too_many_pauses', 'pauses', PAUSES_MAX)
  const pauses: Pause[] = []
  for (const [index, entry] of value.entries()) {
    const read = readPause(entry, `pauses[${index}]`)
    if (!read.ok) return read
    pauses.push(read.pause)
  }
  return { ok: true, pauses }
}

function readPause(entry: unknown, field: string): Read<'pause', Pause> {
  if (!Array.isArray(entry) || entry.length < 1 || entry.length > 2) return no('question.bad_pauses', field)
  const from = readInstant(entry[0], `${field}[0]`)
  if (!from.ok) return from
  if (entry[1] === undefined || entry[1] === null) return { ok: true, pause: { from: from.at, to: null, reason: 'given' } }
  const to = readInstant(entry[1], `${field}[1]`)
  if (!to.ok) return to
  return to.at < from.at ? no('question.pause_ends_before_it_begins', field) : { ok: true, pause: { from: from.at, to: to.at, reason: 'given' } }
}

function readInstant(value: unknown, field: string): Read<'at', Instant> {
  const at = typeof value === 'string' ? parseInstant(value) : null
  if (at === null || at < EARLIEST || at >= LATEST) return no('question.bad_instant', field, short(value))
  return { ok: true, at: (Math.floor(at / SECOND) * SECOND) as Instant }
}

const short = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const no = (code: QuestionRefusalCode, field = '', value: string | number = '') => refused(code, { field: field.slice(0, 80), value })
