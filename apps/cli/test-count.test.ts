import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readFailures, readTestCount, sayTestCount } from './test-count.ts'

const folder = mkdtempSync(join(tmpdir(), 'careloop-count-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(numPassedTests: number, numFailedTests: number, testResults: readonly unknown[] = []): string {
  const file = join(folder, `${numPassedTests}-${numFailedTests}.json`)
  writeFileSync(file, JSON.stringify({ numPassedTests, numFailedTests, numPendingTests: 1, testResults }))
  return file
}

test('a run counts what passed, what failed and what was skipped', () => {
  expect(readTestCount(report(7, 2), 1)).toEqual({ passed: 7, failed: 2, skipped: 1 })
})

test('a run that failed outside its tests is not called green', () => {
  expect(readTestCount(report(7, 0), 1).failed).toBe(1)
})

test('a run that died before its report counts as a failure, whatever its exit code', () => {
  expect(readTestCount(join(folder, 'missing.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('each test that failed is named with its reason, and each file that failed outside its tests', () => {
  const file = report(1, 1, [
    { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [{ fullName: 'one is one', status: 'failed', failureMessages: ['expected 2 to be 1'] }, { fullName: 'two is two', status: 'passed', failureMessages: [] }] },
    { name: 'b.test.ts', status: 'failed', message: 'no such import', assertionResults: [] },
    { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [{ fullName: 'three is three', status: 'passed', failureMessages: [] }] },
  ])
  expect(readFailures(file)).toEqual(['a.test.ts: one is one\nexpected 2 to be 1', 'b.test.ts\nno such import'])
  expect(readFailures(join(folder, 'missing.json'))).toEqual([])
})

test('the last line says both numbers', () => {
  expect(sayTestCount({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed')
})
