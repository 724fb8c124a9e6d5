import { Type } from 'typebox'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { visibleCase } from '#capabilities/access/server/visibility.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Statement } from '#platform/db/database.ts'
import { nextOf, pageAsked } from '#platform/http/keyset.ts'
import { localeOfHeader, messageFor } from '#platform/http/messages/message-table.ts'
import { HttpProblem, notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase, NotificationPage, NotificationQuery } from '../contract.ts'
import type { CaseDeps } from './case-deps.ts'

const tags = ['notification'] as const
/** Behind every id. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What the product tells a colleague: a deadline coming near, a new reply, an escalation. Everybody has their own. */
export function registerNotifications(app: Http, deps: CaseDeps): void {
  app.get('/api/v1/notifications', { schema: { tags, summary: '我的提醒（新的在前）', querystring: NotificationQuery, response: { 200: NotificationPage } } }, async (request) => {
    const viewer = personOf(viewerOf(request))
    const { limit, after } = pageAsked(request.query, { id: LAST_ID })
    const { rows } = await deps.db.query(notificationsOf(viewer, { unread: request.query.unread === true, before: after.id, limit }))
    const locale = localeOfHeader(request.headers['accept-language'])
    return { items: rows.map((row) => present(row, locale)), next: nextOf(rows, limit, (last) => ({ id: String(last['id']) })) }
  })
  app.post('/api/v1/notifications/reading', { schema: { tags, summary: '把我的提醒全部标记为已读', response: { 204: Type.Null() } } }, async (request, reply) => {
    const viewer = personOf(viewerOf(request))
    const settle = request.idempotency === null ? [] : [request.idempotency.complete(204, { staff: viewer.id })]
    await deps.db.write([markAllRead(viewer.id, deps.now()), ...settle])
    return reply.status(204).send(null)
  })
  app.post('/api/v1/notifications/:id/reading', { schema: { tags, summary: '标记提醒为已读', params: ByCase, response: { 204: Type.Null() } } }, async (request, reply) => {
    const viewer = personOf(viewerOf(request))
    const id = request.params.id as Id
    const settle = request.idempotency === null ? [] : [request.idempotency.complete(204, { notification: id })]
    const found = await deps.db.transaction<boolean>([lockNotification(id, viewer.id)], async ([rows]) =>
      rows?.rowCount === 1 ? { writes: [markRead(id, deps.now()), ...settle], answer: true } : { abandon: true, answer: false })
    if (!found) throw notFound()
    return reply.status(204).send(null)
  })
}

/** A program has no notices. */
function personOf(viewer: Viewer): Viewer {
  if (viewer.kind !== 'staff') throw new HttpProblem(403, 'access.session_needed')
  return viewer
}

/** The subject of a case that has left the viewer's sight is not told again. */
function notificationsOf(viewer: Viewer, page: { readonly unread: boolean; readonly before: string; readonly limit: number }): Statement {
  const seen = visibleCase(viewer, { caseId: 'cases.id', firstParameter: 5 })
  return {
    name: 'case.notifications',
    text: `select notifications.id, case_id, cases.number, case when ${seen.text} then cases.subject end as subject, clock_id, about, notifications.created_at, read_at
      from notifications join cases on cases.id = case_id
      where staff_id = $1 and notifications.id < $3 and ($2 = false or read_at is null) order by notifications.id desc limit $4`,
    values: [viewer.id, page.unread, page.before, page.limit, ...seen.values],
  }
}

const lockNotification = (id: Id, staffId: Id): Statement => ({
  name: 'case.lock_notification',
  text: 'select id from notifications where id = $1 and staff_id = $2 for update',
  values: [id, staffId],
})

/** Read once: the first reading counts. */
const markRead = (id: Id, at: Instant): Statement => ({
  name: 'case.read_notification',
  text: 'update notifications set read_at = coalesce(read_at, $2) where id = $1',
  values: [id, formatInstant(at)],
})

const markAllRead = (staffId: Id, at: Instant): Statement => ({
  name: 'case.read_notifications',
  text: 'update notifications set read_at = $2 where staff_id = $1 and read_at is null',
  values: [staffId, formatInstant(at)],
})

const present = (row: Readonly<Record<string, unknown>>, locale: Locale) => ({
  id: String(row['id']),
  caseId: String(row['case_id']),
  number: String(row['number']),
  subject: row['subject'] as string | null,
  clockId: row['clock_id'] as string | null,
  about: String(row['about']),
  saying: messageFor(`notification.${String(row['about'])}`, {}, locale),
  createdAt: formatInstant(row['created_at'] as Instant),
  readAt: row['read_at'] === null ? null : formatInstant(row['read_at'] as Instant),
})
