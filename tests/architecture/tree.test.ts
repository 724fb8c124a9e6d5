import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blankCode } from './blank-code.ts'
import { longFunctions } from './function-size.ts'
import { readTree, ROOT } from './read-tree.ts'
import { RULES } from './rules.ts'
import { unusedExports } from './rules/unused-exports.ts'
import { unusedFiles } from './rules/unused-files.ts'
import { isCode, sayBreach } from './source-file.ts'

const files = readTree()

test('every file is used', () => {
  expect(unusedFiles(files).map(sayBreach)).toEqual([])
})

test('every exported name is used', () => {
  expect(unusedExports(files).map(sayBreach)).toEqual([])
})

test.each(RULES)('%s', (_sentence, rule) => {
  expect(rule(files).map(sayBreach)).toEqual([])
})

test('no function is longer than 70 lines', () => {
  expect(longFunctions(ROOT, join(ROOT, '.oxlintrc.json')).map(sayBreach)).toEqual([])
})

test('the reader of code is not misled: what it leaves is balanced', () => {
  const count = (text: string, mark: string): number => text.split(mark).length
  const misread = files.filter(({ path, text }) => isCode(path) && ['()', '[]', '{}'].some(([open = '', close = '']) => count(blankCode(text), open) !== count(blankCode(text), close)))
  expect(misread.map(({ path }) => path)).toEqual([])
})
