import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react'
import type { FlowLine as Line, Point } from './flow-chart.ts'
import styles from './flow-line.module.css'

export type LineEdge = Edge<{ readonly line: Line; readonly gone: boolean }, 'line'>
const CORNER = 7

/** A way between two steps, with the words of its condition on it. */
export function FlowLine({ data, markerEnd }: EdgeProps<LineEdge>) {
  if (data === undefined) return null
  const { line: { points, label, labelAt, aside }, gone } = data
  return (
    <>
      <BaseEdge path={pathOf(points)} {...(markerEnd === undefined ? {} : { markerEnd })} className={`${styles['line']} ${aside ? styles['aside'] : ''} ${gone ? styles['gone'] : ''}`} />
      {label !== '' && (
        <EdgeLabelRenderer>
          <span className={styles['label']} style={{ transform: `translate(-50%, -50%) translate(${labelAt.x}px, ${labelAt.y}px)` }}>{label}</span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

/** Through all points, with small round corners. */
function pathOf(points: readonly Point[]): string {
  return points.map((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]]
    if (before === undefined) return `M ${point.x} ${point.y}`
    if (after === undefined) return `L ${point.x} ${point.y}`
    const [enter, leave] = [toward(point, before), toward(point, after)]
    return `L ${enter.x} ${enter.y} Q ${point.x} ${point.y} ${leave.x} ${leave.y}`
  }).join(' ')
}

function toward(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const by = length === 0 ? 0 : Math.min(CORNER, length / 2) / length
  return { x: from.x + (to.x - from.x) * by, y: from.y + (to.y - from.y) * by }
}
