import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { readHandbook } from '#capabilities/handbook/core/read-handbook.ts'
import type { HandbookFile } from '#capabilities/handbook/core/section.ts'
import { assert, must } from '#kernel/assert.ts'
import { damagedReturn } from '#scenarios/second-scenario/story.ts'
import { brokenLaws } from '#sim/laws.ts'
import { randomStory } from '#sim/random-story.ts'
import { runStory } from '#sim/run-story.ts'
import { instantOf, type Manual } from '#sim/stage.ts'
import { manualOf } from './default-handbook.ts'

const folder = async (path: string) => must(await readHandbookFolder(resolve(import.meta.dirname, '../..', path)), `${path} is a folder`)

/** The default handbook with the pages of a rental company added: YAML files, and not a line of code. */
async function handbookWithRental(): Promise<readonly HandbookFile[]> {
  const added = await folder('scenarios/second-scenario')
  const clauses = must(added.find(({ path }) => path === 'clauses.yaml'), 'clauses come along')
  const rest = added.filter((file) => file !== clauses)
  return [...(await folder('handbook')).map((file) => (file.path === 'clauses.yaml' ? { ...file, text: `${file.text}\n${clauses.text}` } : file)), ...rest]
}

async function rentalManual(): Promise<Manual> {
  const read = readHandbook(await handbookWithRental(), HANDBOOK_SECTIONS)
  assert(read.ok, JSON.stringify(read.problems, null, 2))
  return manualOf(read.handbook)
}

const manual = await rentalManual()

test('a scenario that was only written down runs: forms, branch, wait, confirmation, loop, children, clocks and ladder', () => {
  const played = runStory(damagedReturn, manual)
  expect(played.failures).toEqual([])
  expect(brokenLaws(played.stage)).toEqual([])
})

test('whatever people do in it, no law is broken', () => {
  const rental = { ...manual, scenarios: manual.scenarios.toSorted((a, b) => Number(b.key === 'rental-return') - Number(a.key === 'rental-return')) }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      expect(brokenLaws(randomStory(rental, seed, instantOf('2026-09-28T09:00:00+08:00')).stage)).toEqual([])
    }),
    { seed: 20_261_010, numRuns: 60 },
  )
})
