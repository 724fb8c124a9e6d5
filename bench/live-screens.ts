import { join } from 'node:path'
import { NEW_CASE, openingAsk, type OpenHouse } from './bench-house.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { openConnection } from './http-connection.ts'
import { openScreens, type Screens } from './live-sockets.ts'
import { signedInBySql } from './many-sessions.ts'
import { startProcess, type ServerProcess } from './server-process.ts'
import { percentile } from './timings.ts'

const SIZES = { quick: [200], full: [200, 10_000] } as const
const SOCKETS_PER_PERSON = 10
const ROUNDS = 15
/** The web server of a bench is started on any port, and its public address is told so. */
const ORIGIN = 'http://localhost:0'

type Fan = { readonly perSecond: number; readonly latency: number; readonly cpuPerThousand: number; readonly kilobytes: number; readonly heard: number }

/** Everybody of a team has a screen open; a case of the team changes. Against raw `ws` that sends one frame as long to as many. */
export async function liveScreens(scale: Scale, say: Say, openHouse: OpenHouse): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const size of SIZES[scale]) {
    const raw = await rawFan(size)
    const ours = await ourFan(size, openHouse)
    say(`${size} sockets: ${ours.heard} of ${size * ROUNDS} frames delivered; raw ${raw.heard}`)
    rows.push(
      { name: `fan-out to ${size} sockets`, value: ours.perSecond, unit: 'frames/s', ratio: ours.perSecond / raw.perSecond, against: `raw ws (${Math.round(raw.perSecond)}/s)`, goal: size >= 10_000 ? '≥ 0.50' : '' },
      { name: `processor time for 1 000 frames, ${size} sockets`, value: ours.cpuPerThousand, unit: 'ms', ratio: ours.cpuPerThousand / raw.cpuPerThousand, against: `raw ws (${raw.cpuPerThousand.toFixed(1)} ms)` },
      { name: `from the answer to the last screen, ${size} sockets`, value: ours.latency, unit: 'ms p50' },
      { name: `memory of a socket, of ${size}`, value: ours.kilobytes, unit: 'KB', ratio: ours.kilobytes / raw.kilobytes, against: `raw ws (${raw.kilobytes.toFixed(1)} KB)`, goal: size >= 10_000 ? '≤ 25 KB' : '' },
    )
  }
  return rows
}

async function rawFan(size: number): Promise<Fan> {
  const server = await startProcess('raw-sockets.ts', {})
  const before = (await server.report()).residentBytes
  const screens = await openScreens(`ws://localhost:${server.port}/`, Array.from({ length: size }, () => ({})))
  const line = await openConnection(server.port)
  const fan = await measure({ server, screens, size, before, change: async () => void (await line.ask({ method: 'GET', path: '/' })) })
  await screens.close()
  line.close()
  await server.stop()
  return fan
}

async function ourFan(size: number, openHouse: OpenHouse): Promise<Fan> {
  const house = await openHouse()
  try {
    const people = await signedInBySql({ db: house.db, dataDir: join(house.database.folder, 'house'), teamIds: house.agent.teamIds }, Math.ceil(size / SOCKETS_PER_PERSON))
    const headers = Array.from({ length: size }, (_, index) => ({ origin: ORIGIN, cookie: people[Math.floor(index / SOCKETS_PER_PERSON)]! }))
    await house.openCase()
    const before = (await house.server.report()).residentBytes
    const screens = await openScreens(`ws://localhost:${house.server.port}/api/v1/live`, headers)
    // Opening them takes longer than an idle connection is kept.
    const line = await openConnection(house.server.port)
    const fan = await measure({ server: house.server, screens, size, before, change: async () => void (await line.ask(openingAsk(house.asKey, JSON.stringify(NEW_CASE)))) })
    line.close()
    await screens.close()
    return fan
  } finally {
    await house.close()
  }
}

type Measuring = { readonly server: ServerProcess; readonly screens: Screens; readonly size: number; readonly before: number; readonly change: () => Promise<void> }

async function measure({ server, screens, size, before, change }: Measuring): Promise<Fan> {
  const start = await server.report()
  const rates: number[] = []
  const latencies: number[] = []
  let heard = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const hearing = screens.heard('"cases"')
    await change()
    const answeredAt = performance.now()
    const { firstAt, lastAt, count } = await hearing
    heard += count
    rates.push(count / ((lastAt - firstAt) / 1_000))
    latencies.push(Math.max(0, lastAt - answeredAt))
  }
  const end = await server.report()
  return {
    perSecond: percentile(rates, 0.5),
    latency: percentile(latencies, 0.5),
    cpuPerThousand: ((end.cpuMs - start.cpuMs) / heard) * 1_000,
    kilobytes: (start.residentBytes - before) / size / 1_024,
    heard,
  }
}
