import type { CaseOwnEvent } from '#capabilities/case/core/case-event.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import { evolveCase } from '#capabilities/case/core/evolve-case.ts'
import { brokenLaws } from '#sim/laws.ts'
import { busyDays } from '#sim/busy-days.ts'
import type { Stage } from '#sim/stage.ts'
import { shanghai } from '#capabilities/calendar/core/calendars.example.ts'
import { defaultManual } from '#tests/conformance/default-handbook.ts'
import type { BenchRow, Say, Scale } from './bench-row.ts'
import { timed } from './timings.ts'

/** Case events a second when the default handbook is played on arrivals of many days, every law of history checked on a part of them. */
export async function simulator(scale: Scale, say: Say): Promise<readonly BenchRow[]> {
  const manual = await defaultManual()
  const start = shanghai('2026-03-02 09:00')
  const cases = scale === 'quick' ? 1_500 : 10_000
  const small = busyDays(manual, { start, cases: 200, everyMinutes: 5, seed: 1 })
  say(`broken laws in ${small.simulation.log.length} events: ${brokenLaws(small).length}`)
  const { ms, answer: stage } = await timed(() => busyDays(manual, { start, cases, everyMinutes: 5, seed: 20_261_122 }))
  const rate = stage.simulation.log.length / (ms / 1_000)
  const replayed = await replayRate(stage)
  say(`${cases} cases, ${stage.simulation.log.length} events, ${stage.simulation.wishes.length} wishes in ${(ms / 1_000).toFixed(2)} s`)
  return [
    { name: 'replay of the same events (evolve alone)', value: replayed, unit: 'events/s' },
    { name: 'simulator', value: rate, unit: 'events/s', ratio: rate / replayed, against: 'replay of the same events', goal: '≥ 200,000/s' },
  ]
}

/** The cases' own events once more, without deciding anything. */
async function replayRate({ simulation }: Stage): Promise<number> {
  const own = simulation.log.flatMap(({ caseId, event }) => (event.type.startsWith('case.') ? [{ caseId, event: event as CaseOwnEvent }] : []))
  const states = new Map<string, CaseState>()
  const { ms } = await timed(() => {
    for (const { caseId, event } of own) states.set(caseId, evolveCase(states.get(caseId) ?? null, event))
  })
  return own.length / (ms / 1_000)
}
