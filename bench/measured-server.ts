import type { Part } from '#apps/server/part.ts'
import { PARTS } from '#apps/server/parts.ts'
import { startServer } from '#apps/server/start.ts'
import { readConfig } from '#platform/config/config.ts'
import { createLog } from '#platform/log/log.ts'
import type { ServerReport } from './server-process.ts'
import { percentile } from './timings.ts'

/** The product's own server in a process of its own; it also tells its parent how long each route took inside. */
const times = new Map<string, number[]>()

const stopwatch: Part = {
  name: 'stopwatch',
  role: 'web',
  open: async (_house, http) => {
    http?.addHook('onResponse', async (request, reply) => {
      const route = `${request.method} ${request.routeOptions.url ?? ''}`
      const known = times.get(route)
      if (known === undefined) times.set(route, [reply.elapsedTime])
      else known.push(reply.elapsedTime)
    })
    // What a browser needs at least to show a page of this server, and to answer a press.
    http?.get('/bare.html', { config: { access: 'anyone' }, schema: { hide: true } }, async (_request, reply) => reply.type('text/html; charset=utf-8').send('<!doctype html><title>bare</title><h1>A bare page</h1><button>press</button>'))
    return null
  },
}

const report = (): ServerReport => ({
  routes: [...times].map(([route, list]) => ({ route, count: list.length, p50: percentile(list, 0.5), p99: percentile(list, 0.99) })),
  residentBytes: process.memoryUsage.rss(),
  cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1_000,
})

const config = readConfig()
const server = await startServer(config, createLog(config.logLevel), [stopwatch, ...PARTS])
process.on('message', (asked) => {
  if (asked === 'reset') times.clear()
  if (asked === 'report') process.send?.(report())
})
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
process.send?.({ address: server.address, firstSignIn: server.firstSignIn })
