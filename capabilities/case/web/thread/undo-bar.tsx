import { Button } from 'antd'
import { useEffect } from 'react'
import { TimeText } from '#ui/time/time-text.tsx'
import { useNowUntil } from '#ui/time/use-now-until.ts'
import styles from './composer.module.css'
import { useThreadWords } from './use-thread-words.ts'

const SECOND_MS = 1_000
const SCHEDULED_SHOWN_MS = 12_000

type UndoProps = { readonly goesAt: number; readonly sendAt: string | null; readonly busy: boolean; readonly onUndo: () => void; readonly onOver: () => void }

/** While it can still be taken back at once. */
export function UndoBar({ goesAt, sendAt, busy, onUndo, onOver }: UndoProps) {
  const say = useThreadWords()
  const now = useNowUntil(goesAt)
  const seconds = Math.ceil((goesAt - now) / SECOND_MS)
  useEffect(() => {
    const timer = setTimeout(onOver, sendAt === null ? Math.max(0, goesAt - Date.now()) : SCHEDULED_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [goesAt, sendAt, onOver])
  if (seconds <= 0) return null
  return (
    <div className={styles['undo']}>
      <output>{sendAt === null ? <span aria-hidden>{say('undo.bar', { seconds })}</span> : <>{say('undo.scheduled')} <TimeText at={sendAt} /></>}</output>
      <Button size="small" loading={busy} onClick={onUndo}>{say('state.undo')}</Button>
    </div>
  )
}
