import { scopeOf } from '#capabilities/access/core/viewer.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import type { IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { textIn } from '#kernel/text.ts'
import type { Db } from '#platform/db/database.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import { forbidden, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByYear, CalendarList, StatutoryNotice, StatutoryYearShown, StatutoryYearView, type CalendarHours, type CalendarView } from '../contract.ts'
import type { Calendar } from '../core/calendar.ts'
import { announcedThrough, isShipped, statutoryDays, type StatutoryYear } from '../core/statutory-days.ts'
import type { CalendarDefinition } from '../definition.ts'
import { changeRoutes, type ChangeDeps } from './change-routes.ts'
import { correctStatutoryYear, type KeepNotice } from './commands.ts'
import './messages/calendar-messages.ts'

/** What calendars need of the house: those in force, and where corrections are kept and told to everybody. */
export type CalendarDeps = {
  readonly db: Db
  readonly now: () => Instant
  readonly newId: IdSource
  readonly inForce: () => Promise<readonly { readonly definition: CalendarDefinition; readonly calendar: Calendar }[]>
  readonly corrections: () => readonly StatutoryYear[]
  readonly keep: KeepNotice
  /** After the commit: this process measures with the new days at once. */
  readonly corrected: () => Promise<void>
  /** Promises under way; `waiting` counts those that cross unannounced days alone. */
  readonly openClocks: (which: 'all' | 'waiting') => Promise<number>
} & ChangeDeps

const tags = ['calendar'] as const

/** Calendars: everybody who works here reads them; entering a year's holidays takes calendar.manage. */
export function calendarRoutes(app: Http, deps: CalendarDeps): void {
  app.get('/api/v1/calendars', { schema: { tags, summary: '工作日历', response: { 200: CalendarList } } }, async (request) => {
    const locale = localeOfHeader(request.headers['accept-language'])
    const at = deps.now()
    const corrections = deps.corrections()
    const items = (await deps.inForce()).map(({ definition, calendar }): CalendarView => ({
      key: definition.key,
      name: textIn(definition.name, locale),
      timezone: definition.timezone,
      statutory: definition.statutory ?? null,
      week: { ...weekOf(definition) },
      hours: hoursOf(definition),
      openNow: calendar.isOpen(at),
      provisionalFrom: calendar.unknownFrom === null ? null : calendar.format(calendar.unknownFrom),
    }))
    return { items, announcedThrough: announcedThrough(corrections), corrections: corrections.map(viewOf) }
  })
  changeRoutes(app, deps)
  app.get('/api/v1/calendars/statutory/:year', { schema: { tags, summary: '某年的法定节假日与调休', params: ByYear, response: { 200: StatutoryYearShown } } }, async (request) => {
    const { year } = request.params
    const entered = deps.corrections()
    const source: StatutoryYearShown['source'] = entered.some((notice) => notice.year === year) ? 'entered' : isShipped(year) ? 'shipped' : 'law'
    return { ...viewOf(statutoryDays(year, entered)), source, waitingClocks: await deps.openClocks('waiting') }
  })
  app.put('/api/v1/calendars/statutory/:year', {
    schema: { tags, summary: '录入某年的法定节假日与调休', params: ByYear, body: StatutoryNotice, response: { 200: StatutoryYearView } },
  }, async (request) => {
    if (scopeOf(viewerOf(request), 'calendar.manage') !== 'all') throw forbidden('calendar.manage')
    const notice = { year: request.params.year, ...request.body }
    const answer = await correctStatutoryYear(deps, contextOf(request, deps, 'correctStatutoryYear'), notice)
    if (!answer.ok) throw refusal(answer.refusal)
    await deps.corrected()
    return viewOf(notice)
  })
}

const weekOf = ({ week }: CalendarDefinition): CalendarHours['week'] => Object.fromEntries(Object.entries(week).map(([day, hours]) => [day, (hours ?? []).map((opening) => [...opening])]))

/** What the calendar says itself, as a change is given. */
const hoursOf = (definition: CalendarDefinition): CalendarHours => ({
  timezone: definition.timezone,
  week: weekOf(definition),
  holidays: [...(definition.holidays ?? [])],
  workdays: (definition.workdays ?? []).map((day) => (typeof day === 'string' ? { date: day, as: null } : { ...day })),
  exceptions: (definition.exceptions ?? []).map(({ date, hours }) => ({ date, hours: hours.map((opening) => [...opening]) })),
})

const viewOf = ({ year, holidays, workdays }: StatutoryYear) => ({ year, holidays: [...holidays], workdays: [...workdays] })
