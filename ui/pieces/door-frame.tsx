import type { ReactNode } from 'react'
import styles from './door-frame.module.css'

/** A page with one thing to do, before one is inside: signing in, a first password, an invitation. */
export function DoorFrame({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <main className={styles['door']}>
      <section className={styles['card']} aria-labelledby="door-title">
        <img className={styles['mark']} src="/mark.svg" alt="CareLoop" width={44} height={44} />
        <h1 id="door-title" className={styles['title']}>{title}</h1>
        {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
        {children}
      </section>
    </main>
  )
}
