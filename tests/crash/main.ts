import { parseArgs } from 'node:util'
import { PLANTS } from './plants.ts'
import { runCampaign } from './run-campaign.ts'

/** `bin/crash`: rounds of killing and looking; exit code 1 when something that may never happen has happened. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '20261122' }, plant: { type: 'string' } } })
const plant = values.plant === undefined ? undefined : PLANTS.find(({ name }) => name === values.plant)
if (values.plant !== undefined && plant === undefined) throw new Error(`no such plant; known: ${PLANTS.map(({ name }) => name).join(', ')}`)
const end = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end.abort())
const began = performance.now()
const { rounds, broken, share } = await runCampaign({ rounds: Number(values.rounds), seed: Number(values.seed), signal: end.signal, print: (line) => console.log(line), ...plant?.options })
console.log(`${rounds.length} rounds in ${((performance.now() - began) / 1000).toFixed(0)} s, ${Math.round(share * 100)} % died with something under way, ${broken === null ? 'nothing broken' : `broken in round ${broken.round}`}`)
process.exitCode = broken === null ? 0 : 1
