import type { ReactNode } from 'react'
import styles from './page-head.module.css'

/** What a page is about, and what one can do on it. */
export function PageHead({ title, text, children }: { readonly title: string; readonly text?: string; readonly children?: ReactNode }) {
  return (
    <header className={styles['head']}>
      <div className={styles['about']}>
        <h1 className={styles['title']}>{title}</h1>
        {text !== undefined && <p className={styles['text']}>{text}</p>}
      </div>
      {children !== undefined && <div className={styles['actions']}>{children}</div>}
    </header>
  )
}
