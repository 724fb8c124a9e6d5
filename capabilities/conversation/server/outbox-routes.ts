import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { ById } from '#capabilities/access/contract.ts'
import { contextOf, viewerOf } from '#capabilities/access/server/register-access.ts'
import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { failedWishes, lateWishes, reviveWish, wishToChange } from '#platform/outbox/outbox-health.ts'
import { OutboxPage, OutboxQuery, type OutboxItem } from '../contract.ts'
import { DONE, happened, requireAll, requireSight, valueOf, type Asked, type ConversationDeps, type Outcome } from './conversation-deps.ts'

const tags = ['outbox'] as const
/** A wish this much overdue is late: the workers stand still or something holds them up. */
const LATE = 5 * MINUTE

/** What was committed and still waits to be done: given up, or late. */
export function outboxRoutes(app: Http, deps: ConversationDeps): void {
  app.get('/api/v1/outbox', { schema: { tags, summary: '发件箱：失败与滞后的事项', querystring: OutboxQuery, response: { 200: OutboxPage } } }, async (request) => {
    requireAll(viewerOf(request), 'outbox.manage')
    const { limit, after } = pageAsked(request.query, { at: '-infinity', id: FIRST_ID })
    const page = { ...after, limit }
    const { rows } = await deps.db.query(request.query.state === 'late' ? lateWishes(page, later(deps.now(), -LATE)) : failedWishes(page))
    return { items: rows.map(present), next: nextOf(rows, limit, (row) => ({ at: formatInstant(row['sorted_by'] as Instant), id: String(row['id']) })) }
  })
  app.post('/api/v1/outbox/:id/retry', { schema: { tags, summary: '重试失败的事项', params: ById, response: { 204: Type.Null() } } }, async (request, reply) => {
    valueOf(await retryWish(askedBy(request, deps), request.params.id))
    return reply.status(204).send(null)
  })
}

const askedBy = (request: FastifyRequest, deps: ConversationDeps): Asked => ({ deps, context: contextOf(request, deps, 'retryWish'), viewer: viewerOf(request) })

/** Repeating a wish does no harm: each is carried out at most once by its own means. */
function retryWish(asked: Asked, id: Id): Promise<Outcome<null>> {
  const { deps, context, viewer } = asked
  requireSight(viewer, 'outbox.manage')
  return deps.db.transaction<Outcome<null>>([wishToChange(id)], async ([rows]) => {
    const row = rows?.rows[0]
    if (row === undefined) throw notFound()
    if (row['failed_at'] === null) return { abandon: true, answer: refused('outbox.not_failed') }
    const event = happened(asked, { kind: 'wish', id }, { type: 'wish.retried', data: { kind: String(row['kind']) } })
    return { writes: [reviveWish(id, context.at), event, ...context.settle({ wish: id })], answer: DONE }
  })
}

const present = (row: Readonly<Record<string, unknown>>): OutboxItem => ({
  id: row['id'] as Id,
  kind: String(row['kind']),
  dueAt: formatInstant(row['due_at'] as Instant),
  attempts: Number(row['attempts']),
  lastError: row['last_error'] as string | null,
  failedAt: row['failed_at'] === null ? null : formatInstant(row['failed_at'] as Instant),
  payload: row['payload'] as Record<string, unknown>,
})
