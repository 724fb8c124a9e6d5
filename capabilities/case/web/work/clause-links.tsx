import { Link } from '@tanstack/react-router'
import styles from './clause-links.module.css'
import { usePageWords } from './use-page-words.ts'

/** Which clauses of the handbook ask for this; each leads to its page. */
export function ClauseLinks({ clauses }: { readonly clauses: readonly string[] }) {
  const say = usePageWords()
  return (
    <span className={styles['clauses']}>
      {clauses.map((clause) => <Link key={clause} className={styles['clause']} to="/handbook/clauses/$id" params={{ id: clause }} aria-label={say('clause.open', { clause })}>{clause}</Link>)}
    </span>
  )
}
