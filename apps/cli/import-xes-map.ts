import { Type, type Static, type TSchema } from 'typebox'
import { calendarsOf } from '#capabilities/calendar/definition.ts'
import { compileZone } from '#capabilities/calendar/core/zone.ts'
import { scenariosOf, type ScenarioDefinition } from '#capabilities/case/definition.ts'
import { parseLimit } from '#capabilities/clock/core/parse-limit.ts'
import { checkShape } from '#capabilities/handbook/core/check-shape.ts'
import { parseYaml } from '#capabilities/handbook/core/parse-yaml.ts'
import { PROBLEM_WORDS } from '#capabilities/handbook/core/problem-words.ts'
import { fillWords, type HandbookFile, type Problem } from '#capabilities/handbook/core/section.ts'
import { must } from '#kernel/assert.ts'
import type { Finding, Whole, Words } from '#kernel/finding.ts'
import { MAP_WORDS } from './import-xes-words.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const Key = Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60, examples: ['after-sales', 'old-desk'] })
const Attribute = Type.String({ minLength: 1, maxLength: 200 })
const Activities = Type.Array(Type.String({ minLength: 1, maxLength: 400 }), { minItems: 1, maxItems: 500 })
const Limit = Type.String({ pattern: '^P(?:\\d+D|T(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)$', examples: ['PT30M', 'PT2H', 'P3D'] })
const AnyText = '^[^]+$'
const ClassSchema = strict({ attribute: Attribute, values: Type.Record(Type.String({ pattern: AnyText }), Type.Record(Key, Type.String({ minLength: 1 }))) })

/** How a log of another help desk is to be read: what its activities mean, and under which promises its cases ran. */
export const MapSchema = strict({
  /** One name per log: the same source and case id is the same case, whatever the file is called. */
  source: Key,
  scenario: Key,
  calendar: Key,
  case: Attribute,
  activity: Attribute,
  timestamp: Attribute,
  /** Zone of timestamps that do not carry one. */
  timezone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  /** `first`: a case opens with its first event. */
  opened: Type.Optional(Type.Union([Type.Literal('first'), Activities])),
  assigned: Type.Optional(Activities),
  /** Evidence that the customer was told something: it ends the first response. */
  told: Type.Optional(Activities),
  waiting: Type.Optional(Activities),
  /** `any`: whatever comes after a wait ends it. */
  resumed: Type.Optional(Type.Union([Type.Literal('any'), Activities])),
  resolved: Activities,
  closed: Type.Optional(Activities),
  /** Activities which, after a case was resolved, show that it goes on. */
  reopened: Type.Optional(Activities),
  class: Type.Optional(Type.Union([ClassSchema, Type.Array(ClassSchema, { minItems: 1, maxItems: 20 })])),
  /** Limits by clock that hold instead of the handbook's. */
  limits: Type.Optional(Type.Record(Key, strict({ limit: Limit, counting: Type.Union([Type.Literal('working'), Type.Literal('wall')]) }))),
  csv: Type.Optional(strict({ delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })) })),
})
export type LogMap = Static<typeof MapSchema>
export type ClassMap = Static<typeof ClassSchema>

export type ReadMap = { readonly ok: true; readonly map: LogMap; readonly scenario: ScenarioDefinition } | { readonly ok: false; readonly problems: readonly Problem[] }

/** The class attributes of a map, one or several. */
export const classesOf = (map: LogMap): readonly ClassMap[] => (map.class === undefined ? [] : Array.isArray(map.class) ? map.class : [map.class as ClassMap])

/** Reads a map and holds it against the handbook in force: unknown fields, scenarios, calendars, classes and clocks are mistakes with a place. */
export function readMap(file: HandbookFile, handbook: Whole): ReadMap {
  const yaml = parseYaml(file)
  if (!yaml.ok) return { ok: false, problems: yaml.problems.map(({ code, params, place }) => problem(file, { code, params, path: [] }, place)) }
  const shape = checkShape(MapSchema, yaml.value)
  const findings = shape.length > 0 ? shape : meaning(yaml.value as LogMap, handbook)
  if (findings.length > 0) return { ok: false, problems: findings.map((finding) => problem(file, finding, yaml.locate(finding.path))) }
  const map = yaml.value as LogMap
  return { ok: true, map, scenario: must(scenariosOf(handbook).find(({ key }) => key === map.scenario), 'a map was held against the handbook') }
}

function problem(file: HandbookFile, { code, params = {} }: Finding, place: { readonly line: number; readonly column: number }): Problem {
  const words: Words = MAP_WORDS[code] ?? must(PROBLEM_WORDS[code], `${code} has words`)
  return { file: file.path, ...place, severity: 'error', code, params, sentence: fillWords(words, params) }
}

function meaning(map: LogMap, handbook: Whole): readonly Finding[] {
  const scenarios = scenariosOf(handbook)
  const scenario = scenarios.find(({ key }) => key === map.scenario)
  const calendars = calendarsOf(handbook).map(({ key }) => key)
  const findings: Finding[] = []
  if (scenario === undefined) findings.push({ path: ['scenario'], code: 'map.unknown_scenario', params: { found: map.scenario, known: scenarios.map(({ key }) => key).join(', ') } })
  if (!calendars.includes(map.calendar)) findings.push({ path: ['calendar'], code: 'map.unknown_calendar', params: { found: map.calendar, known: calendars.join(', ') } })
  if (map.timezone !== undefined && compileZone(map.timezone) === null) findings.push({ path: ['timezone'], code: 'map.unknown_timezone', params: { found: map.timezone } })
  findings.push(...contradictions(map))
  return scenario === undefined ? findings : [...findings, ...badClasses(map, scenario), ...badLimits(map, scenario)]
}

const APART = [['waiting', 'resolved'], ['waiting', 'closed'], ['resolved', 'closed'], ['reopened', 'resolved'], ['reopened', 'closed']] as const

/** Some meanings cannot stand together: nothing both waits for the customer and is resolved. */
function contradictions(map: LogMap): readonly Finding[] {
  return APART.flatMap(([one, other]) => {
    const said = map[one] ?? []
    return (map[other] ?? []).flatMap((activity, index) => (said.includes(activity) ? [{ path: [other, index], code: 'map.two_meanings', params: { activity, one, other } }] : []))
  })
}

function badClasses(map: LogMap, scenario: ScenarioDefinition): readonly Finding[] {
  return classesOf(map).flatMap((entry, index) =>
    Object.entries(entry.values).flatMap(([value, codes]) =>
      Object.entries(codes).flatMap(([key, code]): readonly Finding[] => {
        const path = [...(Array.isArray(map.class) ? ['class', index] : ['class']), 'values', value, key]
        const known = scenario.classification.find((other) => other.key === key)
        if (known === undefined) return [{ path, code: 'map.unknown_class', params: { found: key, known: scenario.classification.map((other) => other.key).join(', ') } }]
        return Object.hasOwn(known.values, code) ? [] : [{ path, code: 'map.unknown_class_value', params: { found: code, class: key, known: Object.keys(known.values).join(', ') } }]
      }),
    ),
  )
}

function badLimits(map: LogMap, scenario: ScenarioDefinition): readonly Finding[] {
  return Object.entries(map.limits ?? {}).flatMap(([key, { limit }]): readonly Finding[] => {
    if (!scenario.clocks.some((clock) => clock.key === key)) return [{ path: ['limits', key], code: 'map.unknown_clock', params: { found: key, known: scenario.clocks.map((clock) => clock.key).join(', ') } }]
    return parseLimit(limit).ok ? [] : [{ path: ['limits', key, 'limit'], code: 'map.bad_limit', params: { found: limit } }]
  })
}

/** The scenario as it holds for this log: the map's calendar, and its limits where it gives any. */
export function scenarioUnder(map: LogMap, scenario: ScenarioDefinition): ScenarioDefinition {
  const clocks = scenario.clocks.map((clock) => {
    const own = map.limits?.[clock.key]
    return { ...clock, calendar: map.calendar, ...(own === undefined ? {} : { limits: [own] }) }
  })
  return { ...scenario, calendar: map.calendar, clocks }
}
