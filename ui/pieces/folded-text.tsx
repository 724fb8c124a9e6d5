import { Button } from 'antd'
import { useId, useState } from 'react'
import { useUiWords } from '../words/use-ui-words.ts'
import styles from './folded-text.module.css'

/** So many lines are shown at once, and a text of so many characters fills about as many in a narrow column. */
const LINES = 6
const CHARACTERS = 200

/** A text that takes no more than a few lines until one wants to read on. */
export function FoldedText({ text }: { readonly text: string }) {
  const say = useUiWords()
  const id = useId()
  const [open, setOpen] = useState(false)
  const long = text.length > CHARACTERS || text.split('\n').length > LINES
  if (!long) return <>{text}</>
  return (
    <>
      <span id={id} className={styles['text']} data-open={open}>{text}</span>
      <Button type="link" size="small" className={styles['more'] ?? ''} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>{say(open ? 'text.fold' : 'text.unfold')}</Button>
    </>
  )
}
