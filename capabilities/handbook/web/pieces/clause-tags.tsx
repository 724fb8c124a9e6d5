import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clausesQuery } from './handbook-api.ts'
import styles from './clause-tags.module.css'

/** The clauses that something carries out, each a way to its page. */
export function ClauseTags({ ids }: { readonly ids: readonly string[] }) {
  const known = useQuery(clausesQuery()).data?.items ?? []
  return (
    <span className={styles['tags']}>
      {ids.map((id) => <Link key={id} to="/handbook/clauses/$id" params={{ id }} className={styles['tag']} title={known.find((clause) => clause.id === id)?.title}>{id}</Link>)}
    </span>
  )
}
