import { textIn, type Locale, type Text } from '#kernel/text.ts'
import type { Condition } from '#capabilities/handbook/core/condition.ts'
import type { ClockDefinition, ScenarioDefinition, StepDefinition } from '../definition.ts'
import { sayLimit } from './say-length.ts'
import { END, listed } from './step-graph.ts'

/** A step, the beginning or the end, drawn in the lane of its role (null for beginning and end). `clocks` run while it is the work to do. */
export type FlowNode = {
  readonly key: string
  readonly kind: 'start' | 'end' | StepDefinition['kind']
  readonly name: Text
  readonly lane: string | null
  readonly output: Text | null
  readonly clauses: readonly string[]
  readonly clocks: readonly string[]
  readonly resolves: boolean
  readonly optional: boolean
}

/** A way from one node to another: on which outcomes, under which condition, or because a rule or reopening says so. */
export type FlowEdge = {
  readonly from: string
  readonly to: string
  readonly on: readonly string[]
  readonly when: Condition | null
  readonly why: 'start' | 'next' | 'rule' | 'reopening'
}

/** How long a clock gives, and in which time it is counted: `PT2H` of working time. */
export type FlowLimit = { readonly limit: string; readonly counting: 'working' | 'wall' }

/** A scenario as a drawing: everything a screen or a document needs, without positions. */
export type Flowchart = {
  readonly key: string
  readonly name: Text
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  /** Roles in the order in which they come to work. */
  readonly lanes: readonly string[]
  readonly clocks: readonly { readonly key: string; readonly name: Text; readonly clauses: readonly string[]; readonly limits: readonly FlowLimit[] }[]
}

const START = 'start'

/** Draws a scenario: nodes, lanes by role, clocks and clauses. */
export function flowchartOf(scenario: ScenarioDefinition): Flowchart {
  const bare = { lane: null, output: null, clauses: [], clocks: [], resolves: false, optional: false } as const
  const steps = scenario.steps.map((step): FlowNode => ({
    key: step.key, kind: step.kind, name: step.name, lane: step.role, output: step.output, clauses: listed(step.clause),
    clocks: scenario.clocks.filter((clock) => runsAt(clock, step.key)).map(({ key }) => key), resolves: step.resolves === true, optional: step.optional === true,
  }))
  return {
    key: scenario.key,
    name: scenario.name,
    nodes: [{ ...bare, key: START, kind: 'start', name: { 'zh-CN': '开始', 'zh-TW': '開始', en: 'Start' } }, ...steps, { ...bare, key: END, kind: 'end', name: { 'zh-CN': '结束', 'zh-TW': '結束', en: 'End' } }],
    edges: edgesOf(scenario),
    lanes: [...new Set(scenario.steps.map(({ role }) => role))],
    clocks: scenario.clocks.map((clock) => ({ key: clock.key, name: clock.name, clauses: listed(clock.clause), limits: clock.limits.map(({ limit, counting }) => ({ limit, counting })) })),
  }
}

/** A clock belongs to a step when the step's being done stops it, or its being reached starts it. */
const runsAt = (clock: ClockDefinition, step: string): boolean =>
  [...clock.stops.filter(({ on }) => on === 'completed'), ...clock.starts.filter(({ on }) => on === 'started')].some((trigger) => listed(trigger.step).includes(step))

function edgesOf(scenario: ScenarioDefinition): readonly FlowEdge[] {
  const plain = { on: [], when: null } as const
  const ways = scenario.steps.flatMap((step) =>
    step.next.flatMap(({ on, when, to }) => listed(to).map((target): FlowEdge => ({ from: step.key, to: target, on: listed(on), when: when ?? null, why: 'next' }))))
  const rules = (scenario.rules ?? []).flatMap(({ on, does }): readonly FlowEdge[] =>
    'startsStep' in does ? sources(on.step).map((from) => ({ ...plain, from, to: does.startsStep, on: [on.on], when: on.when ?? null, why: 'rule' as const })) : [])
  return [
    { ...plain, from: START, to: scenario.start, why: 'start' },
    ...ways,
    ...rules,
    { ...plain, from: END, to: scenario.reopening.to, why: 'reopening' },
  ]
}

const sources = (step: string | readonly string[] | undefined): readonly string[] => (step === undefined ? [START] : listed(step))

/** Names of roles, outcomes and values for a drawing; what is not given is shown by its key. */
export type FlowWords = { readonly roles: ReadonlyMap<string, Text>; readonly sayCondition: (condition: Condition) => string }

const OUTCOME_WORDS: Readonly<Record<string, Text>> = {
  confirmed: { 'zh-CN': '确认', en: 'confirmed' }, declined: { 'zh-CN': '不同意', en: 'declined' }, lapsed: { 'zh-CN': '逾期未答', 'zh-TW': '逾期未答', en: 'no answer' },
  answered: { 'zh-CN': '已答', en: 'answered' }, done: { 'zh-CN': '完成', en: 'done' },
}
const REOPENED: Text = { 'zh-CN': '重新打开', 'zh-TW': '重新開啟', en: 'reopened' }

/** The drawing as Mermaid text, one subgraph per lane. */
export function mermaidOf(chart: Flowchart, locale: Locale, words: FlowWords): string {
  const lanes = chart.lanes.flatMap((lane) => [
    `  subgraph lane_${id(lane)}["${safe(textIn(words.roles.get(lane) ?? lane, locale))}"]`,
    ...chart.nodes.filter((node) => node.lane === lane).map((node) => `    ${id(node.key)}${boxed(node, chart, locale)}`),
    '  end',
  ])
  const free = chart.nodes.filter(({ lane }) => lane === null).map((node) => `  ${id(node.key)}(["${safe(textIn(node.name, locale))}"])`)
  return ['flowchart TD', ...free, ...lanes, ...chart.edges.map((edge) => `  ${arrow(edge, locale, words)}`)].join('\n') + '\n'
}

/** `end` is a word of Mermaid itself, so every id gets a prefix. */
const id = (key: string): string => `n_${key.replaceAll('-', '_')}`
const safe = (text: string): string => text.replaceAll('"', '#quot;').replaceAll('\n', ' ')

function boxed(node: FlowNode, chart: Flowchart, locale: Locale): string {
  const clocks = chart.clocks.filter(({ key }) => node.clocks.includes(key)).map(({ name, limits }) => `⏱ ${textIn(name, locale)} ${limits.map((limit) => sayLimit(limit, locale)).join(' / ')}`)
  const label = [textIn(node.name, locale), node.clauses.join(' '), ...clocks].filter((part) => part !== '').map(safe).join('<br/>')
  if (node.kind === 'confirmation') return `{{"${label}"}}`
  return node.kind === 'survey' ? `[/"${label}"/]` : `["${label}"]`
}

function arrow(edge: FlowEdge, locale: Locale, words: FlowWords): string {
  const outcomes = edge.on.map((outcome) => textIn(OUTCOME_WORDS[outcome] ?? outcome, locale))
  const parts = [...outcomes, ...(edge.when === null ? [] : [words.sayCondition(edge.when)]), ...(edge.why === 'reopening' ? [textIn(REOPENED, locale)] : [])]
  const line = edge.why === 'next' || edge.why === 'start' ? '-->' : '-.->'
  return parts.length === 0 ? `${id(edge.from)} ${line} ${id(edge.to)}` : `${id(edge.from)} ${line}|"${safe(parts.join(' · '))}"| ${id(edge.to)}`
}
