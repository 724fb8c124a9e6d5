import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askCase, caseKeys } from '#capabilities/case/web/pieces/case-api.ts'
import { useCaseWords } from '#capabilities/case/web/pieces/use-case-words.ts'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './overview.module.css'

const VIEWS = ['all', 'unassigned', 'due-soon', 'overdue', 'new-reply', 'resolved'] as const

/** The lists that everybody has, with their numbers, and the way to each. */
export function TodayCounts() {
  const say = useInsightWords()
  const sayCase = useCaseWords()
  const { data } = useQuery({ queryKey: caseKeys.counts([...VIEWS]), queryFn: async ({ signal }) => askCase('GET /api/v1/cases/counts', { query: { views: [...VIEWS] } }, { signal }) })
  return (
    <ul className={styles['counts']} aria-label={say('overview.now')}>
      {VIEWS.map((view) => {
        const found = data?.items.find((item) => item.view === view)
        return (
          <li key={view}>
            <Link to="/inbox" search={{ view }} className={styles['count']} data-late={view === 'overdue' && (found?.count ?? 0) > 0}>
              <span>{sayCase(`view.${view}`)}</span><strong>{found === undefined ? '–' : `${found.count}${found.more ? '+' : ''}`}</strong>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
