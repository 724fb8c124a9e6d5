import type { ReactNode } from 'react'
import type { Tone } from '#ui/theme/tokens.ts'
import styles from './tone-chip.module.css'

/** A small sign: a colour that means something, an icon, and words. */
export function ToneChip({ tone, icon, title, children }: { readonly tone: Tone; readonly icon?: ReactNode; readonly title?: string; readonly children: ReactNode }) {
  return (
    <span className={styles['chip']} data-tone={tone} title={title}>
      {icon !== undefined && <span aria-hidden className={styles['icon']}>{icon}</span>}
      <span className={styles['words']}>{children}</span>
    </span>
  )
}
