import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { copyCases } from '#apps/cli/demo-copy.ts'
import { DEMO_PASSWORD } from '#apps/cli/demo-people.ts'
import { tellStory } from '#apps/cli/demo-story.ts'
import { ensureConsole } from '#apps/console/build.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { readConfig } from '#platform/config/config.ts'
import { openDatabase, type Db } from '#platform/db/database.ts'
import { createLog } from '#platform/log/log.ts'
import { openRuntime, systemTime } from '#platform/runtime.ts'
import { openDurableDatabase } from './durable-database.ts'
import { signedInBySql } from './many-sessions.ts'
import { startProcess, type ServerProcess } from './server-process.ts'

/** A company with a past, its cases copied until there are many, and its server in a process of its own. */
export type WebHouse = {
  readonly db: Db
  readonly server: ServerProcess
  readonly origin: string
  /** Open cases that the agent sees. */
  readonly openIds: readonly Id[]
  /** The cookie of an agent of the first team. */
  readonly cookie: string
  /** Cookies of other colleagues of that agent's teams. */
  colleagues(count: number): Promise<readonly string[]>
  /** A colleague writes a note on a case: it changes, and whoever sees it is told. */
  change(id: Id): Promise<void>
  close(): Promise<void>
}

const AGENT = 'chenyu'

export async function openWebHouse({ played, wanted }: { readonly played: number; readonly wanted: number }): Promise<WebHouse> {
  await ensureConsole()
  const database = await openDurableDatabase()
  const dataDir = join(database.folder, 'house')
  const place = { DATABASE_URL: database.url, CARELOOP_DATA: dataDir }
  await playAndCopy(place, { played, wanted })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = await startProcess('measured-server.ts', { ...place, CARELOOP_PORT: String(port), CARELOOP_PUBLIC_URL: origin, CARELOOP_ROLE: 'web' })
  const db = await openDatabase(database.url, { max: 3, applicationName: 'careloop bench', statementTimeoutMs: 0 })
  const cookie = await signIn(origin)
  const { rows } = await db.query({ text: `select team_id from team_members join staff on staff.id = staff_id where number = $1`, values: [AGENT] })
  const teamIds = rows.map((row) => row['team_id'] as Id)
  const open = await db.query({ text: `select id from cases where status = 'open' and team_id = any($1::uuid[]) order by next_due_at limit 200`, values: [teamIds] })
  let changes = 0
  return {
    db, server, origin, cookie,
    openIds: open.rows.map((row) => row['id'] as Id),
    colleagues: (count) => signedInBySql({ db, dataDir, teamIds }, count),
    change: async (id) => void (await asked(origin, `/api/v1/cases/${id}/notes`, { text: `第 ${++changes} 次跟进` }, { cookie, 'idempotency-key': `bench-web-${process.pid}-${changes}` })),
    close: async () => {
      await db.close()
      await server.stop()
      await database.close()
    },
  }
}

async function playAndCopy(place: Readonly<Record<string, string>>, { played, wanted }: { readonly played: number; readonly wanted: number }): Promise<void> {
  const runtime = await openRuntime(readConfig(place), createLog('error'))
  try {
    await tellStory(runtime, { now: systemTime(), cases: played })
    await copyCases(runtime.db, { wanted })
    await runtime.db.query({ text: 'analyze', values: [] })
  } finally {
    await runtime.connection.close()
  }
}

/** Its public address must be known before the server starts: pages open their sockets there. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return must(typeof address === 'object' ? address?.port : undefined, 'a port is free')
}

async function signIn(origin: string): Promise<string> {
  const answer = await asked(origin, '/api/v1/sessions', { account: AGENT, password: DEMO_PASSWORD }, {})
  return must(answer.headers.getSetCookie()[0]?.split(';')[0], 'signing in sets a cookie')
}

async function asked(origin: string, path: string, body: object, headers: Readonly<Record<string, string>>): Promise<Response> {
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers: { origin, 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer
}
