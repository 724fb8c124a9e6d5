import type { ReactNode } from 'react'
import styles from './door-frame.module.css'

/** A page with one thing to do, before one is inside: signing in, a first password, an invitation. */
export function DoorFrame({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <main className={styles['door']}>
      <section className={styles['card']} aria-labelledby="door-title">
        <p className={styles['brand']}><img src="/mark.svg" alt="" width={36} height={36} /><span>CareLoop</span></p>
        <h1 id="door-title" className={styles['title']}>{title}</h1>
        {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
        {children}
      </section>
    </main>
  )
}
