import { ClockCircleOutlined, FlagOutlined, FormOutlined, LikeOutlined, PlayCircleOutlined, StarOutlined } from '@ant-design/icons'
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import type { ReactNode } from 'react'
import type { FlowchartView } from '../../contract.ts'
import type { StepState } from '../pieces/case-position.ts'
import styles from './flow-box.module.css'
import { sayLimits } from './flow-chart.ts'
import { StateSign } from './state-sign.tsx'

type Chart = FlowchartView
export type BoxNode = Node<{ readonly node: Chart['nodes'][number]; readonly clocks: Chart['clocks']; readonly state: StepState | null; readonly elsewhere: boolean }, 'box'>
export type BandNode = Node<{ readonly name: string; readonly odd: boolean }, 'band'>

const SIGNS: Readonly<Record<string, ReactNode>> = { start: <PlayCircleOutlined />, end: <FlagOutlined />, task: <FormOutlined />, confirmation: <LikeOutlined />, survey: <StarOutlined /> }

/** A step in the drawing: its name, what it leaves behind, the clauses it carries and the clocks that run while it is done. */
export function FlowBox({ data: { node, clocks, state, elsewhere } }: NodeProps<BoxNode>) {
  return (
    <div className={styles['box']} data-kind={node.kind} data-state={state ?? undefined} data-elsewhere={elsewhere} data-optional={node.optional}>
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles['port'] ?? ''} />
      <p className={styles['name']}><span aria-hidden>{SIGNS[node.kind]}</span><strong>{node.name}</strong></p>
      {node.output !== null && <p className={styles['output']}>{node.output}</p>}
      {node.clauses.length > 0 && <p className={styles['clauses']}>{node.clauses.map((clause) => <span key={clause} className={styles['clause']}>{clause}</span>)}</p>}
      {clocks.map(({ key, name, limits }) => (
        <p key={key} className={styles['clock']} title={name}><ClockCircleOutlined aria-hidden /><span>{sayLimits(limits)}</span></p>
      ))}
      {state !== null && <span className={styles['state']}><StateSign state={state} /></span>}
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles['port'] ?? ''} />
    </div>
  )
}

/** The lane of a role. */
export function FlowLane({ data: { name, odd } }: NodeProps<BandNode>) {
  return <div className={styles['lane']} data-odd={odd}><span>{name}</span></div>
}
