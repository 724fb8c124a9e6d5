import { ExpandOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons'
import { Panel, useReactFlow } from '@xyflow/react'
import { Button, Space } from 'antd'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'

/** Larger, smaller, all of it. */
export function FlowZoom() {
  const say = useHandbookWords()
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <Panel position="top-right">
      <Space.Compact>
        <Button size="small" icon={<ZoomInOutlined />} aria-label={say('flow.in')} title={say('flow.in')} onClick={() => void zoomIn()} />
        <Button size="small" icon={<ZoomOutOutlined />} aria-label={say('flow.out')} title={say('flow.out')} onClick={() => void zoomOut()} />
        <Button size="small" icon={<ExpandOutlined />} aria-label={say('flow.fit')} title={say('flow.fit')} onClick={() => void fitView()} />
      </Space.Compact>
    </Panel>
  )
}
