import { join } from 'node:path'
import { ROOT, runToEnd } from './part.ts'

const USAGE = `用法 (usage): bin/bench [--quick] [名称 NAME…]
  --quick  一分钟以内，供 CI 使用 (under a minute, for CI)
  NAME     只跑其中几项 (only these): case-creation inbox one-case due-clocks deadline-arithmetic simulator start-time search live-screens web
`

const words = process.argv.slice(2)
if (words.includes('--help') || words.includes('-h')) process.stdout.write(USAGE)
else process.exitCode = await runToEnd({ args: [process.execPath, '--disable-warning=ExperimentalWarning', join(ROOT, 'bench/run-benches.ts'), ...words] })
