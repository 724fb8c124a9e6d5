import { useQuery } from '@tanstack/react-query'
import { MarkerType, ReactFlow, ReactFlowProvider, type Node } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { FlowchartView } from '../../contract.ts'
import { useHandbookWords, type SayHandbook } from '../pieces/use-handbook-words.ts'
import type { CasePosition } from '../pieces/case-position.ts'
import { FlowBox, FlowLane, type BandNode, type BoxNode } from './flow-box.tsx'
import styles from './flow-canvas.module.css'
import type { FlowDrawing } from './flow-chart.ts'
import { FlowLine, type LineEdge } from './flow-line.tsx'
import { FlowZoom, type FlowView } from './flow-zoom.tsx'
import { waysInWords } from './flow-words.ts'
import { layOut } from './lay-out.ts'
import { placeBoxes, type Ranked } from './place-boxes.ts'
import { routeWays } from './route-ways.ts'
import { sayBox } from './say-box.ts'
import { useWidth } from './use-width.ts'

const NODE_TYPES = { box: FlowBox, band: FlowLane }
const EDGE_TYPES = { line: FlowLine }
const ZOOM = { min: 0.2, max: 1.6 } as const
const MARGIN = 12

type CanvasProps = { readonly chart: FlowchartView; readonly version: string; readonly position: CasePosition | null }

/** The drawing of a scenario; loaded when it is looked at, because drawing takes a large library. */
export default function FlowCanvas({ chart, version, position }: CanvasProps) {
  const say = useHandbookWords()
  const ways = useMemo(() => waysInWords(chart, say), [chart, say])
  const { data: ranked, error } = useQuery({ queryKey: ['handbook', 'drawing', chart.key, version], queryFn: async () => layOut(chart, ways), staleTime: Number.POSITIVE_INFINITY })
  const [measured, width] = useWidth()
  if (error !== null) return <ProblemNote problem={error} />
  return (
    <div ref={measured} className={styles['room']}>
      {ranked === undefined || width === null
        ? <div aria-busy className={styles['drawing']}><p>{say('flow.drawing')}</p><Skeleton active /></div>
        : <ReactFlowProvider><Drawn chart={chart} ranked={ranked} ways={ways} position={position} width={width} /></ReactFlowProvider>}
    </div>
  )
}

type DrawnProps = { readonly chart: FlowchartView; readonly ranked: readonly Ranked[]; readonly ways: ReturnType<typeof waysInWords>; readonly position: CasePosition | null; readonly width: number }

function Drawn({ chart, ranked, ways, position, width }: DrawnProps) {
  const say = useHandbookWords()
  const [view, setView] = useState<FlowView>('width')
  const drawing = useMemo(() => routeWays(placeBoxes(chart, ranked, width - 2 * MARGIN - 2), ways), [chart, ranked, ways, width])
  const nodes = useMemo(() => [...bandsOf(drawing), ...boxesOf(chart, drawing, position, say)], [chart, drawing, position, say])
  const edges = useMemo(() => linesOf(drawing, position), [drawing, position])
  const zoom = Math.min(1, (width - 2 * MARGIN - 2) / drawing.width)
  return (
    <>
      <FlowZoom view={view} onView={setView} zoom={zoom} margin={MARGIN} />
      <div className={styles['canvas']} data-view={view} style={view === 'whole' ? {} : { height: drawing.height * zoom + 2 * MARGIN }} role="group" aria-label={say('flow.label', { name: chart.name })}>
        <ReactFlow<BoxNode | BandNode, LineEdge>
          nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} minZoom={ZOOM.min} maxZoom={ZOOM.max} defaultViewport={{ x: MARGIN, y: MARGIN, zoom }}
          nodesDraggable={false} nodesConnectable={false} edgesFocusable={false} elementsSelectable={false} nodesFocusable zoomOnScroll={false} preventScrolling={false} zoomOnDoubleClick={false}
          proOptions={{ hideAttribution: true }} ariaLabelConfig={{ 'node.a11yDescription.default': '', 'node.a11yDescription.keyboardDisabled': '' }}
        />
      </div>
    </>
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
