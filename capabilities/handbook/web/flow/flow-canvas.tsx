import { useQuery } from '@tanstack/react-query'
import { MarkerType, ReactFlow, ReactFlowProvider, type Node } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { Skeleton } from 'antd'
import { useMemo } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import { localeNow } from '#ui/words/words.ts'
import type { FlowchartView } from '../../contract.ts'
import { useHandbookWords, type SayHandbook } from '../pieces/use-handbook-words.ts'
import type { CasePosition } from '../pieces/case-position.ts'
import { FlowBox, FlowLane, type BandNode, type BoxNode } from './flow-box.tsx'
import styles from './flow-canvas.module.css'
import type { FlowDrawing } from './flow-chart.ts'
import { FlowLine, type LineEdge } from './flow-line.tsx'
import { FlowZoom } from './flow-zoom.tsx'
import { waysInWords } from './flow-words.ts'
import { layOut } from './lay-out.ts'
import { sayBox } from './say-box.ts'

const NODE_TYPES = { box: FlowBox, band: FlowLane }
const EDGE_TYPES = { line: FlowLine }
const ZOOM = { min: 0.3, max: 1.6, narrow: 0.7 } as const

type CanvasProps = { readonly chart: FlowchartView; readonly version: string; readonly position: CasePosition | null }

/** The drawing of a scenario; loaded when it is looked at, because drawing takes a large library. */
export default function FlowCanvas({ chart, version, position }: CanvasProps) {
  const say = useHandbookWords()
  const drawing = useQuery({
    queryKey: ['handbook', 'drawing', chart.key, version, localeNow()],
    queryFn: async () => layOut(chart, waysInWords(chart, say)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (drawing.error !== null) return <ProblemNote problem={drawing.error} />
  if (drawing.data === undefined) return <div aria-busy className={styles['drawing']}><p>{say('flow.drawing')}</p><Skeleton active /></div>
  return <ReactFlowProvider><Drawn chart={chart} drawing={drawing.data} position={position} /></ReactFlowProvider>
}

function Drawn({ chart, drawing, position }: { readonly chart: FlowchartView; readonly drawing: FlowDrawing; readonly position: CasePosition | null }) {
  const say = useHandbookWords()
  const narrow = useNarrow()
  const nodes = useMemo(() => [...bandsOf(drawing), ...boxesOf(chart, drawing, position, say)], [chart, drawing, position, say])
  const edges = useMemo(() => linesOf(drawing, position), [drawing, position])
  return (
    <div className={styles['canvas']} style={narrow ? {} : { height: drawing.height + 24, maxWidth: drawing.width + 24 }} role="group" aria-label={say('flow.label', { name: chart.name })}>
      <ReactFlow<BoxNode | BandNode, LineEdge>
        nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} minZoom={ZOOM.min} maxZoom={ZOOM.max}
        defaultViewport={{ x: 12, y: 12, zoom: narrow ? ZOOM.narrow : 1 }} fitView={!narrow} fitViewOptions={{ padding: '12px', maxZoom: 1 }}
        nodesDraggable={false} nodesConnectable={false} edgesFocusable={false} elementsSelectable={false} nodesFocusable zoomOnScroll={false} preventScrolling={false} zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }} ariaLabelConfig={{ 'node.a11yDescription.default': '', 'node.a11yDescription.keyboardDisabled': '' }}
      >
        <FlowZoom />
      </ReactFlow>
    </div>
  )
}

const bandsOf = ({ bands, height }: FlowDrawing): readonly BandNode[] =>
  bands.map(({ key, name, x, width }, at): BandNode => ({
    id: `lane ${key}`, type: 'band', position: { x, y: 0 }, width, height, data: { name, odd: at % 2 === 1 }, focusable: false, selectable: false, zIndex: -1,
  }))

function boxesOf(chart: FlowchartView, { boxes }: FlowDrawing, position: CasePosition | null, say: SayHandbook): readonly Node<BoxNode['data'], 'box'>[] {
  return boxes.flatMap(({ key, x, y, width, height }) => {
    const node = chart.nodes.find((each) => each.key === key)
    if (node === undefined) return []
    const state = position?.steps.get(key) ?? null
    const data = { node, clocks: chart.clocks.filter((clock) => node.clocks.includes(clock.key)), state, elsewhere: position !== null && node.lane !== null && state === null }
    return [{ id: key, type: 'box' as const, position: { x, y }, width, height, data, focusable: node.lane !== null, ariaLabel: sayBox(chart, node, state, say), zIndex: 1 }]
  })
}

function linesOf({ lines }: FlowDrawing, position: CasePosition | null): LineEdge[] {
  const lived = (key: string): boolean => ['done', 'active'].includes(position?.steps.get(key) ?? '')
  return lines.map((line): LineEdge => {
    const gone = position !== null && (line.from === 'start' || position.steps.get(line.from) === 'done') && lived(line.to)
    const color = gone ? 'var(--good)' : 'var(--line-strong)'
    return { id: line.id, type: 'line', source: line.from, target: line.to, data: { line, gone }, markerEnd: { type: MarkerType.ArrowClosed, color, width: 16, height: 16 } }
  })
}
