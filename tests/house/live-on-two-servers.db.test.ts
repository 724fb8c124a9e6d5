import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { must } from '#kernel/assert.ts'
import { startServer, type ServerProcess } from '#tests/crash/server-process.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { connectLive } from '#tests/setup/live-client.ts'

const ORIGIN = 'http://localhost:3000'
const PASSWORD = '夜雨十年灯-江湖-2026'

let fresh: FreshDatabase
let folder: string
let servers: ServerProcess[] = []
beforeEach(async () => {
  fresh = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'careloop-two-'))
})
afterEach(async () => {
  await Promise.all(servers.filter((server) => server.alive()).map((server) => server.stop()))
  await fresh.drop()
  await rm(folder, { recursive: true, force: true })
})

async function serve(): Promise<ServerProcess> {
  const environment = { DATABASE_URL: fresh.url, CARELOOP_DATA: folder, CARELOOP_PORT: '0', CARELOOP_PUBLIC_URL: ORIGIN, CARELOOP_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') }
  const server = await startServer({ role: 'web', environment })
  servers = [...servers, server]
  return server
}

type Ask = { readonly method: 'POST' | 'PUT' | 'PATCH'; readonly path: string; readonly cookie?: string; readonly body?: object }
let keys = 0
async function ask({ address }: ServerProcess, { method, path, cookie = '', body = {} }: Ask): Promise<{ readonly body: Record<string, unknown>; readonly cookie: string }> {
  const headers = { origin: ORIGIN, cookie, 'content-type': 'application/json', 'idempotency-key': `two-${++keys}` }
  const answer = await fetch(`${address}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
  return { body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>), cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

/** The first sign-in and a password of one's own. */
async function settleIn(server: ServerProcess, account: string, oneTime: string): Promise<{ readonly id: Id; readonly cookie: string }> {
  const { body, cookie } = await ask(server, { method: 'POST', path: '/sessions', body: { account, password: oneTime } })
  await ask(server, { method: 'POST', path: '/me/password', cookie, body: { password: oneTime, newPassword: PASSWORD } })
  return { id: body['id'] as Id, cookie }
}

const screenAt = ({ address }: ServerProcess, cookie: string) => connectLive({ port: Number(new URL(must(address, 'a web server has an address')).port), headers: { cookie } })

it('what happens at one server is seen at the other, and goes on being seen when the one that rang is killed', async () => {
  const first = await serve()
  const oneTime = must(/one-time password (\S+)/.exec(first.said())?.[1], 'the first start prints a password')
  const admin = await settleIn(first, 'admin', oneTime)
  const hired = await ask(first, { method: 'POST', path: '/staff', cookie: admin.cookie, body: { number: 'wangfang', name: '王芳', roles: ['admin'], teamIds: [] } })
  const wang = await settleIn(first, 'wangfang', String(hired.body['oneTimePassword']))
  const second = await serve()
  const [here, there] = [await screenAt(first, wang.cookie), await screenAt(second, admin.cookie)]

  const openAt = async (server: ServerProcess): Promise<Id> =>
    (await ask(server, { method: 'POST', path: '/cases', cookie: admin.cookie, body: { scenario: 'after-sales', channel: 'phone', subject: '打印机', text: '不动了' } })).body['case'] as Id
  const about = (id: Id) => ({ changed }: { readonly changed: readonly { readonly id: string }[] }) => changed.some((one) => one.id === id)
  const [made, other] = [await openAt(first), await openAt(second)]
  await there.next('cases', about(made))
  await here.next('cases', about(other))

  here.say({ type: 'watch', caseId: made, state: 'replying' })
  there.say({ type: 'watch', caseId: made, state: 'viewing' })
  const both = await there.next('presence', ({ people }) => people.length === 2)
  expect(both.people.find(({ id }) => id === wang.id)).toEqual({ id: wang.id, name: '王芳', state: 'replying' })

  first.kill()
  await first.gone
  const later = await openAt(second)
  await there.next('cases', about(later))
  await fresh.db.query({ text: `update case_presence set until = now() - interval '1 second' where staff_id = $1`, values: [wang.id] })
  const alone = await there.next('presence', ({ people }) => people.length === 1)
  expect(alone.people.map(({ id }) => id)).toEqual([admin.id])

  const stopped = second.stop()
  expect(await there.closed).toBe(1001)
  await stopped
  const { rows } = await fresh.db.query({ text: `select 1 from pg_stat_activity where datname = current_database() and application_name = 'careloop bell'`, values: [] })
  expect(rows).toEqual([])
}, 120_000)
