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

/** What somebody looks for. Each is asked by a program that sees all and by an agent who sees one case in ten. */
type Question = { readonly name: string; readonly ask: string; readonly goal: string | null }
const GOAL = 'p50 < 20 ms'
const QUESTIONS: readonly Question[] = [
  { name: 'rare word', ask: `q=${encodeURIComponent(RARE_WORD)}&kinds=messages`, goal: 'p50 < 3 ms' },
  { name: 'two common words', ask: `q=${encodeURIComponent('退款 空调')}&kinds=messages`, goal: GOAL },
  { name: 'two words typed as one', ask: `q=${encodeURIComponent('退款空调')}&kinds=messages`, goal: GOAL },
  { name: 'one common word', ask: `q=${encodeURIComponent('退款')}&kinds=messages`, goal: GOAL },
  { name: 'words whose order is nearly never so', ask: `q=${encodeURIComponent('"到账，北京" "制冷，上海" -漏水')}&kinds=messages`, goal: null },
  { name: 'one common word, cases', ask: `q=${encodeURIComponent('漏水')}&kinds=cases`, goal: GOAL },
  { name: 'part of a case number', ask: 'q=0042&kinds=cases', goal: GOAL },
  { name: 'a common surname', ask: `q=${encodeURIComponent('王')}&kinds=customers`, goal: GOAL },
  { name: 'pinyin of a name', ask: 'q=wangli&kinds=customers', goal: GOAL },
  { name: 'first letters of a name', ask: 'q=wl&kinds=customers', goal: GOAL },
  { name: 'full telephone number', ask: 'q=13812345678&kinds=customers', goal: GOAL },
  { name: 'last four digits', ask: 'q=5678&kinds=customers', goal: GOAL },
  { name: 'everything at once, one common word', ask: `q=${encodeURIComponent('退款')}`, goal: GOAL },
]
const VIEWERS = [['sees all', 'key'], ['sees a tenth', 'agent']] as const

/** Searches as people type them, over a year of messages. */
export async function search(scale: Scale, say: Say, openHouse: OpenHouse): Promise<readonly BenchRow[]> {
  const house = await openHouse()
  try {
    const messages = GIVEN === undefined ? MESSAGES[scale] : Number(GIVEN)
    const indexed = await fill(house, say, messages)
    const lookUp = await lookUpTime(house)
    const rows: BenchRow[] = [
      { name: `search index, ${messages} messages and their cases and customers`, value: indexed, unit: 'rows/s' },
      { name: 'one case by its key, p50 at the client', value: lookUp, unit: 'ms' },
    ]
    for (const question of QUESTIONS) for (const [who, as] of VIEWERS) rows.push(...(await timesOf(house, { ...question, name: `${question.name}, ${who}`, as, scale, lookUp, say })))
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
  return (await load({ port: server.port, connections: 1, warmUpMs: 200, ms: 1_000, ask: () => ({ method: 'GET', path, headers: asKey }) })).p50
}

type Timing = Question & { readonly as: 'agent' | 'key'; readonly scale: Scale; readonly lookUp: number; readonly say: Say }

async function timesOf({ server, asKey, asAgent }: BenchHouse, { name, ask, goal, as, scale, lookUp, say }: Timing): Promise<readonly BenchRow[]> {
  const headers = as === 'key' ? asKey : asAgent
  const hurry = scale === 'quick' ? { warmUpMs: 100, ms: 150 } : { warmUpMs: 400, ms: 3_000 }
  const { p50, p99, refused, firstRefusal } = await load({ port: server.port, connections: 1, ...hurry, ask: () => ({ method: 'GET', path: `/api/v1/search?${ask}`, headers }) })
  if (refused > 0) say(`${name}: refused ${refused}, the first: ${firstRefusal}`)
  return [
    { name: `${name}, p50 at the client`, value: p50, unit: 'ms', ratio: p50 / lookUp, against: 'one case by its key', ...(goal === null ? {} : { goal }) },
    { name: `${name}, p99 at the client`, value: p99, unit: 'ms' },
  ]
}
