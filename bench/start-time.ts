import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDurableDatabase } from './durable-database.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { startProcess } from './server-process.ts'
import { timed } from './timings.ts'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'

const SERVE = join(import.meta.dirname, '../bin/serve')
const STARTING_MS_MAX = 60_000

/** From the command to the first page: in an empty folder, and again where everything is there. */
export async function startTime(scale: Scale, say: Say): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'careloop-bench-'))
  await chmod(folder, 0o755)
  try {
    const ever = await startOnce(folder)
    const again = scale === 'quick' ? [await startOnce(folder)] : [await startOnce(folder), await startOnce(folder), await startOnce(folder)]
    say(`with the database initialised: ${again.map((ms) => `${Math.round(ms)} ms`).join(', ')}`)
    const bare = await bareStart()
    const best = Math.min(...again)
    return [
      { name: 'bare Fastify and pg, database running', value: bare, unit: 'ms' },
      { name: 'start to first page, first ever', value: ever, unit: 'ms', ratio: ever / bare, against: 'the bare start', goal: '< 10,000 ms' },
      { name: 'start to first page, database initialised', value: best, unit: 'ms', ratio: best / bare, against: 'the bare start', goal: '< 2,000 ms' },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function startOnce(folder: string): Promise<number> {
  const port = await freePort()
  const start = performance.now()
  const child = spawn(SERVE, [], { env: { ...plainEnvironment(), CARELOOP_DATA: folder, CARELOOP_PORT: String(port) }, stdio: 'ignore' })
  const ended = once(child, 'exit')
  try {
    await firstPage(child, port)
    return performance.now() - start
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function firstPage(child: ChildProcess, port: number): Promise<void> {
  const until = performance.now() + STARTING_MS_MAX
  while (performance.now() < until && child.exitCode === null) {
    const page = await fetch(`http://localhost:${port}/api/docs/`).then((answer) => answer.ok, () => false)
    if (page) return
    await new Promise((resolve) => void setTimeout(resolve, 10))
  }
  throw new Error('the server did not start')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

async function bareStart(): Promise<number> {
  const database = await openDurableDatabase()
  try {
    const { ms, answer } = await timed(() => startProcess('bare-server.ts', { BARE_DATABASE_URL: database.url }))
    await answer.stop()
    return ms
  } finally {
    await database.close()
  }
}
