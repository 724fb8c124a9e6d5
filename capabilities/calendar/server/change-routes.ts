import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import type { IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { forbidden, notFound, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCalendar, CalendarHours, CalendarPublished, CalendarTrial } from '../contract.ts'
import type { CalendarSpec } from '../core/calendar.ts'
import { compileCalendar } from '../core/compile-calendar.ts'
import { rewriteCalendar } from './rewrite-calendar.ts'

type File = { readonly path: string; readonly text: string }

/** A calendar is a page of the handbook: it changes by publishing a version with another page. */
export type ChangeDeps = {
  readonly now: () => Instant
  readonly newId: IdSource
  /** The files of the version in force. */
  readonly files: () => Promise<readonly File[]>
  /** Publishes them; answers the number of the new version, or throws what the handbook says no with. */
  readonly publish: (files: readonly File[], by: { readonly viewer: Viewer; readonly context: ReturnType<typeof contextOf> }) => Promise<number>
  readonly openClocks: (which: 'all' | 'waiting') => Promise<number>
}

const tags = ['calendar'] as const

/** Changing a calendar takes both permissions: the calendar is changed, and a version of the handbook is published. */
export function changeRoutes(app: Http, deps: ChangeDeps): void {
  app.post('/api/v1/calendars/:key/trial', { schema: { tags, summary: '修改日历会带来什么', params: ByCalendar, body: CalendarHours, response: { 200: CalendarTrial } } }, async (request) => {
    requireBoth(viewerOf(request))
    const { page, after } = changed(await deps.files(), request.params.key, request.body)
    return { path: page.path, before: page.text, after, openClocks: await deps.openClocks('all') }
  })
  app.put('/api/v1/calendars/:key', { schema: { tags, summary: '修改日历（发布新版服务手册）', params: ByCalendar, body: CalendarHours, response: { 200: CalendarPublished } } }, async (request) => {
    requireBoth(viewerOf(request))
    const files = await deps.files()
    const { page, after } = changed(files, request.params.key, request.body)
    const context = contextOf(request, deps, 'changeCalendar')
    return { number: await deps.publish(files.map((file) => (file === page ? { ...file, text: after } : file)), { viewer: viewerOf(request), context }) }
  })
}

function requireBoth(viewer: Viewer): void {
  for (const permission of ['calendar.manage', 'handbook.publish'] as const) if (scopeOf(viewer, permission) !== 'all') throw forbidden(permission)
}

/** The calendar's page and what it would say; what a calendar cannot say is refused with the place. */
function changed(files: readonly File[], key: string, hours: CalendarHours): { readonly page: File; readonly after: string } {
  const page = files.find(({ path }) => path === `calendars/${key}.yaml` || path === `calendars/${key}.yml`)
  if (page === undefined) throw notFound()
  const compiled = compileCalendar({ ...hours, workdays: hours.workdays.map(({ date, as }) => (as === null ? date : { date, as })) } as unknown as CalendarSpec)
  if (!compiled.ok) throw refusal(compiled.refusal)
  return { page, after: rewriteCalendar(page.text, hours) }
}
