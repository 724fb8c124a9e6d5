import { caseCreation } from './case-creation.ts'
import { openBenchHouse, sharedHouse, type OpenHouse } from './bench-house.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { deadlineArithmetic } from './deadline-arithmetic.ts'
import { dueClocks } from './due-clocks.ts'
import { inbox } from './inbox.ts'
import { liveScreens } from './live-screens.ts'
import { oneCase } from './one-case.ts'
import { printTable } from './print-table.ts'
import { search } from './search.ts'
import { simulator } from './simulator.ts'
import { startTime } from './start-time.ts'
import { timed } from './timings.ts'
import { web } from './web.ts'

type Bench = (scale: Scale, say: Say, openHouse: OpenHouse) => Promise<readonly BenchRow[]>

/** Every bench by name, in the order of the run. */
const BENCHES: ReadonlyMap<string, Bench> = new Map([
  ['deadline-arithmetic', deadlineArithmetic],
  ['simulator', simulator],
  ['start-time', startTime],
  ['case-creation', caseCreation],
  ['one-case', oneCase],
  ['due-clocks', dueClocks],
  ['live-screens', liveScreens],
  ['inbox', inbox],
  ['search', search],
  ['web', web],
])

/** Playing a company and drawing its screens takes minutes: a quick run does it only when asked by name. */
const NOT_IN_A_HURRY = new Set(['web'])

const words = process.argv.slice(2)
const scale: Scale = words.includes('--quick') ? 'quick' : 'full'
const named = words.filter((word) => !word.startsWith('--'))
const unknown = [...named.filter((name) => !BENCHES.has(name)), ...words.filter((word) => word.startsWith('--') && word !== '--quick')]
if (unknown.length > 0) {
  console.error(`没有这一项 (no such bench): ${unknown.join(', ')}`)
  process.exitCode = 2
} else {
  const shared = sharedHouse()
  const openHouse = scale === 'quick' ? shared.open : openBenchHouse
  for (const [name, bench] of BENCHES) if (named.length === 0 ? scale === 'full' || !NOT_IN_A_HURRY.has(name) : named.includes(name)) await runOne(name, bench, openHouse)
  await shared.close()
}

async function runOne(name: string, bench: Bench, openHouse: OpenHouse): Promise<void> {
  console.log(`\n— ${name} (${scale})`)
  const { ms, answer } = await timed(() => bench(scale, (line) => console.log(`  ${line}`), openHouse))
  console.log(`${printTable(answer)}\n  ${(ms / 1_000).toFixed(1)} s`)
}
