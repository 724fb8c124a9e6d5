import { ensureConsole } from '#apps/console/build.ts'

/** `bin/build`: the console, from its sources; does nothing where they have not changed. */
const built = await ensureConsole()
if (!process.argv.includes('--quiet')) process.stdout.write(`${built ? '控制台已构建 (console built)' : '控制台没有变化 (console unchanged)'}\n`)
