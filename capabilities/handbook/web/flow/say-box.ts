import type { FlowchartView } from '../../contract.ts'
import type { SayHandbook } from '../pieces/use-handbook-words.ts'
import type { StepState } from '../pieces/case-position.ts'
import { sayLimits } from './flow-chart.ts'

/** A step of the drawing in one sentence, for those who hear it. */
export function sayBox(chart: FlowchartView, node: FlowchartView['nodes'][number], state: StepState | null, say: SayHandbook): string {
  const lane = chart.lanes.find(({ key }) => key === node.lane)?.name
  const clocks = chart.clocks.filter(({ key }) => node.clocks.includes(key)).map(({ name, limits }) => say('flow.clock', { name, limits: sayLimits(limits) }))
  return [node.name, lane, node.output, ...node.clauses, ...clocks, state === null ? null : say(`state.${state}`)].filter((part) => part !== null && part !== undefined).join(' · ')
}
