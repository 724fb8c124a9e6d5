import dayjs from 'dayjs'
import { MomentPick } from './moment-pick.tsx'

type FieldProps = { readonly id?: string; readonly value?: string; readonly onChange?: (at: string | undefined) => void }
/** Something was typed that is no moment. */
export const UNREADABLE = '?'

/** A day and a time as an instant in text. */
export function MomentField({ id, value, onChange }: FieldProps) {
  const at = value === undefined ? null : dayjs(value === UNREADABLE ? Number.NaN : value)
  return <MomentPick {...(id === undefined ? {} : { id })} value={at} onChange={(chosen) => onChange?.(chosen === null ? undefined : chosen.isValid() ? chosen.toISOString() : UNREADABLE)} />
}
