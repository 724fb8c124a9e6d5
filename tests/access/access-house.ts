import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { RoleGrants } from '#capabilities/access/core/permission.ts'
import type { AccessDeps } from '#capabilities/access/server/deps.ts'
import { ensureAdministrator } from '#capabilities/access/server/ensure-administrator.ts'
import { argon2HasherAt } from '#capabilities/access/server/password-hasher.ts'
import type { PasswordHasher } from '#capabilities/access/server/password-hasher.ts'
import { createAccess, registerAccess } from '#capabilities/access/server/register-access.ts'
import { accessRoutes } from '#capabilities/access/server/routes.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import { createHttp } from '#platform/http/http-server.ts'
import { useIdempotency } from '#platform/http/idempotency.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds } from '#platform/runtime.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { watchRoutes } from './matrix.ts'

/** A request as tests write it; `as` is a cookie or an Authorization header. */
export type Call = { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly url: string; readonly as?: Credential | null; readonly body?: object; readonly headers?: Readonly<Record<string, string>> }
export type Credential = { readonly cookie: string } | { readonly bearer: string }
export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly cookie: string | null; readonly headers: Readonly<Record<string, unknown>> }

/** Somebody who works here and is signed in. */
export type Person = { readonly id: Id; readonly number: string; readonly password: string; readonly as: Credential }

/** The server with only access in it, on a database of its own, with an administrator signed in. */
export type AccessHouse = {
  readonly fresh: FreshDatabase
  readonly app: Http
  readonly deps: AccessDeps
  readonly admin: Person
  readonly hashes: { count: number }
  readonly routes: readonly string[]
  later(milliseconds: number): void
  call(call: Call): Promise<Answer>
  signIn(account: string, password: string, code?: string): Promise<Answer>
  hire(number: string, roles: readonly string[], teamIds?: readonly string[]): Promise<Person>
  close(): Promise<void>
}

export const ORIGIN = 'http://localhost:3000'
export const PASSWORD = '夜雨十年灯-江湖-2026'

/** The roles of the handbook that ships. */
export async function shippedRoles(): Promise<readonly RoleGrants[]> {
  return parse(await readFile(join(import.meta.dirname, '../../handbook/roles.yaml'), 'utf8')) as RoleGrants[]
}

/** Builds the house; `extend` adds further routes before it opens. */
export async function openAccessHouse({ extend = () => undefined, publicUrl = ORIGIN }: { readonly extend?: (app: Http, deps: AccessDeps) => void; readonly publicUrl?: string } = {}): Promise<AccessHouse> {
  const fresh = await freshDatabase()
  const roles = await shippedRoles()
  const hashes = { count: 0 }
  let offset = 0
  const now = (): Instant => instant(Date.now() + offset)
  const deps = createAccess({ db: fresh.db, now, newId: systemIds, publicUrl, secret: 'a secret of the tests, long enough to please', roles: () => roles, hasher: counting(hashes) })
  const app = await createHttp({ log: createLog('silent'), newId: systemIds, version: '0', publicUrl })
  const routes = watchRoutes(app)
  useIdempotency(app, { db: fresh.db, now })
  registerAccess(app, deps)
  accessRoutes(app, deps)
  extend(app, deps)
  await app.ready()
  const call = callOn(app, publicUrl)
  const signIn = (account: string, password: string, code?: string): Promise<Answer> =>
    call({ method: 'POST', url: '/api/v1/sessions', body: { account, password, ...(code === undefined ? {} : { code }) } })
  const first = must(await ensureAdministrator(deps), 'a fresh database has no administrator')
  const settled = (account: string, oneTime: string): Promise<Person> => settle({ call, signIn }, account, oneTime)
  const admin = await settled(first.number, first.oneTimePassword)
  const hire = async (number: string, wanted: readonly string[], teamIds: readonly string[] = []): Promise<Person> => {
    const made = await call({ method: 'POST', url: '/api/v1/staff', as: admin.as, body: { number, name: number, roles: wanted, teamIds } })
    if (made.status !== 201) throw new Error(`hiring ${number}: ${JSON.stringify(made.body)}`)
    return settled(number, String(made.body['oneTimePassword']))
  }
  const close = async (): Promise<void> => {
    await app.close()
    await fresh.drop()
  }
  return { fresh, app, deps, admin, hashes, routes, later: (milliseconds) => void (offset += milliseconds), call, signIn, hire, close }
}

/** The product's hasher at the least cost it can have. */
const quick = argon2HasherAt({ memory: 8, passes: 1, parallelism: 1 })
const counting = (hashes: { count: number }): PasswordHasher => ({
  hash: (password) => (hashes.count++, quick.hash(password)),
  verify: (input) => (hashes.count++, quick.verify(input)),
})

let keys = 0

const callOn = (app: Http, origin: string) => async ({ method, url, as = null, body, headers = {} }: Call): Promise<Answer> => {
  const credential = as === null ? {} : 'cookie' in as ? { cookie: as.cookie } : { authorization: `Bearer ${as.bearer}` }
  const key = method === 'POST' ? { 'idempotency-key': `key-${++keys}` } : {}
  const answer = await app.inject({ method, url, headers: { origin, ...key, ...credential, ...headers }, ...(body === undefined ? {} : { payload: body }) })
  const set = answer.cookies.find(({ name, value }) => name.endsWith('careloop_session') && value !== '')
  const json = answer.headers['content-type']?.toString().startsWith('application/json') && answer.payload !== '' ? (answer.json() as unknown) : null
  return { status: answer.statusCode, body: (json ?? {}) as Record<string, unknown>, cookie: set ? `${set.name}=${encodeURIComponent(set.value)}` : null, headers: answer.headers }
}

/** The first sign-in with a one-time password, and a password of one's own. */
async function settle({ call, signIn }: Pick<AccessHouse, 'call' | 'signIn'>, account: string, oneTime: string): Promise<Person> {
  const first = await signIn(account, oneTime)
  const as = { cookie: must(first.cookie, `${account} signs in: ${JSON.stringify(first.body)}`) }
  const changed = await call({ method: 'POST', url: '/api/v1/me/password', as, body: { password: oneTime, newPassword: PASSWORD } })
  if (changed.status !== 204) throw new Error(`${account} changes the password: ${JSON.stringify(changed.body)}`)
  return { id: first.body['id'] as Id, number: account, password: PASSWORD, as }
}

/** The code of a refusal. */
export const codeOf = (answer: Answer): unknown => (answer.body['error'] as { readonly code?: unknown } | undefined)?.code
