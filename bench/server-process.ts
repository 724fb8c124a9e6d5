import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FirstSignIn } from '#capabilities/access/server/ensure-administrator.ts'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'

/** How long each route took inside the server (milliseconds), and what the process holds. */
export type ServerReport = {
  readonly routes: readonly { readonly route: string; readonly count: number; readonly p50: number; readonly p99: number }[]
  readonly residentBytes: number
  readonly cpuMs: number
}

/** A server in a process of its own, away from the load. */
export type ServerProcess = {
  readonly port: number
  readonly firstSignIn: FirstSignIn | null
  reset(): void
  report(): Promise<ServerReport>
  stop(): Promise<void>
}

type Ready = { readonly address: string | null; readonly firstSignIn: FirstSignIn | null }

/** Starts a program of this folder that tells its address when it is ready. Its log is written as always, and not read. */
export async function startProcess(program: string, environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const flags = process.env['BENCH_NODE_FLAGS']?.split(' ') ?? []
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, join(import.meta.dirname, program)], {
    env: { ...plainEnvironment(), ...environment },
    stdio: ['ignore', 'ignore', process.env['BENCH_SHOW_LOG'] === undefined ? 'ignore' : 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const [ready] = (await Promise.race([once(child, 'message'), ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${String(code)}; BENCH_SHOW_LOG=1 shows why`)))])) as [Ready]
  return {
    port: Number(new URL(ready.address ?? '').port),
    firstSignIn: ready.firstSignIn,
    reset: () => void child.send('reset'),
    report: async () => {
      const answer = once(child, 'message')
      child.send('report')
      return ((await answer) as [ServerReport])[0]
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
