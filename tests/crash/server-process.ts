import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'

const SERVE = join(import.meta.dirname, '../../bin/serve')
const KEPT_CHARS = 20_000

/** One real `bin/serve`, web or worker. */
export type ServerProcess = {
  readonly address: string | null
  alive(): boolean
  /** kill -9, at once; `gone` settles when the process is no more. */
  kill(): void
  readonly gone: Promise<void>
  said(): string
  stop(): Promise<void>
}
export type ServerOptions = { readonly role: 'web' | 'worker'; readonly environment: Readonly<Record<string, string>>; readonly preload?: string | undefined }

/** Starts it and waits until it says that it runs. */
export async function startServer({ role, environment, preload }: ServerOptions): Promise<ServerProcess> {
  const plant = preload === undefined ? {} : { NODE_OPTIONS: `--import ${preload}` }
  const child = spawn(SERVE, [], { env: { ...plainEnvironment(), ...environment, ...plant, CARELOOP_ROLE: role, LANG: 'en_US.UTF-8', LC_ALL: '' }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const ready = Promise.withResolvers<string | null>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text = `${text}${chunk.toString()}`.slice(-KEPT_CHARS)
      const found = role === 'web' ? /is running: (http:\/\/\S+)/.exec(text) : /worker is running/.exec(text)
      if (found !== null) ready.resolve(found[1] ?? null)
    })
  }
  void gone.then(() => ready.reject(new Error(`bin/serve (${role}) ended at its start: ${text}`)))
  const address = await ready.promise
  return { address, gone, said: () => text, alive: () => isRunning(child), kill: () => void child.kill('SIGKILL'), stop: () => stop(child, gone) }
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  await gone
}
