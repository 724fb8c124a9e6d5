import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stories } from '#scenarios/stories.ts'
import { brokenLaws } from '#sim/laws.ts'
import { randomStory } from '#sim/random-story.ts'
import { runStory } from '#sim/run-story.ts'
import { instantOf } from '#sim/stage.ts'
import { defaultManual } from '#tests/conformance/default-handbook.ts'

const manual = await defaultManual()
const midAutumn = instantOf('2026-09-25T08:30:00+08:00')

test('whatever people do, no law is broken: replay, allowed steps, children before parents, once only, in time, codes only, counted time', () => {
  const chance = fc.integer({ min: 1, max: 1_000_000 })
  fc.assert(
    fc.property(chance, (seed) => {
      expect(brokenLaws(randomStory(manual, seed, midAutumn).stage)).toEqual([])
    }),
    { seed: 20_260_925, numRuns: 120 },
  )
})

test.each(stories.map(({ key, title }) => [key, title]))('no law is broken in the story %s', (key) => {
  const story = stories.find((it) => it.key === key)!
  expect(brokenLaws(runStory(story, manual).stage)).toEqual([])
})

test('chance comes upon what is told afterwards, and upon questions that cannot be sent, are sent later, and are answered by a handed link', () => {
  const log = Array.from({ length: 40 }, (_, index) => randomStory(manual, index + 1, midAutumn).stage.simulation.log).flat()
  const met = (what: string): boolean => log.some(({ event }) => JSON.stringify(event).includes(what))
  for (const what of ['"contactedAt":', '"unsent":true', '"via":"handed"']) expect(met(what), what).toBe(true)
  expect(log.filter(({ event }) => 'asOf' in event).map(({ event }) => event.type)).toEqual(expect.arrayContaining(['clock.started', 'clock.stopped']))
  const asked = log.flatMap(({ event }) => (event.type === 'case.confirmation_asked' ? [event] : []))
  expect(asked.filter((it) => it.unsent !== true && asked.some((before) => before.unsent === true && before.confirmationId === it.confirmationId)).length).toBeGreaterThan(0)
})

test('the same story gives the same history', () => {
  const { story, stage } = randomStory(manual, 42, midAutumn)
  expect(runStory(story, manual).stage.simulation.log).toEqual(stage.simulation.log)
})

test('a history that was tampered with is found out', () => {
  const { stage } = runStory(stories.find(({ key }) => key === 'friday-evening')!, manual)
  const log = [...stage.simulation.log]
  const started = log.findIndex(({ event }) => event.type === 'case.step_started')
  const entry = log[started]!
  const forged = { ...stage, simulation: { ...stage.simulation, log: log.with(started, { ...entry, event: { ...entry.event, step: 'closing' } as typeof entry.event }) } }
  expect(brokenLaws(forged).join('\n')).toContain('step closing is reached without leave')
})
