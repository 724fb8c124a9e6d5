import { ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons'
import { useReactFlow } from '@xyflow/react'
import { Button, Segmented } from 'antd'
import { useEffect } from 'react'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import styles from './flow-canvas.module.css'

/** `width`: as wide as the page, the page scrolls. `whole`: all of it at once. */
export type FlowView = 'width' | 'whole'
type FlowZoomProps = { readonly view: FlowView; readonly onView: (view: FlowView) => void; readonly zoom: number; readonly margin: number }

/** Larger, smaller, by its width, all of it. */
export function FlowZoom({ view, onView, zoom, margin }: FlowZoomProps) {
  const say = useHandbookWords()
  const { zoomIn, zoomOut, fitView, setViewport } = useReactFlow()
  useEffect(() => {
    // The canvas has its new height only when it has been drawn.
    const frame = requestAnimationFrame(() => void (view === 'whole' ? fitView({ padding: `${margin}px`, maxZoom: 1 }) : setViewport({ x: margin, y: margin, zoom })))
    return () => cancelAnimationFrame(frame)
  }, [view, zoom, margin, fitView, setViewport])
  return (
    <div className={styles['tools']}>
      <p>{say('flow.keys')}</p>
      <Segmented<FlowView> size="small" aria-label={say('flow.view')} value={view} onChange={onView} options={[{ value: 'width', label: say('flow.width') }, { value: 'whole', label: say('flow.fit') }]} />
      <Button size="small" icon={<ZoomInOutlined />} aria-label={say('flow.in')} title={say('flow.in')} onClick={() => void zoomIn()} />
      <Button size="small" icon={<ZoomOutOutlined />} aria-label={say('flow.out')} title={say('flow.out')} onClick={() => void zoomOut()} />
    </div>
  )
}
