import { DatePicker } from 'antd'
import type { Dayjs } from 'dayjs'
import { useMemo } from 'react'
import styles from './dialogs.module.css'
import { usePageWords } from './use-page-words.ts'

type PickProps = { readonly id?: string; readonly value?: Dayjs | null; readonly onChange?: (at: Dayjs | null) => void }

/** Chooses a day and a time to come, by hand or by mouse; what was typed counts at once. */
export function MomentPick({ id, value, onChange }: PickProps) {
  const say = usePageWords()
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      placeholder={say('moment.hint')}
      onChange={(at) => onChange?.(at)}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      needConfirm={false}
      className={styles['wide'] ?? ''}
    />
  )
}

/** A time that has passed is none to wait for. */
export function useLaterRule() {
  const say = usePageWords()
  return useMemo(() => ({ validator: async (_rule: unknown, at: Dayjs | null | undefined) => (at === null || at === undefined || at.valueOf() > Date.now() ? undefined : Promise.reject(new Error(say('moment.past')))) }), [say])
}
