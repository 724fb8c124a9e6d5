import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import type { Id } from '#kernel/id.ts'
import { forbidden, notFound } from '#platform/http/problem.ts'
import { nextOf, pageAsked } from '#platform/http/keyset.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ById, NewStaff, OneTimePassword, pageOf, PageQuery, Staff, StaffChange } from '../contract.ts'
import { seesColleagues } from '../core/viewer.ts'
import type { AccessDeps } from './deps.ts'
import { contextOf, valueOf, viewerOf } from './register-access.ts'
import { archiveStaff, changeStaff, createStaff, resetPassword, restoreStaff } from './staff-commands.ts'
import { readStaff, staffById, staffPage } from './staff-store.ts'
import type { StaffRow } from './staff-store.ts'

const tags = ['staff'] as const
const Nothing = Type.Null()

/** Colleagues: everybody who works here sees who else does; managing them takes staff.manage. */
export function staffRoutes(app: Http, deps: AccessDeps): void {
  readingRoutes(app, deps)
  app.post('/api/v1/staff', { config: { idempotency: { present: (_request, ids) => Promise.resolve({ id: ids['staff'] }) } }, schema: { tags, summary: '新建员工', body: NewStaff, response: { 201: OneTimePassword } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await createStaff(deps, contextOf(request, deps, 'createStaff'), viewerOf(request), request.body), request)))

  app.patch('/api/v1/staff/:id', { schema: { tags, summary: '修改员工', params: ById, body: StaffChange, response: { 200: Staff } } }, async (request) => {
    valueOf(await changeStaff(deps, contextOf(request, deps, 'changeStaff'), viewerOf(request), request.params.id, request.body), request)
    return oneOf(deps, request.params.id)
  })
  app.post('/api/v1/staff/:id/archival', { schema: { tags, summary: '归档员工', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await archiveStaff(deps, contextOf(request, deps, 'archiveStaff'), viewerOf(request), request.params.id), request)
    return reply.status(204).send(null)
  })
  app.delete('/api/v1/staff/:id/archival', { schema: { tags, summary: '恢复员工', params: ById, response: { 204: Nothing } } }, async (request, reply) => {
    valueOf(await restoreStaff(deps, contextOf(request, deps, 'restoreStaff'), viewerOf(request), request.params.id), request)
    return reply.status(204).send(null)
  })
  app.post('/api/v1/staff/:id/password-reset', { schema: { tags, summary: '重置密码', params: ById, response: { 200: OneTimePassword } } }, async (request) =>
    valueOf(await resetPassword(deps, contextOf(request, deps, 'resetPassword'), viewerOf(request), request.params.id), request))
}

function readingRoutes(app: Http, deps: AccessDeps): void {
  app.get('/api/v1/staff', { schema: { tags, summary: '员工列表', querystring: PageQuery, response: { 200: pageOf(Staff) } } }, async (request) => {
    requireDirectory(request)
    const { limit, after } = pageAsked(request.query, { number: '' })
    const items = readStaff(await deps.db.query(staffPage({ after: after.number, limit, archived: request.query.archived ?? false }))).map(present)
    return { items, next: nextOf(items, limit, ({ number }) => ({ number })) }
  })
  app.get('/api/v1/staff/:id', { schema: { tags, summary: '员工详情', params: ById, response: { 200: Staff } } }, async (request) => {
    requireDirectory(request)
    return oneOf(deps, request.params.id)
  })
}

/** Who works here is told to those who see their colleagues. */
export function requireDirectory(request: FastifyRequest): void {
  if (!seesColleagues(viewerOf(request))) throw forbidden('staff.manage')
}

async function oneOf(deps: AccessDeps, id: Id): Promise<Staff> {
  const [row] = readStaff(await deps.db.query(staffById(id)))
  if (!row) throw notFound()
  return present(row)
}

function present({ id, number, name, email, locale, active, roles, teamIds, archivedAt }: StaffRow): Staff {
  return { id, number, name, email, locale, active, roles: [...roles], teamIds: [...teamIds], archivedAt }
}
