import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { longFunctions } from './function-size.ts'
import { ROOT } from './read-tree.ts'
import { RULES } from './rules.ts'
import { architectureMap } from './rules/architecture-map.ts'
import { barrelFiles } from './rules/barrel-files.ts'
import { clauseNames } from './rules/clause-names.ts'
import { corePurity } from './rules/core-purity.ts'
import { dependencyReasons } from './rules/dependency-reasons.ts'
import { explicitAny } from './rules/explicit-any.ts'
import { fileSize } from './rules/file-size.ts'
import { forbiddenNames } from './rules/forbidden-names.ts'
import { importCycles } from './rules/import-cycles.ts'
import { importZones } from './rules/import-zones.ts'
import { leftovers } from './rules/leftovers.ts'
import { lockFile } from './rules/lock-file.ts'
import { machineAddresses } from './rules/machine-addresses.ts'
import { ownMocks } from './rules/own-mocks.ts'
import { readmePerCapability } from './rules/readme-per-capability.ts'
import { refusalWording } from './rules/refusal-wording.ts'
import { unusedExports } from './rules/unused-exports.ts'
import { unusedFiles } from './rules/unused-files.ts'
import { sayBreach, type Rule, type SourceFile } from './source-file.ts'

type Tree = Readonly<Record<string, string>>
type Planted = { readonly rule: Rule; readonly story: string; readonly tree: Tree; readonly caught: readonly string[] }

const plant = (tree: Tree): readonly SourceFile[] => Object.entries(tree).map(([path, text]) => ({ path, text }))
const places = (rule: Rule, tree: Tree): readonly string[] => rule(plant(tree)).map((breach) => `${breach.path}:${breach.line}`)
const imports = (path: string): string => `import { x } from '${path}'\n`
const CLOCK = 'capabilities/clock'

const zone = (story: string, path: string, target: string, caught: boolean, statement = imports): Planted => ({
  rule: importZones, story, tree: { [path]: statement(target) }, caught: caught ? [`${path}:1`] : [],
})

const ZONES: readonly Planted[] = [
  zone('a core reads the kernel', `${CLOCK}/core/a.ts`, '#kernel/id.ts', false),
  zone('a core reads a core below', `${CLOCK}/core/a.ts`, '#capabilities/calendar/core/calendar.ts', false),
  zone('a core calls a capability above', `${CLOCK}/core/a.ts`, '#capabilities/case/core/case.ts', true),
  zone('a core calls its own server', `${CLOCK}/core/a.ts`, '../server/store.ts', true),
  zone('a core calls technology', `${CLOCK}/core/a.ts`, '#platform/db/database.ts', true),
  zone('a core calls Node', `${CLOCK}/core/a.ts`, 'node:fs', true),
  zone('a core takes a value of its contract', `${CLOCK}/core/a.ts`, '../contract.ts', true),
  zone('a core takes a type of its contract', `${CLOCK}/core/a.ts`, '../contract.ts', false, (path) => `import type { X } from '${path}'`),
  zone('a server calls a command below', `${CLOCK}/server/a.ts`, '#capabilities/calendar/server/commands.ts', false),
  zone('a server calls a store below', `${CLOCK}/server/a.ts`, '#capabilities/calendar/server/store.ts', true),
  zone('a server calls a core below, which is pure', `${CLOCK}/server/a.ts`, '#capabilities/calendar/core/calendar.ts', false),
  zone('a server calls a channel', `${CLOCK}/server/a.ts`, '#channels/email/read-mail.ts', true),
  zone('the handbook gathers a definition below', 'capabilities/handbook/server/a.ts', '#capabilities/calendar/definition.ts', false),
  zone('a screen calls a server', `${CLOCK}/web/a.tsx`, '../server/queries.ts', true),
  zone('a channel speaks through the contract of the conversation', 'channels/email/a.ts', '#capabilities/conversation/contract.ts', false),
  zone('a channel calls a capability', 'channels/email/a.ts', '#capabilities/case/contract.ts', true),
  zone('a channel calls another channel', 'channels/email/a.ts', '#channels/sms/b.ts', true),
  zone('technology calls the business', 'platform/db/a.ts', '#capabilities/clock/contract.ts', true),
  zone('the kernel imports a package', 'kernel/a.ts', 'typebox', true),
  zone('the simulator reads a core', 'sim/a.ts', '#capabilities/clock/core/clock.ts', false),
  zone('the simulator calls a server', 'sim/a.ts', '#capabilities/clock/server/store.ts', true),
  zone('product code imports a test', 'apps/server/a.ts', '#tests/setup/fresh-database.ts', true),
  zone('composition may know all', 'apps/server/a.ts', '#capabilities/clock/server/routes.ts', false),
  zone('a test may know all', `${CLOCK}/core/a.test.ts`, '#apps/cli/clock.ts', false),
  zone('a relative path leaves its room', 'apps/server/a.ts', '../../platform/db/database.ts', true),
  zone('a worker is named by its address', `${CLOCK}/core/a.ts`, '../server/worker.ts', true, (path) => `new URL('${path}', import.meta.url)`),
  zone('a capability without a place in the order', 'capabilities/magic/core/a.ts', '#kernel/id.ts', true),
  zone('a file outside the rooms', `${CLOCK}/loose.ts`, '#kernel/id.ts', true),
  zone('an import that only stands in a comment', `${CLOCK}/core/a.ts`, '#platform/db/database.ts', false, (path) => `// import { x } from '${path}'`),
]

const ARCHITECTURE = '```\nkernel/  words\n```\n## Rooms to come\n```\nweb/  screens\n```\n'

const OTHERS: readonly Planted[] = [
  { rule: importCycles, story: 'three files in a circle', tree: { 'kernel/a.ts': imports('./b.ts'), 'kernel/b.ts': imports('./c.ts'), 'kernel/c.ts': imports('./a.ts') }, caught: ['kernel/a.ts:1'] },
  { rule: importCycles, story: 'a diamond', tree: { 'kernel/a.ts': imports('./b.ts') + imports('./c.ts'), 'kernel/b.ts': imports('./d.ts'), 'kernel/c.ts': imports('./d.ts'), 'kernel/d.ts': '' }, caught: [] },
  { rule: barrelFiles, story: 'an index', tree: { 'kernel/index.ts': 'export const x = 1' }, caught: ['kernel/index.ts:1'] },
  { rule: barrelFiles, story: 'a file that only passes on', tree: { 'kernel/all.ts': "// words\nexport * from './a.ts'\nexport type { B } from './b.ts'\n" }, caught: ['kernel/all.ts:1'] },
  { rule: barrelFiles, story: 'a file with something of its own', tree: { 'kernel/a.ts': "export { b } from './b.ts'\nexport const x = 1\n" }, caught: [] },
  ...['Date.now()', 'new Date(0)', 'Temporal.Now.instant()', 'Math.random()', 'crypto.randomUUID()', 'setTimeout(f, 1)', 'async () => 1', 'process.env', "console.log('x')"].map((impure): Planted => ({
    rule: corePurity, story: `${impure} in a core`, tree: { [`${CLOCK}/core/a.ts`]: `// pure\nexport const x = ${impure}\n` }, caught: [`${CLOCK}/core/a.ts:2`],
  })),
  { rule: corePurity, story: 'impure words in a text, a comment and a server', tree: { [`${CLOCK}/core/a.ts`]: "/* Date.now */ const x = 'Math.random' + `new Date(${y})`", [`${CLOCK}/server/a.ts`]: 'Date.now()' }, caught: [] },
  { rule: corePurity, story: 'an impure expression inside a template', tree: { [`${CLOCK}/core/a.ts`]: 'const x = `${Date.now()}`' }, caught: [`${CLOCK}/core/a.ts:1`] },
  { rule: fileSize, story: '401 lines', tree: { 'kernel/a.ts': 'x\n'.repeat(401), 'kernel/b.ts': 'x\n'.repeat(400) }, caught: ['kernel/a.ts:401'] },
  { rule: ownMocks, story: 'a replaced module', tree: { 'kernel/a.test.ts': "\nvi.mock('./a.ts')" }, caught: ['kernel/a.test.ts:2'] },
  { rule: forbiddenNames, story: 'a file named for nothing', tree: { 'kernel/text-utils.ts': '' }, caught: ['kernel/text-utils.ts:1'] },
  { rule: forbiddenNames, story: 'a folder named for nothing', tree: { 'platform/common/a.ts': '' }, caught: ['platform/common/a.ts:1'] },
  { rule: forbiddenNames, story: 'a file that is not kebab-case', tree: { 'kernel/textIn.ts': '' }, caught: ['kernel/textIn.ts:1'] },
  { rule: forbiddenNames, story: 'an export named for nothing', tree: { 'kernel/a.ts': 'export class ClockManager {}' }, caught: ['kernel/a.ts:1'] },
  { rule: forbiddenNames, story: 'names that say something', tree: { 'platform/db/database.test.ts': 'export const serviceHandbook = 1', 'kernel/base64.ts': '' }, caught: [] },
  { rule: explicitAny, story: 'types switched off', tree: { 'kernel/a.ts': 'let a: any\nlet b = c as any\nlet d: Map<string, any>\nlet e: any[]' }, caught: ['kernel/a.ts:1', 'kernel/a.ts:2', 'kernel/a.ts:3', 'kernel/a.ts:4'] },
  { rule: explicitAny, story: 'the word in a name or a text', tree: { 'kernel/a.ts': "const x = { any: 1 }\nexpect.any(Number)\nconst y = 'as any' // : any" }, caught: [] },
  { rule: leftovers, story: 'a thing left for later', tree: { 'kernel/a.ts': `\n// TO${'DO'} later` }, caught: ['kernel/a.ts:2'] },
  { rule: leftovers, story: 'a test left out', tree: { 'kernel/a.test.ts': "test.skip('x')\ndescribe.only('y')\ntest.each(rows)('z')\nit.skipIf(dark)('w')" }, caught: ['kernel/a.test.ts:1', 'kernel/a.test.ts:2'] },
  { rule: clauseNames, story: 'a clause in code', tree: { [`${CLOCK}/core/a.ts`]: "/** AFT-01 */\nconst its = 1 // AFT-02\nif (clause === 'AFT-03') go()" }, caught: [`${CLOCK}/core/a.ts:3`] },
  { rule: clauseNames, story: 'a clause in a test', tree: { [`${CLOCK}/core/a.test.ts`]: "'AFT-01'" }, caught: [] },
  { rule: machineAddresses, story: 'a folder of one machine', tree: { 'README.md': `see /ho${'me'}/li/careloop` }, caught: ['README.md:1'] },
  { rule: machineAddresses, story: 'the address of a registry', tree: { 'README.md': `https://registry.npm${'js'}.org/x` }, caught: ['README.md:1'] },
  { rule: machineAddresses, story: 'routes and folders of every machine', tree: { 'README.md': 'GET /api/v1/work/items, ./root/x, /var/lib/careloop' }, caught: [] },
  { rule: lockFile, story: 'a download address', tree: { 'package-lock.json': '{\n"resolved": "x" }' }, caught: ['package-lock.json:2'] },
  { rule: dependencyReasons, story: 'a package without a reason, and a reason without a package', tree: { 'package.json': '{"dependencies":{"pg":"1","yaml":"1"},"devDependencies":{"@types/pg":"1"}}', 'docs/decisions/0000-dependencies.md': '| `pg`, `left` | why |\n| `@types/*` | types |' }, caught: ['package.json:1', 'docs/decisions/0000-dependencies.md:1'] },
  { rule: architectureMap, story: 'an unnamed folder and one that is gone', tree: { 'ARCHITECTURE.md': '```\nkernel/  words\n  old/\n```', 'platform/db/a.ts': '', 'kernel/a.ts': '' }, caught: ['ARCHITECTURE.md:1', 'ARCHITECTURE.md:1', 'ARCHITECTURE.md:3'] },
  { rule: architectureMap, story: 'a room to come', tree: { 'ARCHITECTURE.md': ARCHITECTURE, 'kernel/a.ts': '' }, caught: [] },
  { rule: readmePerCapability, story: 'a capability without its page', tree: { [`${CLOCK}/core/a.ts`]: '', 'channels/email/README.md': '' }, caught: [`${CLOCK}:1`] },
  { rule: unusedFiles, story: 'a file nobody names, and one that only a test names', tree: { 'kernel/a.ts': '', 'kernel/b.ts': '', 'kernel/b.test.ts': imports('./b.ts'), 'apps/cli/c.ts': '', 'bin/c': 'run.sh c.ts' }, caught: ['kernel/a.ts:1', 'kernel/b.ts:1'] },
  { rule: unusedExports, story: 'names nobody uses', tree: { 'kernel/a.ts': 'export const x = 1\nexport type Y = 1\nexport type Z = 1\nexport const w = (z: Z) => z', 'kernel/b.ts': "w('x')" }, caught: ['kernel/a.ts:1', 'kernel/a.ts:2'] },
  {
    rule: refusalWording, story: 'a refusal without English words',
    tree: { [`${CLOCK}/contract.ts`]: "export const clockRefusals = [\n 'clock.ended', 'clock.never_due'] as const", 'platform/http/messages/zh-CN.ts': "'clock.ended': '已结束', 'clock.never_due': ''", 'platform/http/messages/en.ts': "'clock.ended': 'ended'" },
    caught: [`${CLOCK}/contract.ts:2`],
  },
]

test.each([...ZONES, ...OTHERS].map((planted) => [`${planted.rule.name}: ${planted.story}`, planted] as const))('%s', (_title, { rule, tree, caught }) => {
  expect(places(rule, tree)).toEqual(caught)
})

test('each rule catches a planted breach', () => {
  const proven = new Set([...ZONES, ...OTHERS].filter((planted) => planted.caught.length > 0).map((planted) => planted.rule))
  expect(RULES.filter(([, rule]) => !proven.has(rule)).map(([sentence]) => sentence)).toEqual([])
})

test('a breach names its place and its remedy in one line', () => {
  const [breach] = corePurity(plant({ [`${CLOCK}/core/a.ts`]: '\nDate.now()' }))
  expect(breach && sayBreach(breach)).toBe(`${CLOCK}/core/a.ts:2 Date.now in a core → take the instant as an argument; the clock is read once, at the door`)
})

test('a function of 71 lines is caught, one of 70 is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'careloop-size-'))
  try {
    mkdirSync(join(folder, 'kernel'))
    const lines = (count: number): string => `export function f${count}(): void {\n${'  globalThis.f()\n'.repeat(count - 2)}}\n`
    writeFileSync(join(folder, 'kernel/long.ts'), lines(70) + lines(71))
    expect(longFunctions(folder, join(ROOT, '.oxlintrc.json')).map((breach) => breach.path)).toEqual(['kernel/long.ts'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
