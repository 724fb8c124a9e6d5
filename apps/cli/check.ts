import { onThisNode, runToEnd, secondsSince } from './part.ts'

/** `bin/check`: the quick part that every commit passes: types, lint, house rules. */
const PARTS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['types', onThisNode('typescript/bin/tsc')],
  ['lint', onThisNode('oxlint/bin/oxlint')],
  ['house rules', onThisNode('vitest/vitest.mjs', 'run', '--config', 'tests/architecture/vitest.config.ts')],
]

for (const [name, args] of PARTS) {
  const start = performance.now()
  const exitCode = await runToEnd({ args })
  console.log(`${exitCode === 0 ? '✓' : '✗'} ${name} ${secondsSince(start)}`)
  if (exitCode !== 0) process.exitCode = 1
}
