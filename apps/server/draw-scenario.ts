import { rolesOf } from '#capabilities/access/definition.ts'
import { flowchartOf } from '#capabilities/case/core/flowchart.ts'
import { sayConditionOf } from '#capabilities/case/core/say-condition.ts'
import { sayLimit } from '#capabilities/case/core/say-length.ts'
import { scenariosOf } from '#capabilities/case/definition.ts'
import type { FlowchartView } from '#capabilities/handbook/contract.ts'
import type { PublishedHandbook } from '#capabilities/handbook/server/commands.ts'
import { textIn, type Locale, type Text } from '#kernel/text.ts'

/** The drawing of a scenario in the reader's language. */
export function drawScenario({ handbook }: PublishedHandbook, key: string, locale: Locale): FlowchartView | undefined {
  const scenario = scenariosOf(handbook).find((each) => each.key === key)
  if (scenario === undefined) return undefined
  const roles = new Map(rolesOf(handbook).map((role) => [role.key, role.name]))
  const chart = flowchartOf(scenario)
  const say = sayConditionOf(scenario, locale)
  const word = (text: Text): string => textIn(text, locale)
  return {
    key: chart.key,
    name: word(chart.name),
    lanes: chart.lanes.map((lane) => ({ key: lane, name: word(roles.get(lane) ?? lane) })),
    nodes: chart.nodes.map((node) => ({ ...node, name: word(node.name), output: node.output === null ? null : word(node.output), clauses: [...node.clauses], clocks: [...node.clocks] })),
    edges: chart.edges.map((edge) => ({ ...edge, on: [...edge.on], when: edge.when === null ? null : say(edge.when) })),
    clocks: chart.clocks.map((clock) => ({ key: clock.key, name: word(clock.name), clauses: [...clock.clauses], limits: clock.limits.map((limit) => sayLimit(limit, locale)) })),
  }
}
