import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { Link } from '@tanstack/react-router'
import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { useCaseChanges } from '../pieces/live.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'
import styles from './work-column.module.css'

const RELATED = ['cases', 'related'] as const

/** Cases this one came from, led to, was merged into, or is tied to. */
export function RelatedCases({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const cache = useQueryClient()
  const { parentId, mergedInto, childIds, linkedIds } = view
  const ids = useMemo(() => [parentId, mergedInto, ...childIds, ...linkedIds].filter((id) => id !== null), [parentId, mergedInto, childIds, linkedIds])
  const { data } = useQuery({
    queryKey: [...RELATED, ids],
    queryFn: async ({ signal }) => askCase('GET /api/v1/cases', { query: { view: 'all', ids, limit: 100 } }, { signal }),
    enabled: ids.length > 0,
  })
  // A child may come into being after its parent has named it, and each of them goes its own way.
  useCaseChanges(useCallback(({ changed }) => {
    if (changed.some(({ id }) => ids.includes(id))) void cache.invalidateQueries({ queryKey: [...RELATED, ids] })
  }, [cache, ids]))
  if (ids.length === 0) return null
  const as = (id: string): 'parent' | 'merged' | 'child' | 'linked' => (id === view.parentId ? 'parent' : id === view.mergedInto ? 'merged' : view.childIds.includes(id) ? 'child' : 'linked')
  return (
    <section className={styles['card']}>
      <h2 className={styles['title']}>{say('related.heading')}</h2>
      <ul className={styles['list']}>
        {data?.items.map((row) => <li key={row.id}><RelatedCase caseId={view.id} mayUnlink={view.permissions.includes('case.link')} as={as(row.id)} row={row} /></li>)}
      </ul>
    </section>
  )
}

type RelatedProps = { readonly caseId: string; readonly mayUnlink: boolean; readonly as: 'parent' | 'merged' | 'child' | 'linked'; readonly row: { readonly id: string; readonly number: string; readonly subject: string | null; readonly status: string } }

function RelatedCase({ caseId, mayUnlink, as, row }: RelatedProps) {
  const say = usePageWords()
  const sayCase = useCaseWords()
  const unlinking = useCommand({ run: async (other: string, key) => askCase('DELETE /api/v1/cases/:id/links/:other', { params: { id: caseId, other } }, { key }), changes: () => caseChanges(caseId) })
  return (
    <p>
      <span className={styles['small']}>{say(`related.${as}`)}</span>{' '}
      <Link to="/cases/$id" params={{ id: row.id }}>{row.number}</Link> {row.subject} <span className={styles['small']}>{sayCase(`status.${row.status as 'open'}`)}</span>
      {as === 'linked' && mayUnlink && <Button type="text" size="small" icon={<CloseOutlined />} aria-label={say('related.unlink', { number: row.number })} loading={unlinking.isPending} onClick={() => unlinking.mutate(row.id)} />}
    </p>
  )
}
