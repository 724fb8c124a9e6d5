import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import { HttpProblem, notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByInboxId, NewView, SavedView, SavedViews, ViewChange, ViewMade } from '../inbox-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { changeView, mayChange, putViewAway, saveView, type ViewContext } from './view-commands.ts'
import { readView, viewsFor, viewsNamed, type KeptView } from './view-store.ts'

const tags = ['case'] as const
/** One's own, and what others share. */
const SHOWN_MAX = 200

/** Views: lists that people keep under a name. */
export function registerViews(app: Http, deps: CaseDeps): void {
  app.get('/api/v1/case-views', { schema: { tags, summary: '我的视图与共享给我的视图', response: { 200: SavedViews } } }, async (request) => {
    const viewer = personOf(viewerOf(request))
    const { rows } = await deps.db.query(viewsFor(viewer, SHOWN_MAX))
    return { items: rows.map((row) => present(readView(row), viewer)) }
  })
  app.post('/api/v1/case-views', { schema: { tags, summary: '保存视图', body: NewView, response: { 201: ViewMade } } }, async (request, reply) =>
    reply.status(201).send({ id: await saveView(deps, contextOf(request, deps, 201), request.body) }))

  app.patch('/api/v1/case-views/:id', { schema: { tags, summary: '修改视图', params: ByInboxId, body: ViewChange, response: { 200: SavedView } } }, async (request) => {
    const context = contextOf(request, deps, 200)
    const id = await changeView(deps, context, { id: request.params.id as Id, change: request.body })
    const row = (await deps.db.query(viewsNamed(context.viewer, [id]))).rows[0]
    // Whoever takes a shared view out of their own sight has done so.
    if (row === undefined) throw notFound()
    return present(readView(row), context.viewer)
  })
  app.delete('/api/v1/case-views/:id', { schema: { tags, summary: '删除视图（归档）', params: ByInboxId, response: { 204: Type.Null() } } }, async (request, reply) => {
    await putViewAway(deps, contextOf(request, deps, 204), request.params.id as Id)
    return reply.status(204).send(null)
  })
}

function contextOf(request: FastifyRequest, deps: CaseDeps, status: number): ViewContext {
  const settle = (id: Id) => (request.idempotency === null ? [] : [request.idempotency.complete(status, { view: id })])
  return { viewer: personOf(viewerOf(request)), at: deps.now(), requestId: request.id, settle }
}

/** A program keeps no views. */
function personOf(viewer: Viewer): Viewer {
  if (viewer.kind !== 'staff') throw new HttpProblem(403, 'access.session_needed')
  return viewer
}

const present = ({ ownerId, ownerName, updatedAt, ...view }: KeptView, viewer: Viewer): SavedView =>
  ({ ...view, owner: { id: ownerId, name: ownerName }, mine: mayChange(viewer, { ownerId, ownerName, updatedAt, ...view }), updatedAt: formatInstant(updatedAt) })
