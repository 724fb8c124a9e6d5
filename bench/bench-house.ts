import { join } from 'node:path'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { openDatabase, type Db } from '#platform/db/database.ts'
import { openDurableDatabase, type DurableDatabase } from './durable-database.ts'
import { openConnection, type HttpAnswer, type HttpAsk } from './http-connection.ts'
import { startProcess, type ServerProcess } from './server-process.ts'

/** The product's server with an administrator, an API key and an agent with two teams. */
export type BenchHouse = {
  readonly database: DurableDatabase
  readonly db: Db
  /** The server that runs now. */
  readonly server: ServerProcess
  /** Headers that sign a request in. */
  readonly asKey: Readonly<Record<string, string>>
  readonly asAgent: Readonly<Record<string, string>>
  readonly agent: { readonly id: Id; readonly teamIds: readonly Id[] }
  /** Opens a case as another system does, and answers its id. */
  openCase(): Promise<Id>
  ask(method: string, path: string, body?: object): Promise<Record<string, unknown>>
  askAsAgent: BenchHouse['ask']
  /** Ends the web server and starts the other kind on the same database. */
  serveAs(role: Role): Promise<void>
  close(): Promise<void>
}

type Role = 'web' | 'all'

const PASSWORD = '夜雨十年灯-江湖-2026'

export type OpenHouse = () => Promise<BenchHouse>

/** One house that benches move into one after the other, where there is no time to build each its own; what one leaves behind the next one finds. */
export function sharedHouse(): { readonly open: OpenHouse; close(): Promise<void> } {
  let house: Promise<BenchHouse> | null = null
  return {
    open: async () => {
      const lent: BenchHouse = Object.create(await (house ??= openBenchHouse()), { close: { value: () => Promise.resolve() } })
      return lent
    },
    close: async () => (await house)?.close(),
  }
}

/** Begins with the web half of the server alone, so that nothing but requests is measured. */
export async function openBenchHouse(): Promise<BenchHouse> {
  const database = await openDurableDatabase()
  try {
    return await moveInto(database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function moveInto(database: DurableDatabase): Promise<BenchHouse> {
  let server = await startProcess('measured-server.ts', serverEnvironment(database, 'web'))
  const db = await openDatabase(database.url, { max: 3, applicationName: 'careloop bench', statementTimeoutMs: 0 })
  const first = must(server.firstSignIn, 'a fresh database has no administrator')
  const admin = await signIn(server.port, first.number, first.oneTimePassword)
  const key = await asked(server.port, { method: 'POST', path: '/api/v1/api-keys', headers: withKey(admin) }, { name: 'bench', permissions: ['case.read', 'case.open', 'case.dismiss', 'customer.read'] })
  const asKey = { authorization: `Bearer ${String(key['key'])}` }
  const { agent, asAgent } = await hireAgent(server.port, admin, db)
  const ask: BenchHouse['ask'] = (method, path, body) => asked(server.port, { method, path, headers: withKey(asKey) }, body)
  const askAsAgent: BenchHouse['ask'] = (method, path, body) => asked(server.port, { method, path, headers: withKey(asAgent) }, body)
  return {
    database, db, asKey, asAgent, agent, ask, askAsAgent,
    get server() {
      return server
    },
    serveAs: async (role) => {
      await server.stop()
      server = await startProcess('measured-server.ts', serverEnvironment(database, role))
    },
    openCase: async () => (await ask('POST', '/api/v1/cases', NEW_CASE))['case'] as Id,
    close: async () => {
      await db.close()
      await server.stop()
      await database.close()
    },
  }
}

/** What a customer's question looks like when it comes in by API. */
export const NEW_CASE = { scenario: 'after-sales', channel: 'api', subject: '打印机开机后报错 E-042', text: '您好，办公室的打印机今早开机后一直显示 E-042，重启两次无效，麻烦尽快看看。' }

let keys = 0
const newKey = (): string => `bench-${process.pid}-${++keys}`
const withKey = (headers: Readonly<Record<string, string>>) => ({ ...headers, 'idempotency-key': newKey() })

/** The request that opens a case, with a key of its own. */
export const openingAsk = (asKey: Readonly<Record<string, string>>, body: string) => ({ method: 'POST', path: '/api/v1/cases', headers: withKey(asKey), body })

const serverEnvironment = ({ url, folder }: DurableDatabase, role: Role): Readonly<Record<string, string>> => ({
  DATABASE_URL: url, CARELOOP_DATA: join(folder, 'house'), CARELOOP_PORT: '0', CARELOOP_ROLE: role,
})

type Asking = { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> }

async function asked(port: number, asking: Asking, body?: object): Promise<Record<string, unknown>> {
  const answer = await askOnce(port, { ...asking, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (answer.status >= 400) throw new Error(`${asking.method} ${asking.path}: ${answer.status} ${answer.body}`)
  return answer.body === '' ? {} : (JSON.parse(answer.body) as Record<string, unknown>)
}

/** On a line of its own: the server ends one that was idle for long. */
async function askOnce(port: number, asking: HttpAsk): Promise<HttpAnswer> {
  const line = await openConnection(port)
  try {
    return await line.ask(asking)
  } finally {
    line.close()
  }
}

/** The first sign-in with the one-time password, then a password of one's own. */
async function signIn(port: number, account: string, oneTime: string): Promise<Readonly<Record<string, string>>> {
  const origin = `http://localhost:${port}`
  const answer = await askOnce(port, { method: 'POST', path: '/api/v1/sessions', headers: { origin }, body: JSON.stringify({ account, password: oneTime }) })
  const cookie = must(/\r\nset-cookie: ([^;]+)/i.exec(answer.headers)?.[1], `${account} signs in: ${answer.body}`)
  const headers = { origin, cookie }
  await asked(port, { method: 'POST', path: '/api/v1/me/password', headers: withKey(headers) }, { password: oneTime, newPassword: PASSWORD })
  return headers
}

async function hireAgent(port: number, admin: Readonly<Record<string, string>>, db: Db) {
  const { rows } = await db.query({ text: `select id from teams where role in ('agent', 'tech_support') order by created_at, id`, values: [] })
  const teamIds = rows.map((row) => row['id'] as Id)
  const hired = await asked(port, { method: 'POST', path: '/api/v1/staff', headers: withKey(admin) }, { number: 'chenyu', name: '陈雨', roles: ['agent'], teamIds })
  const asAgent = await signIn(port, 'chenyu', String(hired['oneTimePassword']))
  return { agent: { id: hired['id'] as Id, teamIds }, asAgent }
}
