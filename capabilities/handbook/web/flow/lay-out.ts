import ELK from 'elkjs/lib/elk-api.js'
import workerAddress from 'elkjs/lib/elk-worker.min.js?url'
import type { FlowchartView } from '../../contract.ts'
import { boxSize, type FlowWay } from './flow-chart.ts'
import type { Ranked } from './place-boxes.ts'

const OPTIONS = {
  'elk.algorithm': 'layered', 'elk.direction': 'DOWN', 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER', 'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
}
type Policies = { createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(address: string): string } }
let elk: InstanceType<typeof ELK> | null = null

/** Finds which steps stand in one row and in which order, beside the screen's own work; lanes and lines are then drawn around that. Reopening leads back and says nothing about order. */
export async function layOut(chart: FlowchartView, ways: readonly FlowWay[]): Promise<readonly Ranked[]> {
  elk ??= new ELK({ workerFactory: () => new Worker(trustedAddress()) })
  const forward = ways.filter(({ aside, from, to }) => !aside && from !== to)
  const laid = await elk.layout({
    id: 'chart', layoutOptions: OPTIONS,
    children: chart.nodes.map((node) => ({ id: node.key, ...boxSize(node, chart.clocks), height: 60 })),
    edges: forward.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  })
  return (laid.children ?? []).map(({ id, x = 0, y = 0 }) => ({ key: id, x, y }))
}

/** The policy of the page lets workers begin only from here, and only at this one address, whatever it is asked for. */
function trustedAddress(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: Policies }
  return trustedTypes?.createPolicy('drawing', { createScriptURL: () => workerAddress }).createScriptURL('') ?? workerAddress
}
