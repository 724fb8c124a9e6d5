import { expect, test } from 'vitest'
import { pathIn } from './read-folder.ts'

test('a file keeps its place in the handbook, whatever the folder is called', () => {
  expect(pathIn('我的手册/scenarios/after-sales.yaml')).toBe('scenarios/after-sales.yaml')
  expect(pathIn('我的手册/clauses.yaml')).toBe('clauses.yaml')
  expect(pathIn('scenarios/after-sales.yaml')).toBe('scenarios/after-sales.yaml')
  expect(pathIn('clauses.yaml')).toBe('clauses.yaml')
})
