import { resolve } from 'node:path'
import { readHandbookFolder } from '#apps/cli/read-handbook-folder.ts'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { scenariosOf, type ScenarioDefinition } from '#capabilities/case/definition.ts'
import type { Handbook } from '#capabilities/handbook/core/handbook.ts'
import { readHandbook } from '#capabilities/handbook/core/read-handbook.ts'
import { assert, must } from '#kernel/assert.ts'

/** The handbook that comes with the product, as its reader reads it. */
export async function defaultHandbook(): Promise<Handbook> {
  const read = readHandbook(must(await readHandbookFolder(resolve(import.meta.dirname, '../../handbook')), 'the handbook comes with the product'), HANDBOOK_SECTIONS)
  assert(read.ok, 'the default handbook has no mistakes')
  return read.handbook
}

/** Its scenarios; the first is the one the stories are about. */
export const defaultScenarios = async (): Promise<readonly ScenarioDefinition[]> => scenariosOf(await defaultHandbook())
