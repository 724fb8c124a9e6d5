import { expect, test } from 'vitest'
import { stories } from '#scenarios/stories.ts'
import { runStory } from '#sim/run-story.ts'
import { defaultManual } from './default-handbook.ts'

const manual = await defaultManual()

test.each(stories.map((story) => [story.title, story] as const))('%s', (_title, story) => {
  expect(runStory(story, manual).failures).toEqual([])
})

test('every story has a name of its own', () => {
  expect(new Set(stories.map(({ key }) => key)).size).toBe(stories.length)
})
