import type { FlowchartView } from '../../contract.ts'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import type { CasePosition } from '../pieces/case-position.ts'
import styles from './flow-text.module.css'
import { waysInWords } from './flow-words.ts'
import { StateSign } from './state-sign.tsx'

/** The drawing as a list: each step, its clocks, and where it leads. */
export function FlowText({ chart, position }: { readonly chart: FlowchartView; readonly position: CasePosition | null }) {
  const say = useHandbookWords()
  const ways = waysInWords(chart, say)
  const name = (key: string): string => chart.nodes.find((node) => node.key === key)?.name ?? key
  return (
    <ol className={styles['list']}>
      {chart.nodes.map((node) => {
        const state = position?.steps.get(node.key)
        return (
          <li key={node.key} className={styles['item']}>
            <p className={styles['head']}>
              <strong>{node.name}</strong>
              {node.lane !== null && <span>{chart.lanes.find(({ key }) => key === node.lane)?.name}</span>}
              <ClauseTags ids={node.clauses} />
              {state !== undefined && <StateSign state={state} />}
            </p>
            {chart.clocks.filter(({ key }) => node.clocks.includes(key)).map((clock) => <p key={clock.key}>{say('flow.clock', { name: clock.name, limits: clock.limits.join(' / ') })}</p>)}
            <ul>{ways.filter(({ from }) => from === node.key).map((way) => <li key={way.id}>→ {say('flow.to', { label: way.label === '' ? say('flow.always') : way.label, to: name(way.to) })}</li>)}</ul>
          </li>
        )
      })}
    </ol>
  )
}
