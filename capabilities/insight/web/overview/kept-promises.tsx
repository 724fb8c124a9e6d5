import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { clausesQuery } from '#capabilities/handbook/web/pieces/handbook-api.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useReader } from '#ui/time/use-reader.ts'
import { attainmentQuery } from '../pieces/insight-api.ts'
import { KeptLine } from '../pieces/kept-line.tsx'
import { lastDays } from '../pieces/period.ts'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './overview.module.css'

const SPANS = [7, 30] as const

/** What was promised lately and how it was kept, the worst first; each leads to its clause and the cases behind it. */
export function KeptPromises() {
  const say = useInsightWords()
  const { now } = useReader()
  const [days, setDays] = useState<(typeof SPANS)[number]>(7)
  const period = lastDays(days, now)
  const { data, error } = useQuery(attainmentQuery(period))
  const titles = new Map(useQuery(clausesQuery()).data?.items.map(({ id, title }) => [id, title]))
  const worstFirst = data?.toSorted((a, b) => share(a) - share(b) || b.missed - a.missed || a.clause.localeCompare(b.clause)) ?? []
  return (
    <section className={styles['card']} aria-labelledby="promises">
      <div className={styles['head']}>
        <h2 id="promises">{say('overview.promises')}</h2>
        <Segmented size="small" aria-label={say('period')} value={days} onChange={setDays} options={SPANS.map((value) => ({ value, label: say('period.days', { days: value }) }))} />
      </div>
      <ProblemNote problem={error} />
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && data.length === 0 && <p className={styles['small']}>{say('overview.no_promises')}</p>}
      <ul className={styles['lines']}>
        {worstFirst.map(({ clause }) => (
          <li key={clause} className={styles['line']}>
            <Link to="/handbook/clauses/$id" params={{ id: clause }}>{clause} {titles.get(clause)}</Link><KeptLine clause={clause} period={period} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const share = ({ met, missed }: { readonly met: number; readonly missed: number }): number => (met + missed === 0 ? 2 : met / (met + missed))
