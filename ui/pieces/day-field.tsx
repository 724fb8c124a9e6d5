import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState, type KeyboardEvent } from 'react'
import { DAY_FORMATS, readDay, todayHere } from '../time/read-day.ts'

type FieldProps = { readonly id?: string; readonly value?: string | null; readonly onChange?: (day: string | null) => void; readonly className?: string; /** Days that have passed cannot be chosen. */ readonly ahead?: boolean }

/** A day as `YYYY-MM-DD`, chosen or typed. What is no day stays as it was typed, and is handed on so that the form can say what is wrong with it. */
export function DayField({ id, value, onChange, className = '', ahead = false }: FieldProps) {
  const day = readDay(value ?? '')
  // While something unreadable stands in the box, the picker keeps what it showed: another value would wipe out the typed text.
  const [before, setBefore] = useState(day)
  if (day !== null && day !== before) setBefore(day)
  const shown = day ?? (value ? before : null)
  const read = (typed: string): void => {
    const text = typed.trim()
    const said = readDay(text) ?? text
    if (said !== (value ?? '')) onChange?.(said === '' ? null : said)
  }
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      className={className}
      format={[...DAY_FORMATS]}
      preserveInvalidOnBlur
      {...(ahead ? { disabledDate: (day: Dayjs) => day.format('YYYY-MM-DD') < todayHere() } : {})}
      value={shown === null ? null : dayjs(shown)}
      onChange={(chosen: Dayjs | null) => onChange?.(chosen?.format('YYYY-MM-DD') ?? null)}
      onBlur={({ target }) => read((target as HTMLInputElement).value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        // Enter takes what was typed; it does not send the form round it.
        event.preventDefault()
        read((event as KeyboardEvent<HTMLInputElement>).currentTarget.value ?? '')
      }}
    />
  )
}
