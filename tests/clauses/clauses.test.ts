import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { clauseTable } from '#apps/cli/clause-table.ts'
import { clausesOf, clauseUses } from '#capabilities/handbook/core/check-clauses.ts'
import { clauseRegister } from '#scenarios/clause-register.ts'
import { stories } from '#scenarios/stories.ts'
import { runStory } from '#sim/run-story.ts'
import { pathOf, takeOut } from '#sim/take-out.ts'
import { defaultHandbook, manualOf } from '#tests/conformance/default-handbook.ts'

const handbook = await defaultHandbook()
const storyOf = (key: string) => stories.find((it) => it.key === key)!

test.each(clauseRegister.map((proof) => [proof.clause, proof.element, proof.story, proof] as const))(
  '%s: without %s the story %s fails',
  (_clause, element, story, proof) => {
    expect(runStory(storyOf(story), manualOf(handbook)).failures).toEqual([])
    const without = runStory(storyOf(story), manualOf(takeOut(handbook, element, proof.to)))
    expect(without.broken, without.failures.join('\n')).toBe(false)
    expect(without.failures).not.toEqual([])
  },
)

test('every clause of the handbook is carried by an element and proven by a story', () => {
  const carried = new Set(clauseUses(handbook).map(({ clause }) => clause))
  const proven = new Set(clauseRegister.map(({ clause }) => clause))
  const holes = clausesOf(handbook).filter(({ id }) => !carried.has(id) || !proven.has(id)).map(({ id }) => id)
  expect(holes).toEqual([])
})

test('every proof takes out an element that carries its clause, and names a story there is', () => {
  const uses = clauseUses(handbook)
  for (const { clause, element, story } of clauseRegister) {
    const path = pathOf(handbook, element)
    const carries = uses.some((use) => {
      const carrier = [use.section, ...use.path.slice(0, use.path.lastIndexOf('clause')).map(String)]
      return use.clause === clause && (carrier.every((part, at) => path[at] === part) || path.every((part, at) => carrier[at] === part))
    })
    expect(carries, `${element} carries ${clause}`).toBe(true)
    expect(storyOf(story), story).toBeDefined()
  }
})

test('docs/clauses.md says what the handbook and the stories say: otherwise run bin/clauses', async () => {
  expect(await readFile(resolve(import.meta.dirname, '../../docs/clauses.md'), 'utf8')).toBe(clauseTable(handbook))
})
