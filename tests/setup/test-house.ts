import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { moveIn, type House } from '#apps/server/house.ts'
import { caseHandlers } from '#apps/server/outbox-worker.ts'
import type { Opened, Part } from '#apps/server/part.ts'
import { administration } from '#apps/server/administration.ts'
import { cases } from '#apps/server/cases.ts'
import { mailHandlers } from '#apps/server/mail.ts'
import { people } from '#apps/server/people.ts'
import { DEFAULT_HANDBOOK, openHttp } from '#apps/server/start.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { ensureAdministrator } from '#capabilities/access/server/ensure-administrator.ts'
import { argon2HasherAt } from '#capabilities/access/server/password-hasher.ts'
import { runDueCases } from '#capabilities/case/server/due-cases.ts'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { instant, type Instant } from '#kernel/instant.ts'
import { readConfig } from '#platform/config/config.ts'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { openFileStore } from '#platform/files/file-store.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { createLog } from '#platform/log/log.ts'
import { drainOutbox, type Handlers } from '#platform/outbox/outbox-worker.ts'
import { systemIds, type Runtime } from '#platform/runtime.ts'
import { freshDatabase, type FreshDatabase } from './fresh-database.ts'
import { mailboxRow } from './mailbox-row.ts'

export const ORIGIN = 'http://localhost:3000'
const PASSWORD = '夜雨十年灯-江湖-2026'

export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly text: string; readonly headers: Readonly<Record<string, unknown>> }
export type Call = { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly url: string; readonly as?: string | null; readonly body?: object; readonly headers?: Readonly<Record<string, string>> }
export type Person = { readonly id: Id; readonly number: string; readonly cookie: string }

/** The whole server on a database of its own, in virtual time: nothing happens unless the test says so. */
export type TestHouse = {
  readonly house: House
  readonly fresh: FreshDatabase
  readonly http: Http
  readonly admin: Person
  readonly clock: { now: Instant }
  call(call: Call): Promise<Answer>
  /** Hires somebody and signs them in; the session outlives every story. */
  hire(number: string, roles: readonly string[], teamIds?: readonly Id[]): Promise<Person>
  teams(): Promise<ReadonlyMap<string, Id>>
  /** Carries out every wish and every due case at the present instant, in order. */
  settle(): Promise<void>
  /** Lets time pass: each case wakes at its own instant, as in the simulator. */
  advanceTo(at: Instant): Promise<void>
  close(): Promise<void>
}

export type TestHouseOptions = { readonly at: Instant; readonly files?: readonly HandbookFile[]; readonly parts?: readonly Part[]; /** Mails are really read and sent: somebody must be there to take them. */ readonly mail?: boolean; /** There is a mailbox from which customers can be written to; nothing really goes. */ readonly mailbox?: boolean }

export async function openTestHouse({ at, files, parts = [people, cases, administration], mail = false, mailbox = false }: TestHouseOptions): Promise<TestHouse> {
  const fresh = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'careloop-house-'))
  const clock = { now: at }
  const house = await moveIn(runtimeOn(fresh, folder, clock), async () => files ?? (await readHandbookFolder(DEFAULT_HANDBOOK)) ?? [], {
    hasher: argon2HasherAt({ memory: 8, passes: 1, parallelism: 1 }),
  })
  if (mailbox) await fresh.db.query(mailboxRow(house.sealing, at, { id: house.newId(), address: 'support@care.test', username: 'support', password: 'secret' }))
  const post = mail ? mailHandlers(house) : null
  const handlers: Handlers = { ...caseHandlers(house), ...post?.handlers }
  const first = must(await ensureAdministrator(house.access), 'a fresh database has no administrator')
  const http = await openHttp(house)
  const opened: Opened[] = []
  for (const part of parts) opened.push(await part.open(house, http))
  await http.ready()
  const call = callOn(http)
  const admin = await settleIn(fresh, call, first.number, first.oneTimePassword)
  return {
    house,
    fresh,
    http,
    admin,
    clock,
    call,
    hire: (number, roles, teamIds = []) => hire({ fresh, call, admin }, { number, roles, teamIds }),
    teams: async () => new Map((await fresh.db.query({ text: 'select id, role from teams order by created_at, id', values: [] })).rows.map((row) => [String(row['role']), row['id'] as Id])),
    settle: () => settle(house, handlers),
    advanceTo: (until) => advanceTo(house, { clock, handlers, until }),
    close: async () => {
      await http.close()
      for (const part of opened.toReversed()) await part?.stop()
      await post?.stop()
      await fresh.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function runtimeOn({ db, url }: FreshDatabase, folder: string, clock: { readonly now: Instant }): Runtime {
  const config = { ...readConfig({}), publicUrl: ORIGIN, role: 'web' as const }
  const sealing = createSealing(parseMasterKeys(Buffer.alloc(32, 7).toString('base64')))
  const connection = { db, url, dataDir: folder, movedTo: null, close: async () => undefined }
  return { config, log: createLog('silent'), db, connection, sealing, files: openFileStore(join(folder, 'files'), sealing), now: () => clock.now, newId: monotonicIds() } as Runtime
}

/** Ids that grow even within one millisecond, so that what was asked first is carried out first. */
function monotonicIds(): Runtime['newId'] {
  let made = 0
  return () => {
    const id = systemIds()
    made += 1
    return `${made.toString(16).padStart(8, '0')}${id.slice(8)}` as Id
  }
}

let keys = 0
const callOn = (http: Http) => async ({ method, url, as = null, body, headers = {} }: Call): Promise<Answer> => {
  const key = method === 'GET' ? {} : { 'idempotency-key': `key-${++keys}` }
  const answer = await http.inject({ method, url, headers: { origin: ORIGIN, ...key, ...(as === null ? {} : { cookie: as }), ...headers }, ...(body === undefined ? {} : { payload: body }) })
  const isJson = answer.headers['content-type']?.toString().startsWith('application/json') === true && answer.payload !== ''
  return { status: answer.statusCode, body: isJson ? answer.json() : {}, text: answer.payload, headers: answer.headers }
}

type Hiring = Pick<TestHouse, 'fresh' | 'call' | 'admin'>

async function hire({ fresh, call, admin }: Hiring, who: { number: string; roles: readonly string[]; teamIds: readonly Id[] }): Promise<Person> {
  const made = await call({ method: 'POST', url: '/api/v1/staff', as: admin.cookie, body: { name: who.number, ...who } })
  if (made.status !== 201) throw new Error(`hiring ${who.number}: ${made.text}`)
  return settleIn(fresh, call, who.number, String(made.body['oneTimePassword']))
}

/** The first sign-in, a password of one's own, and a session that outlives every story. */
async function settleIn(fresh: FreshDatabase, call: TestHouse['call'], number: string, oneTime: string): Promise<Person> {
  const first = await call({ method: 'POST', url: '/api/v1/sessions', body: { account: number, password: oneTime } })
  const cookie = String([first.headers['set-cookie']].flat()[0]).split(';')[0]!
  const changed = await call({ method: 'POST', url: '/api/v1/me/password', as: cookie, body: { password: oneTime, newPassword: PASSWORD } })
  if (changed.status !== 204) throw new Error(`${number} changes the password: ${changed.text}`)
  await fresh.db.query({ text: `update auth.sessions set expires_at = '2100-01-01'`, values: [] })
  return { id: first.body['id'] as Id, number, cookie }
}

async function settle(house: House, handlers: Handlers): Promise<void> {
  const worker = { db: house.db, now: house.now, workerId: house.newId(), handlers, log: house.log, concurrent: 1 }
  for (let done = 1; done > 0; ) done = (await drainOutbox(worker)) + (await runDueCases(house.cases, house.log, 1))
}

type Advance = { readonly clock: { now: Instant }; readonly handlers: Handlers; readonly until: Instant }

async function advanceTo(house: House, { clock, handlers, until }: Advance): Promise<void> {
  for (;;) {
    await settle(house, handlers)
    const next = await nextInstant(house, handlers)
    if (next === null || next > until) break
    clock.now = next
  }
  clock.now = until
  await settle(house, handlers)
}

async function nextInstant(house: House, handlers: Handlers): Promise<Instant | null> {
  const { rows } = await house.db.query({
    text: `select least((select min(wake_at) from cases), (select min(due_at) from outbox where done_at is null and cancelled_at is null and failed_at is null and kind = any($1))) as at`,
    values: [Object.keys(handlers)],
  })
  const at = rows[0]?.['at']
  return typeof at === 'number' ? instant(at) : null
}
