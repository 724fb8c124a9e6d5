import { expect, test } from 'vitest'
import { stories } from '#scenarios/stories.ts'
import { runStory } from '#sim/run-story.ts'
import { defaultScenarios } from './default-handbook.ts'

const scenarios = await defaultScenarios()

test.each(stories.map((story) => [story.title, story] as const))('%s', (_title, story) => {
  expect(runStory(story, scenarios).failures).toEqual([])
})

test('every story has a name of its own', () => {
  expect(new Set(stories.map(({ key }) => key)).size).toBe(stories.length)
})
