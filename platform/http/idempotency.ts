import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { formatInstant, later } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { abandonKey, claimKey, completeKey } from './idempotency-store.ts'
import type { Claim } from './idempotency-store.ts'
import { HttpProblem, refusal } from './problem.ts'
import type { Http } from './type-provider.ts'

/** Ids that a command made, by role: `{ case: '0192…' }`. */
export type ResourceIds = Readonly<Record<string, string>>
/** A request that holds its Idempotency-Key. */
export type HeldKey = {
  /** The statement that settles the key in the command's own transaction: both happen or neither. */
  complete(status: number, ids: ResourceIds): Statement
}
/** `false`: the route takes no key. `present` shows the answer again from the ids, with what the viewer may see now; without it the ids are the answer. */
export type IdempotencyRule = false | { readonly present: (request: FastifyRequest, ids: ResourceIds) => Promise<unknown> }

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly idempotency?: IdempotencyRule
  }
  interface FastifyRequest {
    /** Who asks, for the key's sake; set by the sign-in hook, e.g. `user:ID`. */
    actorKey: string
    idempotency: HeldKey | null
    /** Set by a handler whose command could not settle the key itself. */
    createdIds: ResourceIds
    /** The command's own transaction settles the key, if it commits. */
    idempotencyInCommand: boolean
    idempotencyClaim: Claim | null
  }
}

const KEY = /^[\x21-\x7e]{1,200}$/
const KEPT_MS = 86_400_000
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Every POST carries an Idempotency-Key, other changes may: the same request twice is done once. Register after sign-in, before routes. */
export function useIdempotency(app: Http, { db, now }: { readonly db: Db; readonly now: () => Instant }): void {
  app.decorateRequest('actorKey', 'anonymous')
  app.decorateRequest('idempotency', null)
  app.decorateRequest('idempotencyClaim', null)
  app.decorateRequest('createdIds')
  app.decorateRequest('idempotencyInCommand', false)
  app.addHook('preHandler', (request, reply) => hold(request, reply, { db, at: now() }))
  app.addHook('onSend', async (request, reply) => settle(request, reply, db))
}

async function hold(request: FastifyRequest, reply: FastifyReply, { db, at }: { db: Db; at: Instant }): Promise<unknown> {
  const rule = request.routeOptions.config.idempotency
  if (rule === false || request.is404 || !CHANGING.has(request.method)) return
  const key = keyOf(request)
  if (key === null) return
  const claim: Claim = {
    actorKey: request.actorKey,
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
    key,
    bodySha256: digestOf(request),
    claimedAt: formatInstant(at),
    staleBefore: formatInstant(later(at, -60_000)),
    expiresAt: formatInstant(later(at, KEPT_MS)),
  }
  const held = await claimKey(db, claim)
  if (held.mine) {
    request.idempotencyClaim = claim
    request.idempotency = {
      complete: (status, ids) => {
        request.idempotencyInCommand = true
        return completeKey(claim, status, ids, true)
      },
    }
    return
  }
  if (held.bodySha256 !== claim.bodySha256) throw refusal({ code: 'idempotency.key_reused' })
  if (held.status === null) throw new HttpProblem(409, 'idempotency.in_flight', { headers: { 'retry-after': '1' } })
  const body = rule ? await rule.present(request, held.ids) : madeBefore(held.ids)
  return reply.status(held.status).header('idempotency-replayed', 'true').type('application/json; charset=utf-8').serializer(JSON.stringify).send(body)
}

/** What was made: its id where it was one thing, as those who make one answer, and all by role. */
function madeBefore(ids: ResourceIds): object {
  const [id, ...others] = Object.values(ids)
  return id !== undefined && others.length === 0 ? { id, ids } : { ids }
}

function keyOf(request: FastifyRequest): string | null {
  const given = request.headers['idempotency-key']
  if (given === undefined && request.method === 'POST') throw new HttpProblem(400, 'idempotency.key_missing')
  if (given === undefined) return null
  if (typeof given !== 'string' || !KEY.test(given)) throw new HttpProblem(400, 'idempotency.key_bad')
  return given
}

/** The same request: same address and same body. */
function digestOf(request: FastifyRequest): string {
  const hash = createHash('sha256').update(request.url).update('\0')
  return (Buffer.isBuffer(request.body) ? hash.update(request.body) : hash.update(JSON.stringify(request.body ?? null))).digest('hex')
}

/** What succeeded keeps its key for a day; what was refused or failed changed nothing and gives the key back. */
async function settle(request: FastifyRequest, reply: FastifyReply, db: Db): Promise<void> {
  const claim = request.idempotencyClaim
  if (!claim) return
  request.idempotencyClaim = null
  const succeeded = reply.statusCode < 400
  if (succeeded && request.idempotencyInCommand) return
  const statement = succeeded ? completeKey(claim, reply.statusCode, request.createdIds ?? {}, false) : abandonKey(claim)
  await db.query(statement).catch((error: unknown) => settleLater(request, db, { statement, error }))
}

/** So long after the time before a key is settled again that could not be: together less than the minute after which its claim is stale. */
const AGAIN_MS = [100, 300, 1_000, 3_000, 10_000, 30_000]

/** The database was away: whoever asks again shall not wait a minute for a key that nobody uses. Nobody waits for this. */
function settleLater(request: FastifyRequest, db: Db, { statement, error }: { readonly statement: Statement; readonly error: unknown }, tries = 0): void {
  const pause = AGAIN_MS[tries]
  if (pause === undefined) return request.log.warn({ err: error }, 'idempotency key not settled; it expires by itself')
  setTimeout(() => void db.query(statement).catch((next: unknown) => settleLater(request, db, { statement, error: next }, tries + 1)), pause).unref()
}
