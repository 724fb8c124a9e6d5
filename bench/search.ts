import { indexAnew } from '#capabilities/case/server/search-anew.ts'
import { must } from '#kernel/assert.ts'
import { systemTime } from '#platform/runtime.ts'
import type { BenchHouse, OpenHouse } from './bench-house.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { load } from './load.ts'
import { loadSearch, RARE_WORD } from './load-search.ts'
import { timed } from './timings.ts'

const MESSAGES = { quick: 10_000, full: 1_000_000 } as const
/** Fewer messages, where there is not the time for a million. */
const GIVEN = process.env['BENCH_MESSAGES']
const ROUTE = 'GET /api/v1/search'

/** What somebody looks for, and who: an agent who sees one case in ten, or a program that sees all. */
type Question = { readonly name: string; readonly ask: string; readonly as: 'agent' | 'key'; readonly goal?: string }
const QUESTIONS: readonly Question[] = [
  { name: 'rare word, sees all', ask: `q=${encodeURIComponent(RARE_WORD)}&kinds=messages`, as: 'key', goal: 'p50 < 3 ms' },
  { name: 'rare word, sees a tenth', ask: `q=${encodeURIComponent(RARE_WORD)}&kinds=messages`, as: 'agent', goal: 'p50 < 3 ms' },
  { name: 'two common words, sees all', ask: `q=${encodeURIComponent('退款 空调')}&kinds=messages`, as: 'key', goal: 'p50 < 20 ms' },
  { name: 'two common words, sees a tenth', ask: `q=${encodeURIComponent('退款 空调')}&kinds=messages`, as: 'agent', goal: 'p50 < 20 ms' },
  { name: 'words whose order is nearly never so, sees all', ask: `q=${encodeURIComponent('"到账，北京" "制冷，上海" -漏水')}&kinds=messages`, as: 'key' },
  { name: 'one common word, cases, sees a tenth', ask: `q=${encodeURIComponent('漏水')}&kinds=cases`, as: 'agent' },
  { name: 'pinyin of a name, sees a tenth', ask: 'q=wangli&kinds=customers', as: 'agent' },
  { name: 'first letters of a name, sees a tenth', ask: 'q=wl&kinds=customers', as: 'agent' },
  { name: 'full telephone number, sees a tenth', ask: 'q=13812345678&kinds=customers', as: 'agent' },
  { name: 'part of a case number, sees all', ask: 'q=0042&kinds=cases', as: 'key' },
  { name: 'everything at once, one common word, sees a tenth', ask: `q=${encodeURIComponent('退款')}`, as: 'agent' },
]

/** Searches as people type them, over a year of messages. */
export async function search(scale: Scale, say: Say, openHouse: OpenHouse): Promise<readonly BenchRow[]> {
  const house = await openHouse()
  try {
    const messages = GIVEN === undefined ? MESSAGES[scale] : Number(GIVEN)
    const indexed = await fill(house, say, messages)
    const lookUp = await lookUpTime(house)
    const rows: BenchRow[] = [
      { name: `search index, ${messages} messages and their cases and customers`, value: indexed, unit: 'rows/s' },
      { name: 'one case by its key, p50 in the server', value: lookUp, unit: 'ms' },
    ]
    for (const question of QUESTIONS) rows.push(...(await timesOf(house, { question, scale, lookUp, say })))
    return rows
  } finally {
    await house.close()
  }
}

async function fill(house: BenchHouse, say: Say, messages: number): Promise<number> {
  const { db, agent } = house
  const template = await house.openCase()
  const loaded = await timed(() => loadSearch(db, { template, messages, teamIds: agent.teamIds, end: systemTime() }))
  say(`loaded ${messages} messages, ${loaded.answer.cases} cases, ${loaded.answer.customers} customers in ${(loaded.ms / 1_000).toFixed(1)} s`)
  const { rows } = await db.query({ text: `select indexdef from pg_indexes where indexname = 'search_messages_words'`, values: [] })
  const indexed = await timed(() => indexAnew({ db, now: systemTime, say: () => undefined }))
  say(`indexed ${indexed.answer} rows in ${(indexed.ms / 1_000).toFixed(1)} s (${String(must(rows[0], 'the index')['indexdef'])})`)
  for (const table of ['messages', 'cases', 'customers', 'audience', 'contact_points', 'search_messages', 'search_cases', 'search_customers', 'search_days']) await db.query({ text: `vacuum (analyze) ${table}`, values: [] })
  const sizes = await db.query({ text: `select pg_size_pretty(pg_relation_size('search_messages_words')) as words, pg_size_pretty(pg_total_relation_size('search_messages')) as whole, pg_size_pretty(pg_total_relation_size('messages')) as messages`, values: [] })
  say(`sizes: ${JSON.stringify(sizes.rows[0])}`)
  return indexed.answer / (indexed.ms / 1_000)
}

/** One row by its primary key, with sign-in and rights, over HTTP. */
async function lookUpTime({ server, asKey, db }: BenchHouse): Promise<number> {
  // Asked of the database: the house's own connection to the server was idle for longer than the server keeps one.
  const { rows } = await db.query({ text: `select id from cases where status = 'open' limit 1`, values: [] })
  const path = `/api/v1/cases/${String(must(rows[0], 'a case is open')['id'])}`
  await load({ port: server.port, connections: 1, warmUpMs: 200, ms: 1, ask: () => ({ method: 'GET', path, headers: asKey }) })
  server.reset()
  await load({ port: server.port, connections: 1, warmUpMs: 0, ms: 1_000, ask: () => ({ method: 'GET', path, headers: asKey }) })
  return (await server.report()).routes.find(({ route }) => route === 'GET /api/v1/cases/:id')?.p50 ?? 0
}

type Timing = { readonly question: Question; readonly scale: Scale; readonly lookUp: number; readonly say: Say }

async function timesOf({ server, asKey, asAgent }: BenchHouse, { question, scale, lookUp, say }: Timing): Promise<readonly BenchRow[]> {
  const plan = { port: server.port, connections: 1, ask: () => ({ method: 'GET', path: `/api/v1/search?${question.ask}`, headers: question.as === 'key' ? asKey : asAgent }) }
  await load({ ...plan, warmUpMs: scale === 'quick' ? 150 : 400, ms: 1 })
  server.reset()
  const { refused, firstRefusal } = await load({ ...plan, warmUpMs: 0, ms: scale === 'quick' ? 300 : 3_000 })
  if (refused > 0) say(`${question.name}: refused ${refused}, the first: ${firstRefusal}`)
  const route = (await server.report()).routes.find((it) => it.route === ROUTE)
  const goal = question.goal === undefined ? {} : { goal: question.goal }
  return [
    { name: `${question.name}, p50 in the server`, value: route?.p50 ?? 0, unit: 'ms', ratio: (route?.p50 ?? 0) / lookUp, against: 'one case by its key', ...goal },
    { name: `${question.name}, p99 in the server`, value: route?.p99 ?? 0, unit: 'ms' },
  ]
}
