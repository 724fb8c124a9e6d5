import fc from 'fast-check'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { checkShape } from '#capabilities/handbook/core/check-shape.ts'
import { parseYaml } from '#capabilities/handbook/core/parse-yaml.ts'
import { defaultFiles, problemsOf } from './default-handbook.ts'

const SCRAPS = ['', ' ', '\t', '\n', ':', '- ', '{', '}', '[', ']', '"', "'", '&a ', '*a', '<<: ', '!!js ', '#', '|', '>', '~', '.inf', '1e999', '__proto__: 1', 'constructor: {}', 'key: key', '---\n', '\u0000', '\uD800', '😀', 'true', '42', 'PT2H']

describe('whatever is written, the handbook is read without an accident', () => {
  it('answers any damage to the shipped files with problems that point into the file', { timeout: 120_000 }, () => {
    const damage = fc.record({ file: fc.nat(defaultFiles.length - 1), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(40), scrap: fc.constantFrom(...SCRAPS) })
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const files = damages.reduce((before, { file, at, length, scrap }) => before.map((other, index) => {
          if (index !== file) return other
          const cut = Math.floor(at * other.text.length)
          return { path: other.path, text: other.text.slice(0, cut) + scrap + other.text.slice(cut + length) }
        }), defaultFiles)
        for (const problem of problemsOf(files)) {
          const lines = files.find(({ path }) => path === problem.file)?.text.split('\n').length ?? 1
          expect(problem.line).toBeGreaterThan(0)
          expect(problem.line).toBeLessThanOrEqual(lines)
          expect(problem.sentence['zh-CN']).not.toBe('')
        }
      }),
      { numRuns: 60, seed: 20_260_101 },
    )
  })

  it('agrees with the schema library on what has the right shape, but for codes that are no codes', () => {
    const section = HANDBOOK_SECTIONS.find(({ key }) => key === 'scenarios')!
    const whole = parseYaml(defaultFiles.find(({ path }) => path === 'scenarios/second-handling.yaml')!).value as Record<string, unknown>
    const odd = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}), fc.constant('P3D'), fc.constant({ 'zh-CN': '是' }))
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(whole), 'strange'), odd, fc.boolean(), (field, value, drop) => {
        const { [field]: _, ...rest } = whole
        const changed = drop ? rest : { ...rest, [field]: value }
        const findings = checkShape(section.schema, changed).filter(({ code }) => code !== 'shape.bad_key')
        expect(findings.length === 0).toBe(Value.Check(section.schema, changed))
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})

describe('YAML that would harm is refused in one sentence', () => {
  const codeOf = (text: string): readonly string[] => parseYaml({ path: 'x.yaml', text }).problems.map(({ code }) => code)
  const laughs = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`)].join('\n')

  it.each([
    ['a billion laughs', laughs, 'yaml.too_many_values'],
    ['a loop of references', 'a: &a [*a]', 'yaml.too_deep'],
    ['brackets without end', '['.repeat(200_000), 'yaml.too_deep'],
    ['dashes without end', '- '.repeat(100_000) + 'x', 'yaml.too_deep'],
    ['a staircase of indentation', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n'), 'yaml.too_deep'],
    ['a file of megabytes', 'a: ' + 'x'.repeat(300_000), 'yaml.too_long'],
    ['__proto__', '__proto__: { admin: true }', 'yaml.forbidden_key'],
    ['constructor', 'a: { constructor: { prototype: 1 } }', 'yaml.forbidden_key'],
    ['a key written twice', 'a: 1\na: 2', 'yaml.duplicate_key'],
    ['a tab as indentation', 'a:\n\tb: 1', 'yaml.tab'],
    ['a tag', 'a: !!js/function "x"', 'yaml.tag'],
    ['two documents', 'a: 1\n---\nb: 2', 'yaml.several_documents'],
    ['infinity', 'a: .inf', 'yaml.not_finite'],
    ['a number as a key', '1: one', 'yaml.key_not_text'],
    ['an open bracket', 'a: [1, 2', 'yaml.bracket'],
    ['two commas', 'a: [1,,2]', 'yaml.bracket'],
    ['lines of one level that begin apart', 'a:\n   b: 1\n  c: 2', 'yaml.indent'],
    ['a value that goes on as fields', 'a: 1\n  b: 2', 'yaml.indent'],
    ['a colon without its space', 'a:1\nb: 2', 'yaml.colon'],
    ['a text that begins with @', 'a: @x', 'yaml.bad_start'],
    ['a backslash that means nothing', 'a: "x\\q"', 'yaml.escape'],
    ['something after a value in quotes', 'a: "one" two', 'yaml.trailing'],
    ['a reference to nothing', 'a: *nobody', 'yaml.reference'],
    ['two anchors at one value', 'a: &x &y 1', 'yaml.malformed'],
  ])('%s', (_, text, code) => {
    expect(codeOf(text)).toContain(code)
  })

  it('points to the quotation mark that was opened, not to the end of the file', () => {
    const { problems } = parseYaml({ path: 'x.yaml', text: 'a: "one"\nb: "two\nc: 3\n' })
    expect(problems).toEqual([{ code: 'yaml.quote', params: {}, place: { line: 2, column: 4 } }])
  })

  it('gives plain frozen data and knows where each part stands', () => {
    const { ok, value, locate } = parseYaml({ path: 'x.yaml', text: 'a: &one\n  - b: 1\n  - c: two\nd: *one\n' })
    expect(ok).toBe(true)
    expect(value).toEqual({ a: [{ b: 1 }, { c: 'two' }], d: [{ b: 1 }, { c: 'two' }] })
    expect(Object.isFrozen((value as { a: unknown }).a)).toBe(true)
    expect(locate(['a', 1, 'c'])).toEqual({ line: 3, column: 5 })
    expect(locate(['a', 7])).toEqual({ line: 1, column: 1 })
  })
})
