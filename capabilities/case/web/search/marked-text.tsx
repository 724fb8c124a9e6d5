import { Fragment } from 'react'
import styles from './marked-text.module.css'

/** A text with the places that were found in it. */
export type Marked = { readonly text: string; readonly marks: readonly (readonly [from: number, to: number])[] }

/** Shows a text, what was found in it set off. */
export function MarkedText({ text, marks }: Marked) {
  const ends = marks.map(([, to]) => to)
  return (
    <>
      {marks.map(([from, to], at) => (
        <Fragment key={from}>
          {text.slice(at === 0 ? 0 : (ends[at - 1] ?? 0), from)}
          <mark className={styles['mark']}>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
    </>
  )
}
