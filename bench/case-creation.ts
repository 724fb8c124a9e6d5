import { NEW_CASE, openingAsk, type BenchHouse, type OpenHouse } from './bench-house.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { load, type Load } from './load.ts'
import { startProcess } from './server-process.ts'

const CONNECTIONS = 16
const BODY = JSON.stringify(NEW_CASE)
const MEGABYTE = 1_048_576

/** Opening a case over HTTP at 16 connections, beside a bare handler on the same database server; with and without a slow disk's group commit. */
export async function caseCreation(scale: Scale, say: Say, openHouse: OpenHouse): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  const house = await openHouse()
  try {
    rows.push(...(await beside(house, { scale, say, named: '' })))
    rows.push(await memoryOf(house, 'server memory after this load'))
    if (scale === 'full') rows.push(...(await inOneProcess(house, { scale, say, bare: rows[0]!.value })))
    await house.database.set('commit_delay', '2000')
    rows.push(...(await beside(house, { scale, say, named: ', commit_delay 2 ms' })))
    await house.database.set('commit_delay', '0')
  } finally {
    await house.close()
  }
  return rows
}

/** Web and worker together, as one starts them; the worker carries out what the cases wish for meanwhile. Two more starts: not in a hurry. */
async function inOneProcess(house: BenchHouse, { scale, say, bare }: { readonly scale: Scale; readonly say: Say; readonly bare: number }): Promise<readonly BenchRow[]> {
  await house.serveAs('all')
  const { opened } = await openingLoad(house, scale)
  sayRefusals(say, opened)
  const memory = await memoryOf(house, 'server memory after this load, web and worker in one process')
  await house.serveAs('web')
  return [{ name: 'open a case, web and worker in one process', value: opened.perSecond, unit: 'cases/s', ratio: opened.perSecond / bare, against: 'the bare handler' }, memory]
}

const memoryOf = async (house: BenchHouse, name: string): Promise<BenchRow> => ({ name, value: (await house.server.report()).residentBytes / MEGABYTE, unit: 'MB', goal: '< 250 MB' })

type Run = { readonly scale: Scale; readonly say: Say; readonly named: string }

async function beside(house: BenchHouse, { scale, say, named }: Run): Promise<readonly BenchRow[]> {
  const bare = await bareLoad(house, scale)
  const { opened, inside } = await openingLoad(house, scale)
  sayRefusals(say, opened)
  say(`counted: ${await countRows(house)}`)
  return [
    { name: `bare handler, 4 rows in one statement${named}`, value: bare.perSecond, unit: 'requests/s' },
    { name: `open a case over HTTP${named}`, value: opened.perSecond, unit: 'cases/s', ratio: opened.perSecond / bare.perSecond, against: 'the bare handler', goal: '≥ 0.40' },
    { name: `open a case, p50 at the client${named}`, value: opened.p50, unit: 'ms', ratio: opened.p50 / bare.p50, against: 'the bare handler' },
    { name: `open a case, p99 at the client${named}`, value: opened.p99, unit: 'ms', ratio: opened.p99 / bare.p99, against: 'the bare handler', goal: 'p99 < 25 ms' },
    { name: `open a case, p99 in the server${named}`, value: inside, unit: 'ms' },
  ]
}

const times = (scale: Scale) => (scale === 'quick' ? { warmUpMs: 500, ms: 1_000 } : { warmUpMs: 3_000, ms: 10_000 })

async function bareLoad(house: BenchHouse, scale: Scale): Promise<Load> {
  const bare = await startProcess('bare-server.ts', { BARE_DATABASE_URL: await house.database.also('bare') })
  try {
    return await load({ port: bare.port, connections: CONNECTIONS, ...times(scale), ask: () => ({ method: 'POST', path: '/cases', body: BODY }) })
  } finally {
    await bare.stop()
  }
}

async function openingLoad(house: BenchHouse, scale: Scale): Promise<{ readonly opened: Load; readonly inside: number }> {
  house.server.reset()
  const opened = await load({ port: house.server.port, connections: CONNECTIONS, ...times(scale), ask: () => openingAsk(house.asKey, BODY) })
  const { routes } = await house.server.report()
  return { opened, inside: routes.find(({ route }) => route === 'POST /api/v1/cases')?.p99 ?? 0 }
}

const sayRefusals = (say: Say, { refused, firstRefusal }: Load): void => {
  if (refused > 0) say(`refused: ${refused}, the first: ${firstRefusal}`)
}

async function countRows({ db }: BenchHouse): Promise<string> {
  const tables = ['cases', 'messages', 'events', 'clocks', 'audience', 'outbox', 'idempotency_keys']
  const { rows } = await db.query({ text: `select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')}`, values: [] })
  return tables.map((table) => `${table} ${String(rows[0]?.[table])}`).join(', ')
}
