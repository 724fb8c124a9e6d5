import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useMemo, useState, type KeyboardEvent } from 'react'
import styles from './dialogs.module.css'
import { usePageWords } from './use-page-words.ts'

type PickProps = { readonly id?: string; readonly value?: Dayjs | null; readonly onChange?: (at: Dayjs | null) => void }

const FORMAT = 'YYYY-MM-DD HH:mm'

/** Chooses a day and a time to come, by hand or by mouse; what was typed counts at once, and what cannot be read stays, as an invalid moment. */
export function MomentPick({ id, value, onChange }: PickProps) {
  const say = usePageWords()
  const now = value?.isValid() === true ? value : null
  const [before, setBefore] = useState(now)
  if (now !== null && before?.valueOf() !== now.valueOf()) setBefore(now)
  const read = (text: string): void => {
    if (text.trim() === '') onChange?.(null)
    else if (!dayjs(text.trim(), FORMAT, true).isValid()) onChange?.(dayjs(Number.NaN))
  }
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      value={now ?? (value ? before : null)}
      preserveInvalidOnBlur
      onBlur={({ target }) => read((target as HTMLInputElement).value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        // Enter takes what was typed; it does not send the form round it.
        event.preventDefault()
        read((event as KeyboardEvent<HTMLInputElement>).currentTarget.value ?? '')
      }}
      placeholder={say('moment.hint')}
      onChange={(at) => onChange?.(at)}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format={FORMAT}
      needConfirm={false}
      className={styles['wide'] ?? ''}
    />
  )
}

/** A time that has passed is none to wait for. */
export function useLaterRule() {
  const say = usePageWords()
  return useMemo(() => ({
    validator: async (_rule: unknown, at: Dayjs | null | undefined) => {
      if (at === null || at === undefined || at.valueOf() > Date.now()) return
      throw new Error(say(at.isValid() ? 'moment.past' : 'moment.unreadable'))
    },
  }), [say])
}
