import ELK from 'elkjs/lib/elk.bundled.js'
import type { FlowchartView } from '../../contract.ts'
import { boxSize, type FlowDrawing, type FlowWay } from './flow-chart.ts'
import { placeBoxes } from './place-boxes.ts'
import { routeWays } from './route-ways.ts'

const OPTIONS = {
  'elk.algorithm': 'layered', 'elk.direction': 'DOWN', 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER', 'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
}
let elk: InstanceType<typeof ELK> | null = null

/** Finds which steps stand in one row and in which order; lanes and lines are then drawn around that. Reopening leads back and says nothing about order. */
export async function layOut(chart: FlowchartView, ways: readonly FlowWay[]): Promise<FlowDrawing> {
  elk ??= new ELK()
  const forward = ways.filter(({ aside, from, to }) => !aside && from !== to)
  const laid = await elk.layout({
    id: 'chart', layoutOptions: OPTIONS,
    children: chart.nodes.map((node) => ({ id: node.key, ...boxSize(node), height: 60 })),
    edges: forward.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  })
  return routeWays(placeBoxes(chart, (laid.children ?? []).map(({ id, x = 0, y = 0 }) => ({ key: id, x, y }))), ways)
}
