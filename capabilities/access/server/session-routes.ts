import { Type, type Static } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { HttpProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ChangePassword, Me, OwnPassword, SignIn, TotpCode, TotpSetup } from '../contract.ts'
import { viewerFor } from '../core/viewer.ts'
import type { AccessDeps } from './deps.ts'
import { contextOf, keepSession, sessionOf, valueOf, viewerOf, waiting } from './register-access.ts'
import { beginTotp, changePassword, confirmTotp, endTotp, signIn, signOut } from './session-commands.ts'
import { readHolder, sessionHolder } from './session-store.ts'
import type { SessionHolder } from './session-store.ts'

const tags = ['access'] as const
const Nothing = Type.Null()
const PROBLEMS = { wrong: 'access.credentials_wrong', code_needed: 'access.code_needed', code_wrong: 'access.code_wrong' } as const

/** Signing in and out, and what people do about their own sign-in. */
export function sessionRoutes(app: Http, deps: AccessDeps): void {
  signInRoutes(app, deps)
  app.get('/api/v1/me', { config: { beforePasswordChange: true }, schema: { tags, summary: '当前用户', response: { 200: Me } } }, async (request) => meOf(request, deps))

  app.post('/api/v1/me/password', { config: { beforePasswordChange: true }, schema: { tags, summary: '修改自己的密码', body: ChangePassword, response: { 204: Nothing } } }, async (request, reply) => {
    const { id, token } = sessionOf(request)
    valueOf(await changePassword(deps, contextOf(request, deps, 'changePassword'), { staffId: id, token }, request.body), request)
    return reply.status(204).send(null)
  })
  totpRoutes(app, deps)
}

function signInRoutes(app: Http, deps: AccessDeps): void {
  app.post('/api/v1/sessions', { config: { access: 'anyone', idempotency: false }, schema: { tags, summary: '登录', body: SignIn, response: { 201: Me } } }, async (request, reply) => {
    const origin = { address: request.ip, userAgent: request.headers['user-agent'] ?? '', oldToken: request.session?.token ?? null }
    const done = await signIn(deps, contextOf(request, deps, 'signIn'), request.body, origin)
    if (done.outcome === 'wait') throw waiting(done.seconds, request)
    if (done.outcome !== 'signed_in') throw new HttpProblem(401, PROBLEMS[done.outcome])
    keepSession(reply, done.cookie)
    const holder = readHolder(await deps.db.query(sessionHolder(deps.authentication.tokenOf(done.cookie.value) ?? '', deps.now())))
    if (holder === null) throw new HttpProblem(401, 'access.credentials_wrong')
    return reply.status(201).send(present(holder, deps))
  })

  app.delete('/api/v1/sessions/current', { config: { beforePasswordChange: true }, schema: { tags, summary: '退出登录', response: { 204: Nothing } } }, async (request, reply) => {
    const { id, token } = sessionOf(request)
    await signOut(deps, contextOf(request, deps, 'signOut'), { staffId: id, token })
    return reply.clearCookie(deps.authentication.cookieName, { path: '/' }).status(204).send(null)
  })
}

/** The second factor: begun with the password, on once a code was right. */
function totpRoutes(app: Http, deps: AccessDeps): void {
  const begin = async (request: FastifyRequest) => {
    const { uri, backupCodes } = valueOf(await beginTotp(deps, contextOf(request, deps, 'beginTotp'), totpSession(request), (request.body as Static<typeof OwnPassword>).password), request)
    return { uri, backupCodes: [...backupCodes] }
  }
  // What was shown to nobody is not kept: asked again with the same key, it begins anew.
  app.post('/api/v1/me/totp', { config: { idempotency: { present: begin } }, schema: { tags, summary: '设置两步验证', body: OwnPassword, response: { 200: TotpSetup } } }, begin)
  app.post('/api/v1/me/totp/verification', { schema: { tags, summary: '启用两步验证', body: TotpCode, response: { 204: Nothing } } }, async (request, reply) => {
    keepSession(reply, valueOf(await confirmTotp(deps, contextOf(request, deps, 'confirmTotp'), totpSession(request), request.body.code), request))
    return reply.status(204).send(null)
  })
  app.delete('/api/v1/me/totp', { schema: { tags, summary: '关闭两步验证', body: OwnPassword, response: { 204: Nothing } } }, async (request, reply) => {
    keepSession(reply, valueOf(await endTotp(deps, contextOf(request, deps, 'endTotp'), totpSession(request), request.body.password), request))
    return reply.status(204).send(null)
  })
}

function totpSession(request: FastifyRequest) {
  const { id, token, cookie, totp } = sessionOf(request)
  return { staffId: id, token, cookie, totp }
}

function meOf(request: FastifyRequest, deps: AccessDeps): Me {
  if (request.session) return present(request.session, deps)
  const { id, name, permissions } = viewerOf(request)
  return { id, kind: 'api_key', number: null, name, locale: 'zh-CN', roles: [], teamIds: [], permissions, totp: false, mustChangePassword: false }
}

/** Who somebody is, with what they may do. */
export function present(holder: SessionHolder, deps: AccessDeps): Me {
  const { id, number, name, locale, totp, mustChangePassword } = holder
  return { id, kind: 'staff', number, name, locale, roles: [...holder.roles], teamIds: [...holder.teamIds], permissions: viewerFor(holder, deps.roles()).permissions, totp, mustChangePassword }
}
