import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import type { Handbook } from '#capabilities/handbook/core/handbook.ts'
import { readHandbook } from '#capabilities/handbook/core/read-handbook.ts'
import type { HandbookFile, Problem } from '#capabilities/handbook/core/section.ts'
import { assert } from '#kernel/assert.ts'

const FOLDER = resolve(import.meta.dirname, '../../handbook')

/** The files of the handbook that the product ships. */
export const defaultFiles: readonly HandbookFile[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(FOLDER, path), 'utf8') }))

/** The shipped handbook, read. */
export function defaultHandbook(): Handbook {
  const read = readHandbook(defaultFiles, HANDBOOK_SECTIONS)
  assert(read.ok, 'the shipped handbook is right')
  return read.handbook
}

/** The shipped files with one passage replaced; the passage must be there. */
export function planted(path: string, passage: string, instead: string, files: readonly HandbookFile[] = defaultFiles): readonly HandbookFile[] {
  const file = files.find((other) => other.path === path)
  assert(file?.text.includes(passage), `${path} holds the passage ${passage}`)
  return files.map((other) => (other === file ? { path, text: file.text.replace(passage, () => instead) } : other))
}

export const problemsOf = (files: readonly HandbookFile[]): readonly Problem[] => readHandbook(files, HANDBOOK_SECTIONS).problems
