import { Type } from 'typebox'
import { forbidden } from '#platform/http/problem.ts'
import { FIRST_ID, nextOf, pageAsked } from '#platform/http/keyset.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { Acceptance, ById, ByToken, Invitation, InvitationShown, IssuedInvitation, Made, NewInvitation, pageOf, PageQuery } from '../contract.ts'
import { managesStaff } from '../core/staff-rules.ts'
import { may } from '../core/viewer.ts'
import type { AccessDeps } from './deps.ts'
import { issueInvitation, renewInvitation, revokeInvitation, showInvitation, takeUpInvitation } from './invitation-commands.ts'
import { invitationPage, readInvitations } from './invitation-store.ts'
import type { InvitationRow } from './invitation-store.ts'
import { contextOf, valueOf, viewerOf } from './register-access.ts'

const tags = ['staff'] as const

/** What is said of a repeated request: the token is shown once. */
const issued = { idempotency: { present: (_request: unknown, ids: Readonly<Record<string, string>>) => Promise.resolve({ id: ids['invitation'] }) } }

/** Asking people in: the receiver of the token chooses a password and works here. */
export function invitationRoutes(app: Http, deps: AccessDeps): void {
  app.get('/api/v1/staff/invitations', { schema: { tags, summary: '邀请列表', querystring: PageQuery, response: { 200: pageOf(Invitation) } } }, async (request) => {
    const viewer = viewerOf(request)
    if (!may(viewer, 'staff.manage')) throw forbidden('staff.manage')
    const { limit, after } = pageAsked(request.query, { id: FIRST_ID })
    const rows = readInvitations(await deps.db.query(invitationPage({ after: after.id, limit, now: deps.now() })))
    return { items: rows.filter((row) => managesStaff(viewer, row)).map(present), next: nextOf(rows, limit, ({ id }) => ({ id })) }
  })
  app.post('/api/v1/staff/invitations', { config: issued, schema: { tags, summary: '邀请员工', body: NewInvitation, response: { 201: IssuedInvitation } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await issueInvitation(deps, contextOf(request, deps, 'issueInvitation'), viewerOf(request), request.body), request)))

  app.post('/api/v1/staff/invitations/:id/renewal', { config: issued, schema: { tags, summary: '重新生成邀请链接', params: ById, response: { 201: IssuedInvitation } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await renewInvitation(deps, contextOf(request, deps, 'renewInvitation'), viewerOf(request), request.params.id), request)))

  app.delete('/api/v1/staff/invitations/:id', { schema: { tags, summary: '撤回邀请', params: ById, response: { 204: Type.Null() } } }, async (request, reply) => {
    valueOf(await revokeInvitation(deps, contextOf(request, deps, 'revokeInvitation'), viewerOf(request), request.params.id), request)
    return reply.status(204).send(null)
  })
  app.get('/api/v1/invitations/:token', { config: { access: 'anyone' }, schema: { tags, summary: '查看收到的邀请', params: ByToken, response: { 200: InvitationShown } } }, async (request) =>
    valueOf(await showInvitation(deps, { token: request.params.token, address: request.ip }), request))
  app.post('/api/v1/invitations/:token/acceptance', { config: { access: 'anyone' }, schema: { tags, summary: '接受邀请', params: ByToken, body: Acceptance, response: { 201: Made } } }, async (request, reply) =>
    reply.status(201).send(valueOf(await takeUpInvitation(deps, contextOf(request, deps, 'acceptInvitation'), { token: request.params.token, password: request.body.password, address: request.ip }), request)))
}

function present({ id, number, name, email, roles, teamIds, expiresAt, acceptedAt, revokedAt }: InvitationRow): Invitation {
  return { id, number, name, email, roles: [...roles], teamIds: [...teamIds], expiresAt, acceptedAt, revokedAt }
}
