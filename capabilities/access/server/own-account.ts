import { must } from '#kernel/assert.ts'
import { Type } from 'typebox'
import type { Http } from '#platform/http/type-provider.ts'
import { OwnChange, OwnSessions } from '../account-contract.ts'
import { Me } from '../contract.ts'
import type { AccessDeps } from './deps.ts'
import { appendEvent } from './event-store.ts'
import { contextOf, sessionOf } from './register-access.ts'
import { present } from './session-routes.ts'
import { endSessions, readHolder, readSessions, sessionHolder, sessionsOf } from './session-store.ts'
import { updateOwn } from './staff-store.ts'

const tags = ['access'] as const

/** What people do about themselves, besides password and second factor: their name, their language, where they are signed in. */
export function ownAccountRoutes(app: Http, deps: AccessDeps): void {
  app.patch('/api/v1/me', { schema: { tags, summary: '修改自己的姓名与语言', body: OwnChange, response: { 200: Me } } }, async (request) => {
    const { id, token } = sessionOf(request)
    const context = contextOf(request, deps, 'changeOwnAccount')
    const event = appendEvent(context, deps.newId, { kind: 'staff', id }, { type: 'staff.changed', data: { fields: Object.keys(request.body).toSorted() } })
    await deps.db.write([updateOwn(id, request.body), event, ...context.settle({ staff: id })])
    return present(must(readHolder(await deps.db.query(sessionHolder(token, deps.now()))), 'the session that asked is still there'), deps)
  })
  app.get('/api/v1/me/sessions', { schema: { tags, summary: '我登录的设备', response: { 200: OwnSessions } } }, async (request) => {
    const { id, token } = sessionOf(request)
    return { items: readSessions(await deps.db.query(sessionsOf(id, token, deps.now()))) }
  })
  app.delete('/api/v1/me/sessions', { schema: { tags, summary: '结束自己的其他登录', response: { 204: Type.Null() } } }, async (request, reply) => {
    const { id, token } = sessionOf(request)
    const context = contextOf(request, deps, 'endOtherSessions')
    await deps.db.write([endSessions(id, token), appendEvent(context, deps.newId, { kind: 'staff', id }, { type: 'staff.sessions_ended', data: {} }), ...context.settle({ staff: id })])
    return reply.status(204).send(null)
  })
}
