import { ClockCircleOutlined } from '@ant-design/icons'
import type { FlowchartView } from '../../contract.ts'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import type { CasePosition } from '../pieces/case-position.ts'
import { laneOf, sayLimits, type FlowWay } from './flow-chart.ts'
import styles from './flow-text.module.css'
import { waysInWords } from './flow-words.ts'
import { StateSign } from './state-sign.tsx'

type Node = FlowchartView['nodes'][number]

/** The drawing as a list: who has it in hand, each step, its clocks, and where it leads. */
export function FlowText({ chart, position }: { readonly chart: FlowchartView; readonly position: CasePosition | null }) {
  const say = useHandbookWords()
  const ways = waysInWords(chart, say)
  return (
    <ol className={styles['lanes']}>
      {stretchesOf(chart).map(({ lane, nodes }) => (
        <li key={nodes[0]?.key}>
          <h3 className={styles['lane']}>{chart.lanes.find(({ key }) => key === lane)?.name}</h3>
          <ol className={styles['list']}>{nodes.map((node) => <FlowStep key={node.key} chart={chart} node={node} ways={ways} position={position} />)}</ol>
        </li>
      ))}
    </ol>
  )
}

function FlowStep({ chart, node, ways, position }: { readonly chart: FlowchartView; readonly node: Node; readonly ways: readonly FlowWay[]; readonly position: CasePosition | null }) {
  const say = useHandbookWords()
  const state = position?.steps.get(node.key)
  const name = (key: string): string => chart.nodes.find((each) => each.key === key)?.name ?? key
  return (
    <li className={styles['item']} data-state={state} data-end={node.lane === null}>
      <p className={styles['head']}><strong>{node.name}</strong>{node.output !== null && node.output !== node.name && <span>{node.output}</span>}{state !== undefined && <StateSign state={state} />}</p>
      {node.clauses.length > 0 && <p className={styles['head']}><ClauseTags ids={node.clauses} /></p>}
      {chart.clocks.filter(({ key }) => node.clocks.includes(key)).map((clock) => <p key={clock.key} className={styles['clock']}><ClockCircleOutlined aria-hidden /> {say('flow.clock', { name: clock.name, limits: sayLimits(clock.limits) })}</p>)}
      <ul>{ways.filter(({ from }) => from === node.key).map((way) => <li key={way.id}>→ {way.label === '' ? name(way.to) : say('flow.to', { label: way.label, to: name(way.to) })}</li>)}</ul>
    </li>
  )
}

/** Steps that follow each other in one lane stand together. */
function stretchesOf(chart: FlowchartView): readonly { readonly lane: string | null; readonly nodes: readonly Node[] }[] {
  const stretches: { readonly lane: string | null; readonly nodes: Node[] }[] = []
  for (const node of chart.nodes) {
    const lane = laneOf(chart, node.key)
    const last = stretches.at(-1)
    if (last !== undefined && last.lane === lane) last.nodes.push(node)
    else stretches.push({ lane, nodes: [node] })
  }
  return stretches
}
