import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMap, scenarioUnder } from '#apps/cli/import-xes-map.ts'
import { must } from '#kernel/assert.ts'
import { defaultHandbook } from '#tests/handbook/default-handbook.ts'

const handbook = defaultHandbook()
const right = readFileSync(join(import.meta.dirname, 'data/small-desk.yaml'), 'utf8')
const problemsOf = (text: string): readonly string[] => {
  const read = readMap({ path: 'map.yaml', text }, handbook)
  return read.ok ? [] : read.problems.map(({ file, line, code, sentence }) => `${file}:${line}: ${code} ${sentence['zh-CN']} | ${sentence.en}`)
}
const planted = (passage: string, instead: string): readonly string[] => {
  if (!right.includes(passage)) throw new Error(`the map holds ${passage}`)
  return problemsOf(right.replace(passage, instead))
}

describe('a mistake in a map is told with its line and what to do', () => {
  it.each([
    ['closed: [Close]', 'close: [Close]', /^map\.yaml:12: shape\.unknown_field .*close.*closed/],
    ['resolved: [Solve]\n', '', /^map\.yaml:\d+: shape\.missing_field .*resolved/],
    ['scenario: after-sales', 'scenario: after-sale', /^map\.yaml:2: map\.unknown_scenario .*after-sales/],
    ['calendar: office', 'calendar: factory', /^map\.yaml:3: map\.unknown_calendar .*office/],
    ['when\n', 'when\ntimezone: Mars/Olympus\n', /^map\.yaml:7: map\.unknown_timezone .*Asia\/Shanghai/],
    ['waiting: [Ask customer]', 'waiting: [Ask customer, Solve]', /map\.two_meanings .*Solve/],
    ['High: { urgency: urgent }', 'High: { urgncy: urgent }', /^map\.yaml:17: map\.unknown_class .*urgency/],
    ['High: { urgency: urgent }', 'High: { urgency: hot }', /^map\.yaml:17: map\.unknown_class_value .*ordinary, urgent/],
    ['class:', 'limits: { solving: { limit: PT4H, counting: working } }\nclass:', /map\.unknown_clock .*solution/],
    ['class:', 'limits: { solution: { limit: PT99999999H, counting: working } }\nclass:', /map\.bad_limit/],
    ['class:', 'limits: { solution: { limit: 4 hours, counting: working } }\nclass:', /shape\.bad_format/],
    ['source: small-desk', '__proto__: { a: 1 }\nsource: small-desk', /^map\.yaml:1: yaml\.forbidden_key/],
    ['source: small-desk', 'source: small-desk\nsource: other', /yaml\.duplicate_key/],
  ])('%s → %s', (passage, instead, sentence) => {
    expect(planted(passage, instead)).toContainEqual(expect.stringMatching(sentence))
  })

  it('a map without mistakes has none', () => {
    expect(problemsOf(right)).toEqual([])
  })
})

it('every map that the documents bring along fits the shipped handbook', () => {
  const folder = join(import.meta.dirname, '../../docs/replay')
  const maps = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  expect(maps.length).toBeGreaterThanOrEqual(2)
  expect(maps.map((name) => [name, problemsOf(readFileSync(join(folder, name), 'utf8'))])).toEqual(maps.map((name) => [name, []]))
})

it("the map's calendar and limits hold instead of the handbook's", () => {
  const read = readMap({ path: 'map.yaml', text: `${right.replace('calendar: office', 'calendar: always')}limits:\n  solution: { limit: PT4H, counting: working }\n` }, handbook)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { clocks, calendar } = scenarioUnder(read.map, read.scenario)
  const solution = must(clocks.find(({ key }) => key === 'solution'), 'the scenario has a solution clock')
  expect([calendar, solution.calendar, solution.limits]).toEqual(['always', 'always', [{ limit: 'PT4H', counting: 'working' }]])
  expect(clocks.find(({ key }) => key === 'first-response')?.limits).toEqual(read.scenario.clocks.find(({ key }) => key === 'first-response')?.limits)
})
