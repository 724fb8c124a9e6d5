import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** The server, restarted whenever a source file changes; the database stays up between restarts only as long as somebody uses it. */
const root = join(import.meta.dirname, '../..')
const watched = ['apps', 'capabilities', 'channels', 'kernel', 'platform', 'handbook', 'migrations'].map((folder) => `--watch-path=${join(root, folder)}`)
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...watched, join(import.meta.dirname, 'serve.ts')], {
  stdio: 'inherit',
  env: { ...process.env, CARELOOP_LOG_LEVEL: process.env['CARELOOP_LOG_LEVEL'] ?? 'debug' },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void child.kill(signal))
child.once('exit', (code) => process.exit(code ?? 1))
