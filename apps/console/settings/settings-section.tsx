import { useId, type ReactNode } from 'react'
import styles from './settings.module.css'

/** One head of the settings and what belongs under it. */
export function SettingsSection({ id: anchor, name, mark, hint, children }: { /** By which an address leads here. */ readonly id?: string; readonly name: string; readonly mark?: ReactNode; readonly hint?: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section id={anchor} className={styles['section']} aria-labelledby={id}>
      <h2 id={id} className={styles['head']}>{name}{mark}</h2>
      {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
      {children}
    </section>
  )
}
