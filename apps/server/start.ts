import { join } from 'node:path'
import { ensureAdministrator, type FirstSignIn } from '#capabilities/access/server/ensure-administrator.ts'
import { registerAccess } from '#capabilities/access/server/register-access.ts'
import { Fault } from '#kernel/fault.ts'
import type { Config } from '#platform/config/config.ts'
import { createHttp } from '#platform/http/http-server.ts'
import { useIdempotency } from '#platform/http/idempotency.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { Log } from '#platform/log/log.ts'
import { openRuntime } from '#platform/runtime.ts'
import type { Runtime } from '#platform/runtime.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { moveIn, type House } from './house.ts'
import type { Opened, Part } from './part.ts'
import { PARTS } from './parts.ts'
import { VERSION } from './version.ts'

/** A server that answers. `stop` drains it and stops the database last. */
export type RunningServer = {
  readonly house: House
  readonly http: Http | null
  readonly address: string | null
  /** On the very first start: what the administrator signs in with, shown once. */
  readonly firstSignIn: FirstSignIn | null
  stop(): Promise<void>
}

/** The handbook that a new installation begins with. */
export const DEFAULT_HANDBOOK = join(import.meta.dirname, '../../handbook')

/** Opens database, keys and files, then the parts in order, then the port; whatever fails, what was opened is closed again. */
export async function startServer(config: Config, log: Log, parts: readonly Part[] = PARTS): Promise<RunningServer> {
  const runtime = await openRuntime(config, log)
  const opened: Opened[] = []
  let http: Http | null = null
  const stop = () => stopAll(runtime, http, opened)
  try {
    const house = await moveIn(runtime, async () => (await readHandbookFolder(DEFAULT_HANDBOOK)) ?? [])
    const firstSignIn = await ensureAdministrator(house.access)
    if (config.role !== 'worker') http = await openHttp(house)
    for (const part of parts.filter(({ role }) => config.role === 'all' || role === 'both' || role === config.role)) {
      opened.push(await part.open(house, http))
    }
    const address = http ? await listen(http, config) : null
    return { house, http, address, firstSignIn, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The HTTP server with sign-in, before any route. */
export async function openHttp({ config, log, db, now, newId, access }: House): Promise<Http> {
  const http = await createHttp({ log, newId, version: VERSION, publicUrl: config.publicUrl, trustProxy: config.trustProxy })
  useIdempotency(http, { db, now })
  registerAccess(http, access)
  return http
}

async function listen(http: Http, { host, port }: Config): Promise<string> {
  try {
    await http.listen({ host, port })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const fault = code === 'EADDRINUSE' ? 'server.port_taken' : 'server.bad_address'
    throw new Fault(fault, { cause: error, retryable: false, params: { host, port, reason: code ?? message } })
  }
  const bound = http.server.address()
  const name = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${bound !== null && typeof bound === 'object' ? bound.port : port}`
}

/** No new requests, running ones finish, then the workers in reverse, then the connections, the embedded database last. */
async function stopAll(runtime: Runtime, http: Http | null, opened: readonly Opened[]): Promise<void> {
  try {
    await http?.close()
    for (const part of opened.toReversed()) await part?.stop()
  } finally {
    await runtime.connection.close()
  }
}
