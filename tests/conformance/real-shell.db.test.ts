import { afterAll, beforeAll, test } from 'vitest'
import { stories } from '#scenarios/stories.ts'
import { randomStory } from '#sim/random-story.ts'
import { instantOf } from '#sim/stage.ts'
import { defaultManual } from './default-handbook.ts'
import { openShadow, shadowed, type Shadow } from './shell-shadow.ts'

const manual = await defaultManual()
let shadow: Shadow
beforeAll(async () => {
  shadow = await openShadow(instantOf('2026-01-05T09:00:00+08:00'))
})
afterAll(() => shadow?.house.close())

test.each(stories.map((story) => [story.title, story] as const))('the simulator and the real shell write the same history: %s', async (_title, story) => {
  await shadowed(shadow, story, manual)
})

const SEEDS = Number(process.env['CARELOOP_SEEDS'] ?? 200)
const chosen = Array.from({ length: SEEDS }, (_, index) => index + 1)

test.each(chosen)('chance tells the simulator and the real shell the same history, seed %d', async (seed) => {
  const start = instantOf('2026-09-25T08:30:00+08:00')
  await shadowed(shadow, randomStory(manual, seed, start).story, manual)
})
