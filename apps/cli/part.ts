import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export type Command = { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string | undefined>> }

/** Runs a program of the clone to its end, on this Node, its output on our screen. Answers the exit code; a signal to us is passed on. */
export function runToEnd({ args: [program = '', ...rest], env }: Command): Promise<number> {
  const child = spawn(program, rest, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env, PATH: pathWithOurNode() } })
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal)
  process.on('SIGINT', passOn).on('SIGTERM', passOn)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      process.off('SIGINT', passOn).off('SIGTERM', passOn)
      resolve(code ?? 1)
    })
  })
}

const pathWithOurNode = (): string => `${join(ROOT, 'node_modules/.bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`

/** `node_modules/NAME/FILE` run by this very Node, whatever the PATH says. */
export const onThisNode = (file: string, ...args: readonly string[]): readonly string[] => [process.execPath, join(ROOT, 'node_modules', file), ...args]

export const secondsSince = (start: number): string => `${((performance.now() - start) / 1_000).toFixed(1)} s`
