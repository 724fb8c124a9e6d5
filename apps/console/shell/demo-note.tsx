import { CloseOutlined, ExperimentOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { readDemoSign } from '../demo-sign.ts'
import styles from './demo-note.module.css'
import { useConsoleWords } from './use-console-words.ts'

const HIDDEN = 'careloop.demo-note.hidden'
const isDemo = readDemoSign(document) !== null

/** Says gently that all of this is invented; once hidden, not again in this session of the browser. */
export function DemoNote() {
  const say = useConsoleWords()
  const [hidden, setHidden] = useState(() => !isDemo || sessionStorage.getItem(HIDDEN) !== null)
  if (hidden) return null
  const hide = (): void => {
    sessionStorage.setItem(HIDDEN, 'yes')
    setHidden(true)
  }
  return (
    <span className={styles['note']} role="note">
      <Tooltip title={say('demo.text')}><span><ToneChip tone="note" icon={<ExperimentOutlined />}>{say('demo.note')}</ToneChip></span></Tooltip>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={say('demo.hide')} onClick={hide} />
    </span>
  )
}
