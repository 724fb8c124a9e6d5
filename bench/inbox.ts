import { viewerFor } from '#capabilities/access/core/viewer.ts'
import { COUNTED_VIEWS } from '#capabilities/case/core/standing-view.ts'
import { firstLook } from '#capabilities/case/server/find-cases.ts'
import { listRows } from '#capabilities/case/server/list-rows.ts'
import type { Id } from '#kernel/id.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { openBenchHouse, type BenchHouse } from './bench-house.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { loadInBulk } from './bulk-load.ts'
import { openConnection } from './http-connection.ts'
import { load } from './load.ts'
import { loadCases, settleTables, type CaseLoad } from './load-cases.ts'
import { playTemplateCases } from './template-cases.ts'
import { percentile, timed } from './timings.ts'

const PLANS = { quick: { closed: 10_000, open: [1_000, 5_000] }, full: { closed: 10_000_000, open: [10_000, 100_000, 1_000_000] } } as const
/** A smaller full run, where neither disk nor patience is there for ten million. */
const CLOSED = process.env['BENCH_CLOSED']
const ROUTE = 'GET /api/v1/cases'
const FIRST_PAGE = '/api/v1/cases?limit=25'
const PAGES_DEEP = 200
const COUNTS_ROUTE = 'GET /api/v1/cases/counts'
/** What stands beside the list: a number for each view that everybody has. */
const COUNTS = `/api/v1/cases/counts?${COUNTED_VIEWS.map((view) => `views=${view}`).join('&')}`

/** The list of an agent, 25 rows by next deadline with the agent's rights, as the number of open cases grows: its first page and one far down. */
export async function inbox(scale: Scale, say: Say): Promise<readonly BenchRow[]> {
  const house = await openBenchHouse()
  try {
    const templates = await playTemplateCases(house)
    const { open } = PLANS[scale]
    const closed = CLOSED === undefined ? PLANS[scale].closed : Number(CLOSED)
    const owners = { teamIds: house.agent.teamIds, agentId: house.agent.id, progress: say }
    await loadInBulk(house, { ...owners, templates: templates.closed, from: 0, count: closed }, say)
    const rows: BenchRow[] = []
    let loaded = 0
    for (const count of open) {
      await addOpen(house, say, { ...owners, templates: templates.open, from: closed + loaded, count: count - loaded })
      loaded = count
      await sayCounts(house, say)
      rows.push(...(await pageTimes(house, { scale, count, first: rows })))
      await sayPlan(house, say, count === open.at(-1))
    }
    return rows
  } finally {
    await house.close()
  }
}

/** Among those that are there, with every key and index kept up, as work comes in. */
async function addOpen({ db }: BenchHouse, say: Say, cases: CaseLoad): Promise<void> {
  const { ms } = await timed(() => loadCases(db, cases))
  await settleTables(db)
  say(`loaded ${cases.count} open cases in ${(ms / 1_000).toFixed(1)} s`)
}

async function sayCounts({ db }: BenchHouse, say: Say): Promise<void> {
  const { rows } = await db.query({ text: `select status, count(*) from cases group by status order by status`, values: [] })
  const { rows: others } = await db.query({
    text: `select (select count(*) from clocks) as clocks, (select count(*) from audience) as audience, pg_size_pretty(pg_database_size(current_database())) as size,
      (select string_agg(name || ' ' || pg_size_pretty(pg_total_relation_size(name::regclass)), ', ') from unnest(array['cases', 'clocks', 'audience']) name) as sizes,
      current_setting('shared_buffers') as buffers, current_setting('max_wal_size') as wal, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    values: [],
  })
  const { clocks, audience, size, sizes, buffers, wal, fsync, commit } = others[0] ?? {}
  say(`count(*): cases ${rows.map((row) => `${String(row['status'])} ${String(row['count'])}`).join(', ')}; clocks ${String(clocks)}; audience ${String(audience)}; database ${String(size)} (with indexes: ${String(sizes)})`)
  say(`settings: shared_buffers ${String(buffers)}, max_wal_size ${String(wal)}, fsync ${String(fsync)}, synchronous_commit ${String(commit)}`)
}

type Page = { readonly scale: Scale; readonly count: number; /** The rows of the sizes before. */ readonly first: readonly BenchRow[] }

async function pageTimes(house: BenchHouse, { scale, count, first }: Page): Promise<readonly BenchRow[]> {
  const ms = scale === 'quick' ? 300 : 5_000
  const walk = await walkDown(house, Math.min(PAGES_DEEP, count / 50))
  const [alone, busy] = [await pageTime(house, { path: FIRST_PAGE, connections: 1, ms }), await pageTime(house, { path: FIRST_PAGE, connections: 16, ms })]
  const deep = await pageTime(house, { path: walk.last, connections: 1, ms })
  const counts = await pageTime(house, { path: COUNTS, route: COUNTS_ROUTE, connections: 1, ms: ms / 2 })
  const beside = await besideNothing(house, ms)
  const least = (value: number, place: number, goal: string) => ({ value, unit: 'ms', goal, ...(first[place] === undefined ? {} : { ratio: value / first[place].value, against: 'the smallest' }) })
  const name = `inbox, ${count} open`
  return [
    { name: `${name}: first page, p50 in the server`, ...least(alone.server.p50, 0, 'p50 < 2 ms, ratio ≤ 1.5') },
    { name: `${name}: first page, p99 in the server`, ...least(alone.server.p99, 1, 'p99 < 20 ms') },
    { name: `${name}: first page, p50 at the client`, ...least(alone.client.p50, 2, '') },
    { name: `${name}: first page, p99 at the client`, ...least(alone.client.p99, 3, '') },
    { name: `${name}: page ${walk.pages}, p50 in the server`, ...least(deep.server.p50, 4, 'p50 < 2 ms, ratio ≤ 1.5') },
    { name: `${name}: page ${walk.pages}, p99 in the server`, ...least(deep.server.p99, 5, 'p99 < 20 ms') },
    { name: `${name}: counts of ${COUNTED_VIEWS.length} views, p50 in the server`, ...least(counts.server.p50, 6, '') },
    { name: `${name}: counts of ${COUNTED_VIEWS.length} views, p99 in the server`, ...least(counts.server.p99, 7, '') },
    { name: `${name}: first page, p50 when asked in turn with "select 1"`, value: beside.page, unit: 'ms', ratio: beside.page / beside.nothing, against: 'one "select 1" over HTTP' },
    { name: `${name}: each of ${walk.pages} pages once, p99 at the client`, value: walk.p99, unit: 'ms' },
    { name: `${name}: first page, 16 connections`, value: busy.perSecond, unit: 'pages/s' },
    { name: `${name}: first page, 16 connections, p99 in the server`, value: busy.server.p99, unit: 'ms' },
  ]
}

type Asked = { readonly path: string; readonly route?: string; readonly connections: number; readonly ms: number }

async function pageTime({ server, asAgent }: BenchHouse, { path, route = ROUTE, connections, ms }: Asked) {
  const plan = { port: server.port, connections, ask: () => ({ method: 'GET', path, headers: asAgent }) }
  await load({ ...plan, warmUpMs: ms / 2, ms: 1 })
  server.reset()
  const { perSecond, refused, firstRefusal, ...client } = await load({ ...plan, warmUpMs: 0, ms })
  if (refused > 0) throw new Error(`the list is refused: ${firstRefusal}`)
  const { routes } = await server.report()
  return { perSecond, client, server: routes.find((it) => it.route === route) ?? { p50: 0, p99: 0 } }
}

/** The first page and a request with nothing to do, turn by turn: whatever else the machine does, it does to both. */
async function besideNothing({ server, asAgent }: BenchHouse, ms: number): Promise<{ readonly page: number; readonly nothing: number }> {
  const ask = (turn: number) => (turn % 2 === 0 ? { method: 'GET', path: FIRST_PAGE, headers: asAgent } : { method: 'GET', path: '/api/v1/health' })
  server.reset()
  await load({ port: server.port, connections: 1, warmUpMs: 0, ms, ask })
  const { routes } = await server.report()
  const p50Of = (route: string): number => routes.find((it) => it.route === route)?.p50 ?? 0
  return { page: p50Of(ROUTE), nothing: p50Of('GET /api/v1/health') }
}

/** From page to page by the cursor that each gives to the next; answers how to ask for the last, and how long the slowest took. */
async function walkDown({ server, asAgent }: BenchHouse, pages: number): Promise<{ readonly pages: number; readonly last: string; readonly p99: number }> {
  const line = await openConnection(server.port)
  const times: number[] = []
  let path = FIRST_PAGE
  for (let page = 1; page < pages; page += 1) {
    const { ms, answer } = await timed(() => line.ask({ method: 'GET', path, headers: asAgent }))
    if (answer.status !== 200) throw new Error(`page ${page} is refused: ${answer.body}`)
    times.push(ms)
    path = `${FIRST_PAGE}&after=${encodeURIComponent(String((JSON.parse(answer.body) as { readonly next: unknown }).next))}`
  }
  line.close()
  return { pages, last: path, p99: percentile(times, 0.99) }
}

/** How the database finds a page, and how it reads what the page shows. */
async function sayPlan({ db, agent }: BenchHouse, say: Say, whole: boolean): Promise<void> {
  const viewer = viewerFor({ ...agent, name: '', roles: ['agent'] }, [{ key: 'agent', permissions: { 'case.read': 'team' } }])
  const look = firstLook({ viewer, tests: [{ of: 'status', among: ['open'] }], sort: 'due', known: null }, 25)
  const { rows } = await db.query(look)
  for (const statement of [look, listRows(viewer, rows[0]?.['hits'] as readonly Id[])]) await sayPlanOf(db, statement, { say, whole })
}

async function sayPlanOf(db: Db, { text, values }: Statement, { say, whole }: { readonly say: Say; readonly whole: boolean }): Promise<void> {
  const { rows } = await db.query({ text: `explain (analyze, buffers) ${text}`, values })
  const lines = rows.map((row) => String(row['QUERY PLAN']))
  const pages = lines.findIndex((line) => /Buffers:/.test(line))
  for (const [place, line] of lines.entries()) if (whole || place === pages || / using | Time:/.test(line)) say(line.replace(/ {2}\(cost=\S+ rows=\d+ width=\d+\)/, ''))
}
