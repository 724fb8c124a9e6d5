import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import { askCase } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { Heard } from '../voice/heard.tsx'
import { usePageWords } from '../work/use-page-words.ts'
import styles from './customer-column.module.css'

const PAGE = 10

/** The cases of a customer, the newest first, whatever became of them. */
export function CustomerCases({ customerId, except }: { readonly customerId: string; readonly except?: string }) {
  const say = usePageWords()
  const sayCase = useCaseWords()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['cases', 'of-customer', customerId],
    queryFn: async ({ pageParam, signal }) => askCase('GET /api/v1/cases', {
      query: { view: 'all', status: ['open', 'resolved', 'closed', 'merged'], customerId, sort: 'newest', limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) },
    }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const rows = (data?.pages.flatMap(({ items }) => items) ?? []).filter(({ id }) => id !== except)
  return (
    <section className={styles['block']}>
      <h3 className={styles['heading']}>{say(except === undefined ? 'customer.cases' : 'customer.other_cases')}</h3>
      <ProblemNote problem={error} />
      {data !== undefined && rows.length === 0 && <p className={styles['small']}>{say('customer.no_cases')}</p>}
      <ul className={styles['cases']}>
        {rows.map((row) => (
          <li key={row.id} className={styles['case']}>
            <Link to="/cases/$id" params={{ id: row.id }} className={styles['subject']}>{row.subject ?? sayCase('list.no_subject')}</Link>
            <span className={styles['facts']}>
              <span>{row.number}</span>
              <span>{sayCase(`status.${row.status as 'open'}`)}</span>
              <TimeText past at={row.openedAt} />
              {row.score !== null && <span>{say('customer.score', { score: row.score })}</span>}
            </span>
            {row.score !== null && <Heard caseId={row.id} />}
          </li>
        ))}
      </ul>
      {hasNextPage && <div><Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{say('customer.more_cases')}</Button></div>}
    </section>
  )
}
