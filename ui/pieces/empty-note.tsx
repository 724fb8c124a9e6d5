import type { ReactNode } from 'react'
import styles from './empty-note.module.css'

/** Why there is nothing here, and what one can do about it. */
export function EmptyNote({ title, text, children }: { readonly title: string; readonly text?: string; readonly children?: ReactNode }) {
  return (
    <section className={styles['note']}>
      <h2 className={styles['title']}>{title}</h2>
      {text !== undefined && <p className={styles['text']}>{text}</p>}
      {children}
    </section>
  )
}
