import { useId, useState } from 'react'
import { readKey } from '#ui/keys/read-key.ts'
import { putInPlace, typedAsk, type TypedAsk } from '../../core/composing.ts'
import { choiceId, useTypedChoices, type TypedChoice } from './typed-choices.tsx'
import type { Desk } from './use-desk.ts'

/** What keys and characters mean in the box. While an input method composes, nothing is meant by them. */
export function useTyping(caseId: string, desk: Desk, onSend: () => void) {
  const id = useId()
  const [asked, setAsked] = useState<TypedAsk | null>(null)
  const [at, setAt] = useState(0)
  const choices = useTypedChoices(caseId, asked, desk.me)
  const open = asked !== null && choices.length > 0
  const place = Math.min(at, choices.length - 1)

  const look = (box: HTMLTextAreaElement): void => {
    setAsked(typedAsk(box.value, box.selectionStart, desk.kind))
    setAt(0)
  }
  const choose = ({ words }: TypedChoice): void => {
    const box = desk.box.current
    if (asked === null || box === null) return
    const put = putInPlace(box.value, { from: asked.from, to: box.selectionStart }, words)
    desk.change({ text: put.text })
    setAsked(null)
    requestAnimationFrame(() => {
      box.focus()
      box.setSelectionRange(put.caret, put.caret)
    })
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>): void => {
    const key = readKey(event.nativeEvent)
    if (key === null) return
    const chosen = choices[place]
    if (key === 'mod+Enter') onSend()
    else if (!open || chosen === undefined) return
    else if (key === 'ArrowDown') setAt((place + 1) % choices.length)
    else if (key === 'ArrowUp') setAt((place + choices.length - 1) % choices.length)
    else if (key === 'Enter' || key === 'Tab') choose(chosen)
    else if (key === 'Escape') setAsked(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onChange = (event: React.ChangeEvent<HTMLTextAreaElement>): void => {
    desk.change({ text: event.target.value })
    if ((event.nativeEvent as InputEvent).isComposing) setAsked(null)
    else look(event.target)
  }
  const onBlur = (): void => {
    setAsked(null)
    desk.focus(false)
  }
  return {
    list: open ? { id, choices, kind: asked.kind, at: place, onChoose: choose } : null,
    box: {
      onKeyDown, onChange, onBlur, onFocus: () => desk.focus(true),
      onCompositionEnd: (event: React.CompositionEvent<HTMLTextAreaElement>) => look(event.currentTarget),
      'aria-autocomplete': 'list' as const, ...(open ? { 'aria-controls': id, 'aria-activedescendant': choiceId(id, place) } : {}),
    },
  }
}
