import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onThisNode, ROOT, runToEnd, secondsSince, type Command } from './part.ts'
import { readFailures, readTestCount, sayTestCount, type TestCount } from './test-count.ts'

/** One part of the definition of done. `when` is false: the part says why it is left out. `tests`: it counts tests; `whole`: none may be skipped. */
type Part = { readonly name: string; readonly args: readonly string[]; readonly env?: Command['env']; readonly tests?: true; readonly whole?: true; readonly when?: boolean; readonly unless?: string }

const has = (path: string): boolean => existsSync(join(ROOT, path))
const secondDatabase = process.env['CARELOOP_TEST_PG15'] ?? process.env['DATABASE_URL']
const onEmbedded = { DATABASE_URL: undefined, CARELOOP_TEST_MAIL_SERVERS: undefined }

/** `bin/ci`: everything, one list. Done is what passes here. */
const PARTS: readonly Part[] = [
  { name: 'install is complete', args: ['npm', 'ls', '--depth=0', '--loglevel=error'] },
  { name: 'types', args: onThisNode('typescript/bin/tsc') },
  { name: 'lint', args: onThisNode('oxlint/bin/oxlint') },
  { name: 'all tests but the crash rounds, embedded PostgreSQL 18', args: ['npm', 'test', '--', '--exclude', 'tests/crash/**'], env: onEmbedded, tests: true },
  { name: 'database tests, PostgreSQL given', // The screens ask the same routes as before: once in a browser is enough.
    args: ['npm', 'test', '--', '.db.test.ts', '--passWithNoTests', '--exclude', 'tests/console/**', '--exclude', 'apps/cli/demo.db.test.ts'], env: { DATABASE_URL: secondDatabase }, tests: true, when: secondDatabase !== undefined, unless: 'CARELOOP_TEST_PG15 is not set' },
  { name: 'mail servers', args: ['npm', 'test', '--', 'tests/mail/real/'], env: { ...onEmbedded, CARELOOP_TEST_MAIL_SERVERS: '1' }, tests: true, whole: true, when: process.env['CARELOOP_TEST_MAIL_SERVERS'] === '1', unless: 'CARELOOP_TEST_MAIL_SERVERS is not 1' },
  { name: 'crash rounds', args: ['npm', 'test', '--', 'tests/crash/'], env: { ...onEmbedded, CARELOOP_CRASH_ROUNDS: process.env['CARELOOP_CRASH_ROUNDS'] ?? '200' }, tests: true, whole: true, when: has('tests/crash'), unless: 'there is no tests/crash' },
  { name: 'bench, quick', args: ['bin/bench', '--quick'], env: onEmbedded, when: has('bin/bench'), unless: 'there is no bin/bench' },
]

const folder = mkdtempSync(join(tmpdir(), 'careloop-ci-'))
const total = { passed: 0, failed: 0 }
const lines: string[] = []
const failures: string[] = []

for (const part of PARTS) {
  if (part.when === false) {
    lines.push(`– ${part.name}: ${part.unless ?? ''}`)
    continue
  }
  console.log(`\n— ${part.name}`)
  const start = performance.now()
  const count = await runPart(part)
  total.passed += count.passed
  total.failed += count.failed
  lines.push(`${count.failed === 0 ? '✓' : '✗'} ${part.name} ${secondsSince(start)}${part.tests ? ` (${sayTestCount(count)}, ${count.skipped} skipped)` : ''}`)
}

rmSync(folder, { recursive: true, force: true })
for (const failure of failures) console.log(`\n✗ ${failure}`)
console.log(`\n${lines.join('\n')}\n`)
console.log(sayTestCount(total))
process.exitCode = total.failed === 0 ? 0 : 1

async function runPart(part: Part): Promise<TestCount> {
  const report = join(folder, `${PARTS.indexOf(part)}.json`)
  const exitCode = await runToEnd({ args: part.args, env: { ...part.env, ...(part.tests ? { CARELOOP_TEST_REPORT: report } : {}) } })
  if (!part.tests) return { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
  failures.push(...readFailures(report))
  const count = readTestCount(report, exitCode)
  return part.whole && count.skipped + Number(count.passed === 0) > 0 ? { ...count, failed: Math.max(1, count.failed) } : count
}
