import { readFileSync } from 'node:fs'

export type TestCount = { readonly passed: number; readonly failed: number; readonly skipped: number }

type Report = { readonly numPassedTests: number; readonly numFailedTests: number; readonly numPendingTests: number; readonly testResults: readonly FileResult[] }
type FileResult = { readonly name: string; readonly status: string; readonly message: string; readonly assertionResults: readonly TestResult[] }
type TestResult = { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }

/** What a run of vitest counted. A run that left no report, or failed outside a test, counts as one failure at least. */
export function readTestCount(file: string, exitCode: number): TestCount {
  const report = readReport(file)
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const failed = report.numFailedTests === 0 && exitCode !== 0 ? 1 : report.numFailedTests
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests }
}

const LONGEST_MESSAGE = 600

/** Each test that failed, with the beginning of its message, and each file that failed outside its tests: for the end of a long log, of which often only the end is kept. */
export function readFailures(file: string): readonly string[] {
  return (readReport(file)?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (failed.length > 0) return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}\n${beginning(failureMessages.join('\n'))}`)
    return status === 'failed' ? [`${name}\n${beginning(message)}`] : []
  })
}

const beginning = (text: string): string => text.slice(0, LONGEST_MESSAGE)

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export const sayTestCount = ({ passed, failed }: { readonly passed: number; readonly failed: number }): string => `${passed} passed, ${failed} failed`
