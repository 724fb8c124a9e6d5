import { Input, type InputProps } from 'antd'
import { LimitNote } from './limit-note.tsx'

/** A line to write in that counts once its limit is near. */
export function LimitedInput(props: InputProps) {
  return (
    <>
      <Input {...props} />
      <LimitNote text={props.value} limit={props.maxLength} />
    </>
  )
}
