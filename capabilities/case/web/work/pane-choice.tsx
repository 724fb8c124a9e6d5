import styles from './pane-choice.module.css'
import { usePageWords } from './use-page-words.ts'

const PANES = ['thread', 'work', 'customer', 'history'] as const
export type Pane = (typeof PANES)[number]

/** Which part of the case is shown where not all of them have room. */
export function PaneChoice({ pane, onPane }: { readonly pane: Pane; readonly onPane: (pane: Pane) => void }) {
  const say = usePageWords()
  return (
    <nav className={styles['panes']} aria-label={say('pane.label')}>
      {PANES.map((each) => (
        <button key={each} type="button" className={styles['pane']} data-pane={each} aria-pressed={pane === each} onClick={() => onPane(each)}>{say(`pane.${each}`)}</button>
      ))}
    </nav>
  )
}
