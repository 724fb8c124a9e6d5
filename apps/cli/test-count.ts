import { readFileSync } from 'node:fs'

export type TestCount = { readonly passed: number; readonly failed: number; readonly skipped: number }

type Report = { readonly numPassedTests: number; readonly numFailedTests: number; readonly numPendingTests: number }

/** What a run of vitest counted. A run that left no report, or failed outside a test, counts as one failure at least. */
export function readTestCount(file: string, exitCode: number): TestCount {
  const report = readReport(file)
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const failed = report.numFailedTests === 0 && exitCode !== 0 ? 1 : report.numFailedTests
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests }
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export const sayTestCount = ({ passed, failed }: { readonly passed: number; readonly failed: number }): string => `${passed} passed, ${failed} failed`
