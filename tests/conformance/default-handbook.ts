import { resolve } from 'node:path'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { promisesOf, scenariosOf } from '#capabilities/case/definition.ts'
import { headOf } from '#capabilities/handbook/core/check-clauses.ts'
import type { Handbook } from '#capabilities/handbook/core/handbook.ts'
import { readHandbook } from '#capabilities/handbook/core/read-handbook.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Whole } from '#kernel/finding.ts'
import type { Manual } from '#sim/stage.ts'

/** The handbook that comes with the product, as its reader reads it. */
export async function defaultHandbook(): Promise<Handbook> {
  const read = readHandbook(must(await readHandbookFolder(resolve(import.meta.dirname, '../../handbook')), 'the handbook comes with the product'), HANDBOOK_SECTIONS)
  assert(read.ok, 'the default handbook has no mistakes')
  return read.handbook
}

/** A handbook as the simulator plays it. */
export const manualOf = (whole: Whole): Manual => ({ scenarios: scenariosOf(whole), promises: promisesOf(whole).promises, serialDigits: headOf(whole).numbering.serialDigits })

/** The default handbook as the simulator plays it. */
export const defaultManual = async (): Promise<Manual> => manualOf(await defaultHandbook())
