import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onThisNode, runToEnd } from './part.ts'
import { readTestCount, sayTestCount } from './test-count.ts'

/** `bin/test [vitest arguments]`: every test once; the last line is `N passed, N failed`. CARELOOP_TEST_REPORT keeps the JSON report. */
const folder = mkdtempSync(join(tmpdir(), 'careloop-test-'))
const report = process.env['CARELOOP_TEST_REPORT'] ?? join(folder, 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const exitCode = await runToEnd({ args: onThisNode('vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2)) })
console.log(sayTestCount(readTestCount(report, exitCode)))
rmSync(folder, { recursive: true, force: true })
process.exitCode = exitCode
