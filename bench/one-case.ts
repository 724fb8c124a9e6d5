import type { Id } from '#kernel/id.ts'
import type { BenchHouse, OpenHouse } from './bench-house.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { load } from './load.ts'

/** One case as its screen asks for it: the case, its thread, its history, its records and the ledger of a clock, one after the other. */
export async function oneCase(scale: Scale, say: Say, openHouse: OpenHouse): Promise<readonly BenchRow[]> {
  const house = await openHouse()
  try {
    const id = await house.openCase()
    for (let more = 0; more < 20; more += 1) await house.openCase()
    const paths = await pathsOf(house, id)
    const { server, asKey } = house
    const plan = { port: server.port, connections: 1, warmUpMs: 500, ask: (turn: number) => ({ method: 'GET', path: paths[turn % paths.length]!, headers: asKey }) }
    await load({ ...plan, ms: 1 })
    server.reset()
    const { refused, firstRefusal } = await load({ ...plan, ms: scale === 'quick' ? 1_000 : 6_000 })
    if (refused > 0) say(`refused: ${refused}, the first: ${firstRefusal}`)
    const { routes } = await server.report()
    for (const { route, p50, p99 } of routes) say(`${route}: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`)
    const health = await healthOf(house)
    const whole = routes.reduce((sum, { p50 }) => sum + p50, 0)
    return [{ name: `one case with thread and ledger (${paths.length} reads), p50 in the server`, value: whole, unit: 'ms', ratio: whole / health, against: 'one "select 1" over HTTP', goal: 'p50 < 3 ms' }]
  } finally {
    await house.close()
  }
}

async function pathsOf({ ask }: BenchHouse, id: Id): Promise<readonly string[]> {
  const { clocks } = (await ask('GET', `/api/v1/cases/${id}`)) as { readonly clocks: readonly { readonly id: Id }[] }
  const { paths } = (await ask('GET', '/api/docs/json')) as { readonly paths: Readonly<Record<string, unknown>> }
  const thread = Object.hasOwn(paths, '/api/v1/cases/{id}/messages') ? ['/messages'] : []
  return ['', ...thread, '/events', '/records', `/clocks/${clocks[0]!.id}/ledger`].map((part) => `/api/v1/cases/${id}${part}`)
}

/** What the server, the driver and the database cost together when there is nothing to do. */
async function healthOf({ server }: BenchHouse): Promise<number> {
  server.reset()
  await load({ port: server.port, connections: 1, warmUpMs: 300, ms: 700, ask: () => ({ method: 'GET', path: '/api/v1/health' }) })
  return (await server.report()).routes[0]?.p50 ?? 0
}
