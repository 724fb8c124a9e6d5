import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { instant, later } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds } from '#platform/runtime.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { createHttp } from './http-server.ts'
import { forgetExpiredKeys } from './idempotency-store.ts'
import { useIdempotency } from './idempotency.ts'
import { refusal } from './problem.ts'
import type { Http } from './type-provider.ts'

const Body = Type.Object({ name: Type.String() })
const monday = instant(Date.UTC(2026, 10, 23, 1))

describe('an Idempotency-Key', () => {
  let fresh: FreshDatabase
  let app: Http
  let now = monday
  let done = 0
  let gate: Promise<void> | null = null
  let entered: (() => void) | null = null
  /** So many keys cannot be given back. */
  let away = 0

  beforeAll(async () => {
    fresh = await freshDatabase()
    app = await createHttp({ log: createLog('silent'), newId: systemIds, version: '0', publicUrl: 'http://localhost' })
    const settling = async (statement: Statement): Promise<Rows> => {
      if (statement.name === 'idempotency.abandon' && away-- > 0) throw new Fault('db.unavailable', { retryable: true })
      return fresh.db.query(statement)
    }
    useIdempotency(app, { db: { ...fresh.db, query: settling }, now: () => now })
    app.addHook('preValidation', async (request) => void (request.actorKey = String(request.headers['x-actor'] ?? 'user:1')))
    app.post('/things', { schema: { body: Body, response: { 201: Type.Object({ name: Type.String() }) } } }, async (request, reply) => {
      if (request.body.name === 'refused') throw refusal({ code: 'thing.refused' })
      if (request.body.name === 'fault') throw new Fault('db.unavailable', { retryable: true })
      entered?.()
      await gate
      const id = `id-${++done}`
      const settle = request.idempotency?.complete(201, { thing: id })
      await fresh.db.write([{ text: 'insert into settings values ($1, $2)', values: [`thing ${id}`, '1'] }, ...(settle ? [settle] : [])])
      return reply.status(201).send({ name: request.body.name })
    })
    const present = async (_: unknown, ids: Readonly<Record<string, string>>) => ({ shown: ids['note'] })
    app.post('/notes', { schema: { body: Body }, config: { idempotency: { present } } }, async (request) => {
      request.createdIds = { note: 'n1' }
      return { shown: 'n1' }
    })
    app.post('/sign-in', { config: { idempotency: false } }, async () => ({ ok: true }))
    app.delete('/things/:id', async (_, reply) => reply.status(204).send())
    await app.ready()
  })
  afterAll(async () => {
    await app.close()
    await fresh.drop()
  })

  const post = (key: string | null, name: string, { url = '/things', actor = 'user:1' } = {}) =>
    app.inject({ method: 'POST', url, headers: { 'x-actor': actor, ...(key === null ? {} : { 'idempotency-key': key }) }, payload: { name } })

  it('is needed on every POST except where a route says so, and nowhere else', async () => {
    expect((await post(null, 'a')).json().error.code).toBe('idempotency.key_missing')
    expect((await post('有', 'a').catch(() => null))?.statusCode ?? 400).toBe(400)
    expect((await post(null, 'a', { url: '/sign-in' })).statusCode).toBe(200)
    expect((await app.inject({ method: 'DELETE', url: '/things/1' })).statusCode).toBe(204)
  })

  it('makes the same request happen once and answers with the ids', async () => {
    const first = await post('k1', 'a')
    const before = done
    const second = await post('k1', 'a')
    expect([first.statusCode, first.json()]).toEqual([201, { name: 'a' }])
    expect([second.statusCode, second.json(), second.headers['idempotency-replayed']]).toEqual([201, { id: `id-${before}`, ids: { thing: `id-${before}` } }, 'true'])
    expect(done).toBe(before)
  })

  it('is given back as soon as it can be where the database was away for a moment', async () => {
    away = 2
    expect((await post('k-away', 'fault')).statusCode).toBe(503)
    expect((await post('k-away', 'fault')).json().error.code).toBe('idempotency.in_flight')
    await vi.waitFor(async () => expect((await post('k-away', 'fault')).json().error.code).toBe('db.unavailable'), { timeout: 10_000 })
    expect(away).toBeLessThan(0)
  })

  it('shows the answer again where the route knows how', async () => {
    await post('k2', 'a', { url: '/notes' })
    expect((await post('k2', 'a', { url: '/notes' })).json()).toEqual({ shown: 'n1' })
  })

  it('belongs to one actor, one route and one body', async () => {
    await post('k3', 'a')
    const reused = await post('k3', 'b')
    expect([reused.statusCode, reused.json().error.code]).toEqual([422, 'idempotency.key_reused'])
    expect((await post('k3', 'b', { actor: 'user:2' })).statusCode).toBe(201)
    expect((await post('k3', 'b', { url: '/notes' })).statusCode).toBe(200)
  })

  it('is in flight while the first request is, and is given up with a process that died', async () => {
    const opened = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    gate = opened.promise
    entered = reached.resolve
    const first = post('k4', 'a')
    await reached.promise
    const second = await post('k4', 'a')
    expect([second.statusCode, second.json().error.code]).toEqual([409, 'idempotency.in_flight'])
    now = later(monday, 61_000)
    gate = null
    entered = null
    const takenOver = await post('k4', 'a')
    expect(takenOver.statusCode).toBe(201)
    const count = async () => (await fresh.db.query({ text: `select from settings where key like 'thing %'`, values: [] })).rowCount
    const before = await count()
    opened.resolve()
    expect((await first).statusCode).toBe(503)
    expect(await count()).toBe(before)
    now = monday
  })

  it('is given back by what was refused or failed', async () => {
    expect((await post('k5', 'refused')).statusCode).toBe(409)
    expect((await post('k5', 'fault')).statusCode).toBe(503)
    expect((await post('k5', 'a')).statusCode).toBe(201)
  })

  it('is forgotten after a day', async () => {
    await post('k6', 'a')
    now = later(monday, 86_400_000)
    expect((await post('k6', 'b')).statusCode).toBe(201)
    await fresh.db.query(forgetExpiredKeys(later(now, 86_400_000)))
    expect((await fresh.db.query({ text: 'select from idempotency_keys', values: [] })).rowCount).toBe(0)
    now = monday
  })

  it('gets only one of many that come at once', async () => {
    const before = done
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('k7', 'a')))
    expect(done).toBe(before + 1)
    expect(answers.map(({ statusCode }) => statusCode).every((status) => status === 201 || status === 409)).toBe(true)
  })
})
