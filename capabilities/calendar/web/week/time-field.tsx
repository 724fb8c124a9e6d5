import { Input } from 'antd'
import { useState } from 'react'
import { readMinute, sayMinute } from '../../core/week-grid.ts'

type TimeFieldProps = { readonly label: string; readonly minute: number; readonly valid: (minute: number) => boolean; readonly onMinute: (minute: number) => void }

/** A time of the day as one types it, up to 24:00; what cannot be is marked and goes back when one leaves. */
export function TimeField({ label, minute, valid, onMinute }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? minute : readMinute(typed)
  const good = read !== null && valid(read)
  const settle = (): void => {
    if (typed !== null && good && read !== minute) onMinute(read)
    setTyped(null)
  }
  return <Input size="small" aria-label={label} aria-invalid={!good} value={typed ?? sayMinute(minute)} {...(good ? {} : { status: 'error' as const })} maxLength={5} style={{ width: 62 }} onChange={(event) => setTyped(event.target.value)} onBlur={settle} onPressEnter={settle} />
}
