import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { scenariosOf } from '#capabilities/case/definition.ts'
import { blankComments } from '#tests/architecture/blank-code.ts'
import { defaultHandbook } from './default-handbook.ts'

const root = resolve(import.meta.dirname, '../..')
const ENGINE = ['capabilities/case/core', 'capabilities/case/server', 'capabilities/clock/core', 'capabilities/calendar/core', 'capabilities/handbook/core', 'sim']

/** Keys that are also words of the engine's own: a kind of record, a kind of page, the half of a knowledge draft, and the paths `{{need}}` and `{{plan}}` that every wording may use. */
const OWN_WORDS: ReadonlySet<string> = new Set(['contact', 'answer', 'need', 'plan', 'solution'])

async function sources(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const found = await Promise.all(ENGINE.map(async (folder) => {
    const names = await readdir(resolve(root, folder), { recursive: true })
    return names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => `${folder}/${name}`)
  }))
  return Promise.all(found.flat().map(async (path) => ({ path, text: blankComments(await readFile(resolve(root, path), 'utf8')) })))
}

test('no scenario, step, clock, form, record or ladder of the handbook is named in the engine', async () => {
  const keys = new Set(scenariosOf(await defaultHandbook()).flatMap((scenario) => [
    scenario.key,
    ...[scenario.steps, scenario.clocks, scenario.forms, scenario.records ?? [], scenario.ladders, scenario.rules ?? []].flatMap((list) => list.map(({ key }) => key)),
    ...Object.keys(scenario.waits),
  ]).filter((key) => !OWN_WORDS.has(key)))
  const named = (await sources()).flatMap(({ path, text }) =>
    [...text.matchAll(/'([a-z][a-z0-9_-]*)'/g)].filter(([, word]) => keys.has(word ?? '')).map(([quoted]) => `${path} names ${quoted}`),
  )
  expect(named).toEqual([])
})
