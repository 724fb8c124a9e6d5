import { DisconnectOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { useConnected } from '#capabilities/case/web/pieces/live.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import styles from './live-state.module.css'
import { useShellWords } from './use-shell-words.ts'

/** A moment without a connection is nothing to speak of. */
const PATIENCE_MS = 1_500

/** Says so while what is on the screen is not kept fresh. */
export function LiveState() {
  const connected = useConnected()
  return <output className={styles['state']}>{!connected && <Lost />}</output>
}

function Lost() {
  const say = useShellWords()
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return long ? <Tooltip title={say('live.lost_text')}><span><ToneChip tone="warn" icon={<DisconnectOutlined />}>{say('live.lost')}</ToneChip></span></Tooltip> : null
}
