import { viewerFor } from '#capabilities/access/core/viewer.ts'
import { listCases } from '#capabilities/case/server/queries.ts'
import type { Id } from '#kernel/id.ts'
import { openBenchHouse, type BenchHouse } from './bench-house.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { load } from './load.ts'
import { loadCases, settleTables } from './load-cases.ts'
import { timed } from './timings.ts'

const PLANS = { quick: { closed: 10_000, open: [2_000, 10_000] }, full: { closed: 10_000_000, open: [10_000, 100_000, 1_000_000] } } as const
/** A smaller full run, where neither disk nor patience is there for ten million. */
const CLOSED = process.env['BENCH_CLOSED']
const ROUTE = 'GET /api/v1/cases'

/** The first page of an agent's list, 25 rows by next deadline with the agent's rights, as the number of open cases grows. */
export async function inbox(scale: Scale, say: Say): Promise<readonly BenchRow[]> {
  const house = await openBenchHouse()
  try {
    const templates = await templatesOf(house)
    const { open } = PLANS[scale]
    const closed = CLOSED === undefined ? PLANS[scale].closed : Number(CLOSED)
    await fill(house, say, { template: templates.closed, from: 0, count: closed })
    const rows: BenchRow[] = []
    let loaded = 0
    for (const count of open) {
      await fill(house, say, { template: templates.open, from: closed + loaded, count: count - loaded })
      loaded = count
      await settleTables(house.db)
      await sayCounts(house, say)
      rows.push(...(await pageTimes(house, { scale, count, first: rows[0] })))
    }
    await sayPlan(house, say)
    return rows
  } finally {
    await house.close()
  }
}

/** One case as it is opened, one that is over. */
async function templatesOf(house: BenchHouse): Promise<{ readonly open: Id; readonly closed: Id }> {
  const [open, closed] = [await house.openCase(), await house.openCase()]
  await house.ask('POST', `/api/v1/cases/${closed}/dismissal`, { dismissal: 'withdrawn' })
  return { open, closed }
}

async function fill({ db, agent }: BenchHouse, say: Say, what: { readonly template: Id; readonly from: number; readonly count: number }): Promise<void> {
  const { ms } = await timed(() => loadCases(db, { ...what, teamIds: agent.teamIds, agentId: agent.id }))
  say(`loaded ${what.count} cases in ${(ms / 1_000).toFixed(1)} s`)
}

async function sayCounts({ db }: BenchHouse, say: Say): Promise<void> {
  const { rows } = await db.query({ text: `select status, count(*) from cases group by status order by status`, values: [] })
  const filed = await db.query({ text: 'select count(*), pg_size_pretty(pg_database_size(current_database())) as size from audience', values: [] })
  say(`count(*): ${rows.map((row) => `${String(row['status'])} ${String(row['count'])}`).join(', ')}; audience ${String(filed.rows[0]?.['count'])}; database ${String(filed.rows[0]?.['size'])}`)
}

type Page = { readonly scale: Scale; readonly count: number; readonly first: BenchRow | undefined }

async function pageTimes({ server, asAgent }: BenchHouse, { scale, count, first }: Page): Promise<readonly BenchRow[]> {
  const plan = { port: server.port, warmUpMs: 300, ms: scale === 'quick' ? 700 : 5_000, ask: () => ({ method: 'GET', path: '/api/v1/cases?limit=25', headers: asAgent }) }
  const inside = async (connections: number) => {
    await load({ ...plan, ms: 1, connections })
    server.reset()
    const { perSecond } = await load({ ...plan, connections })
    const { routes } = await server.report()
    const route = routes.find((it) => it.route === ROUTE)
    return { perSecond, p50: route?.p50 ?? 0, p99: route?.p99 ?? 0 }
  }
  const [alone, busy] = [await inside(1), await inside(16)]
  const ratio = first === undefined ? {} : { ratio: alone.p50 / first.value, against: 'the smallest', goal: 'p50 < 2 ms, ratio ≤ 1.5' }
  return [
    { name: `inbox page, ${count} open, p50 in the server`, value: alone.p50, unit: 'ms', ...ratio },
    { name: `inbox page, ${count} open, p99 in the server`, value: alone.p99, unit: 'ms', goal: 'p99 < 20 ms' },
    { name: `inbox page, ${count} open, 16 connections`, value: busy.perSecond, unit: 'pages/s' },
    { name: `inbox page, ${count} open, 16 connections, p99 in the server`, value: busy.p99, unit: 'ms', goal: 'p99 < 20 ms' },
  ]
}

async function sayPlan({ db, agent }: BenchHouse, say: Say): Promise<void> {
  const viewer = viewerFor({ ...agent, name: '', roles: ['agent'] }, [{ key: 'agent', permissions: { 'case.read': 'team' } }])
  const { text, values } = listCases(viewer, { status: 'open', limit: 25 })
  const { rows } = await db.query({ text: `explain (analyze, buffers) ${text}`, values })
  for (const row of rows) say(String(row['QUERY PLAN']))
}
