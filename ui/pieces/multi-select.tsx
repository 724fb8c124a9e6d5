import { Select, type SelectProps } from 'antd'
import type { KeyboardEvent } from 'react'

/** Chooses several of a list. Tab goes on to the next field and leaves what was chosen: the list itself would take the choice under the pointer back. */
export function MultiSelect<V extends string>(props: Omit<SelectProps<V[]>, 'mode'>) {
  return (
    <div onKeyDownCapture={keepChoiceOnTab}>
      <Select<V[]> {...props} mode="multiple" style={{ width: '100%' }} />
    </div>
  )
}

function keepChoiceOnTab(event: KeyboardEvent): void {
  if (event.key === 'Tab') event.stopPropagation()
}
