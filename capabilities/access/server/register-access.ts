import type { FastifyReply, FastifyRequest } from 'fastify'
import { must } from '#kernel/assert.ts'
import type { IdSource } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Db } from '#platform/db/database.ts'
import { forbidden, HttpProblem, notFound, refusal, unauthenticated } from '#platform/http/problem.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { RoleGrants } from '../core/permission.ts'
import { viewerFor, viewerForApiKey } from '../core/viewer.ts'
import type { Viewer } from '../core/viewer.ts'
import { API_KEY_START } from './api-key-commands.ts'
import { keyHolder, noteUse, readKeyHolder } from './api-key-store.ts'
import { createAuthentication } from './authentication.ts'
import type { SessionCookie } from './authentication.ts'
import type { AccessDeps, CommandContext, Outcome } from './deps.ts'
import './messages/access-messages.ts'
import { argon2Hasher } from './password-hasher.ts'
import type { PasswordHasher } from './password-hasher.ts'
import { digestOf } from './secret.ts'
import { readHolder, sessionHolder } from './session-store.ts'
import type { SessionHolder } from './session-store.ts'

/** The session a request came with; `cookie` is what the browser sent. */
export type Session = SessionHolder & { readonly token: string; readonly cookie: string }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may knock: everybody, or (unless said otherwise) those who signed in. */
    readonly access?: 'anyone'
    /** Open to people who still have to change their one-time password. */
    readonly beforePasswordChange?: true
  }
  interface FastifyRequest {
    viewer: Viewer | null
    session: Session | null
  }
}

/** What access is made of from outside. `secret` seals sessions and second factors and must stay the same over restarts. */
export type AccessOptions = {
  readonly db: Db
  readonly now: () => Instant
  readonly newId: IdSource
  readonly publicUrl: string
  readonly secret: string
  readonly roles: () => readonly RoleGrants[]
  readonly hasher?: PasswordHasher
}

/** Signing in and everything about colleagues, ready for use by routes and commands. */
export function createAccess({ db, now, newId, publicUrl, secret, roles, hasher = argon2Hasher }: AccessOptions): AccessDeps {
  return { db, now, newId, roles, publicUrl, hasher, authentication: createAuthentication({ secret, publicUrl, newId, hasher }) }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const WAIT_MINUTE = 60

/** Every request learns here who asks; without `config.access: 'anyone'` a route answers only those who signed in. */
export function registerAccess(app: Http, deps: AccessDeps): void {
  app.decorateRequest('viewer', null)
  app.decorateRequest('session', null)
  app.addHook('onRequest', async (request) => {
    if (request.is404) return
    await recognise(request, deps)
    guardOrigin(request, deps)
    admit(request)
  })
}

async function recognise(request: FastifyRequest, deps: AccessDeps): Promise<void> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return recogniseKey(request, deps, bearer)
  const cookie = request.cookies[deps.authentication.cookieName]
  const token = cookie === undefined ? null : deps.authentication.tokenOf(cookie)
  if (cookie === undefined || token === null) return
  const holder = readHolder(await deps.db.query(sessionHolder(token, deps.now())))
  if (holder === null) return
  request.session = { ...holder, token, cookie }
  request.viewer = viewerFor(holder, deps.roles())
  request.actorKey = `staff:${holder.id}`
}

/** A key that is named but not valid is refused even where nobody has to sign in: its owner should know. */
async function recogniseKey(request: FastifyRequest, deps: AccessDeps, bearer: string): Promise<void> {
  const now = deps.now()
  const holder = bearer.startsWith(API_KEY_START) ? readKeyHolder(await deps.db.query(keyHolder(digestOf(bearer), now))) : null
  if (holder === null) throw unauthenticated()
  const today = formatInstant(now).slice(0, 10)
  if (holder.lastUsedOn !== today) await deps.db.query(noteUse(holder.id, today))
  request.viewer = viewerForApiKey(holder)
  request.actorKey = `api_key:${holder.id}`
}

/** With a cookie a change must come from our own pages: the browser says where from, and a foreign page cannot lie about it. */
function guardOrigin(request: FastifyRequest, deps: AccessDeps): void {
  if (SAFE.has(request.method) || request.headers.authorization !== undefined) return
  if (request.session === null && request.routeOptions.url !== '/api/v1/sessions') return
  // A form on a page that names no referrer comes with the origin "null"; its browser says itself that the page was ours.
  if (request.headers['sec-fetch-site'] === 'same-origin') return
  const { origin } = request.headers
  const foreign = origin === undefined
    ? request.headers['sec-fetch-site'] === 'cross-site'
    : origin !== new URL(deps.publicUrl).origin && hostOf(origin) !== request.headers.host
  if (foreign) throw new HttpProblem(403, 'access.bad_origin')
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null)

function admit(request: FastifyRequest): void {
  const { access, beforePasswordChange } = request.routeOptions.config
  if (access === 'anyone') return
  if (request.viewer === null) throw unauthenticated()
  if (request.session?.mustChangePassword === true && beforePasswordChange !== true) throw new HttpProblem(403, 'access.password_change_required')
}

/** The viewer of a route that answers only those who signed in. */
export const viewerOf = (request: FastifyRequest): Viewer => must(request.viewer, 'a route without access "anyone" has a viewer')

/** The session of a route for people: an API key cannot stand for a person. */
export function sessionOf(request: FastifyRequest): Session {
  if (request.session === null) throw new HttpProblem(403, 'access.session_needed')
  return request.session
}

/** The context of a command that a request asks for; the clock is read here, once. */
export function contextOf(request: FastifyRequest, deps: Pick<AccessDeps, 'now' | 'newId'>, command: string): CommandContext {
  const { viewer, idempotency } = request
  return {
    at: deps.now(),
    actor: viewer === null ? { kind: 'system', id: null } : { kind: viewer.kind, id: viewer.id },
    command,
    commandId: deps.newId(),
    requestId: request.id,
    settle: (ids) => (idempotency === null ? [] : [idempotency.complete(successOf(request), ids)]),
  }
}

/** The status a route declares for success: what a repeated request is answered with. */
function successOf(request: FastifyRequest): number {
  const { response = {} } = (request.routeOptions.schema ?? {}) as { readonly response?: Readonly<Record<string, unknown>> }
  return Number(Object.keys(response).find((status) => status.startsWith('2')) ?? 200)
}

/** The value of what was done; everything else becomes its HTTP answer. */
export function valueOf<T>(outcome: Outcome<T>, request: FastifyRequest): T {
  if (outcome.ok) return outcome.value
  if ('hidden' in outcome) throw notFound()
  if ('forbidden' in outcome) throw forbidden(outcome.forbidden)
  if ('waitSeconds' in outcome) throw waiting(outcome.waitSeconds, request)
  throw refusal(outcome.refusal)
}

/** Says how long to wait, in the reader's language. */
export const waiting = (seconds: number, request: FastifyRequest): HttpProblem =>
  new HttpProblem(429, 'access.wait', { params: { seconds, wait: waitIn(localeOfHeader(request.headers['accept-language']), seconds) }, headers: { 'retry-after': String(seconds) } })

function waitIn(locale: Locale, seconds: number): string {
  const minutes = Math.ceil(seconds / WAIT_MINUTE)
  const [amount, unit] = seconds < WAIT_MINUTE ? [seconds, { 'zh-CN': '秒', 'zh-TW': '秒', en: 'second' }] as const : [minutes, { 'zh-CN': '分钟', 'zh-TW': '分鐘', en: 'minute' }] as const
  return locale === 'en' ? `${amount} ${unit.en}${amount === 1 ? '' : 's'}` : `${amount} ${unit[locale]}`
}

/** Keeps the session in the browser: no script reads it, no other site's request carries it along. */
export function keepSession(reply: FastifyReply, cookie: SessionCookie): void {
  reply.setCookie(cookie.name, cookie.value, { path: '/', httpOnly: true, sameSite: 'lax', secure: cookie.secure, maxAge: cookie.maxAgeSeconds })
}
