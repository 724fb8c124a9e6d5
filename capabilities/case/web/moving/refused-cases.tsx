import { Link } from '@tanstack/react-router'
import type { MovedCase } from '../../move-contract.ts'
import styles from './moving.module.css'
import { useMoveWords } from './use-move-words.ts'

const SHOWN = 20

/** Cases that stay where they are, each with the reason. */
export function Refused({ items, numberOf }: { readonly items: readonly MovedCase[]; readonly numberOf: (caseId: string) => string }) {
  const say = useMoveWords()
  if (items.length === 0) return null
  return (
    <section aria-label={say('refused')} className={styles['part']}>
      <h3 className={styles['heading']}>{say('refused')}</h3>
      <ul className={styles['refused']}>{items.slice(0, SHOWN).map(({ caseId, message }) => <li key={caseId}><Link to="/cases/$id" params={{ id: caseId }}>{numberOf(caseId)}</Link> <span>{message}</span></li>)}</ul>
      {items.length > SHOWN && <p className={styles['hint']}>{say('refused_more', { count: items.length - SHOWN })}</p>}
    </section>
  )
}
