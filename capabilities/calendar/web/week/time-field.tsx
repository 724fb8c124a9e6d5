import { Input } from 'antd'
import { useState } from 'react'
import { readMinute, sayMinute } from '../../core/week-grid.ts'
import { useCalendarWords } from '../use-calendar-words.ts'
import styles from './week.module.css'

type TimeFieldProps = { readonly label: string; readonly minute: number; readonly valid: (minute: number) => boolean; readonly onMinute: (minute: number) => void }

/** A time of the day as one types it, up to 24:00; what cannot be is marked and goes back when one leaves, which is said. */
export function TimeField({ label, minute, valid, onMinute }: TimeFieldProps) {
  const say = useCalendarWords()
  const [typed, setTyped] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const read = typed === null ? minute : readMinute(typed)
  const good = read !== null && valid(read)
  const settle = (): void => {
    if (typed !== null && good && read !== minute) onMinute(read)
    if (typed !== null) setRefused(good ? null : typed)
    setTyped(null)
  }
  return (
    <>
      <Input size="small" aria-label={label} aria-invalid={!good} value={typed ?? sayMinute(minute)} {...(good ? {} : { status: 'error' as const })} maxLength={5} style={{ width: 62 }} onChange={(event) => setTyped(event.target.value)} onBlur={settle} onPressEnter={settle} />
      {refused !== null && <span role="alert" className={styles['refused']}>{say('week.time_refused', { typed: refused, kept: sayMinute(minute) })}</span>}
    </>
  )
}
