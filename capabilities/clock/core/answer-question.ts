import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import { sayCalendarRefusal } from '#capabilities/calendar/core/calendar-refusal.ts'
import type { CalendarRefusal } from '#capabilities/calendar/core/calendar-refusal.ts'
import { compileCalendar } from '#capabilities/calendar/core/compile-calendar.ts'
import { formatDuration } from '#kernel/duration.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import { sayClockRefusal } from './clock-refusal.ts'
import type { ClockRefusal } from './clock-refusal.ts'
import { ledger } from './ledger.ts'
import type { Promised } from './ledger.ts'
import { dueOf, isProvisional, spentBy } from './measure-clock.ts'
import { sayQuestionRefusal } from './question-refusal.ts'
import type { QuestionRefusal } from './question-refusal.ts'
import { readQuestion } from './read-question.ts'
import type { Compile } from './read-question.ts'

/** A line of the ledger as it is written out, in the calendar's own time. */
type WrittenLine = { readonly from: string; readonly to: string; readonly counts: boolean; readonly why: string }

/** What `bin/clock` answers to one line. `provisional` appears only when it is true. */
export type Answer =
  | { readonly due: string; readonly provisional?: true; readonly ledger: readonly WrittenLine[] }
  | { readonly elapsed: string; readonly ledger: readonly WrittenLine[] }
  | { readonly error: { readonly code: string; readonly message: string } }

/** Answers a question about working time: a start with a limit gives its due instant, a start with an end the time elapsed. */
export function answerQuestion(value: unknown, locale: Locale, compile: Compile = (spec) => compileCalendar(spec)): Answer {
  const read = readQuestion(value, compile)
  if (!read.ok) return sayError(read.refusal, locale)
  const { promised, calendar, asked } = read.question
  const calendars = () => calendar
  if ('end' in asked) {
    return { elapsed: formatDuration(spentBy(promised, asked.end, calendars)), ledger: write(promised, asked.end, calendar) }
  }
  const due = dueOf(promised, calendars)
  if (due === null) return sayError({ code: 'clock.never_due' }, locale)
  const provisional = isProvisional(promised, due, calendars) ? ({ provisional: true } as const) : {}
  return { due: calendar.format(due), ...provisional, ledger: write(promised, due, calendar) }
}

/** A refusal as a line of output. */
export function sayError(refusal: QuestionRefusal | ClockRefusal | CalendarRefusal, locale: Locale): Answer {
  return { error: { code: refusal.code, message: say(refusal, locale) } }
}

function say(refusal: QuestionRefusal | ClockRefusal | CalendarRefusal, locale: Locale): string {
  if (isAbout(refusal, 'calendar.')) return sayCalendarRefusal(refusal, locale)
  if (isAbout(refusal, 'clock.')) return sayClockRefusal(refusal, locale)
  return sayQuestionRefusal(refusal, locale)
}

type Any = QuestionRefusal | ClockRefusal | CalendarRefusal
const isAbout = <Prefix extends string>(refusal: Any, prefix: Prefix): refusal is Extract<Any, { code: `${Prefix}${string}` }> =>
  refusal.code.startsWith(prefix)

function write(promised: Promised, until: Instant, calendar: Calendar): readonly WrittenLine[] {
  return ledger(promised, until, () => calendar).map(({ from, to, counts, why }) => ({ from: calendar.format(from), to: calendar.format(to), counts, why }))
}
