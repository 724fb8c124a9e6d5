import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { bringIntoView } from '#ui/pieces/bring-into-view.ts'
import { COUNTED_VIEWS, VIEWS } from '../../core/standing-view.ts'
import type { SavedView } from '../../inbox-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import styles from './view-rail.module.css'

const VIEWS_COUNTED_MAX = 20

/** The views: those everybody has, one's own, those colleagues share; with numbers that stop at 99. */
export function ViewRail({ view }: { readonly view: string }) {
  const say = useCaseWords()
  const kept = useSavedViews()
  const saved = kept ?? []
  const names = [...COUNTED_VIEWS, ...saved.map(({ id }) => id)].slice(0, VIEWS_COUNTED_MAX)
  const counts = useQuery({ queryKey: caseKeys.counts(names), queryFn: async ({ signal }) => askCase('GET /api/v1/cases/counts', { query: { views: names } }, { signal }), enabled: kept !== undefined })
  const countOf = (name: string): string => {
    const found = counts.data?.items.find((item) => item.view === name)
    return found === undefined ? '' : found.more ? `${found.count}+` : String(found.count)
  }
  const rail = useRef<HTMLElement>(null)
  const counted = counts.isSuccess
  // The strip grows when the numbers and one's own views come.
  useEffect(() => bringIntoView(rail.current?.querySelector<HTMLElement>('[aria-current="page"]') ?? null), [view, counted, saved.length])
  return (
    <nav ref={rail} className={styles['rail']} aria-label={say('inbox.views')}>
      <ul>
        {VIEWS.map((name) => <ViewLink key={name} view={name} name={say(`view.${name}`)} count={countOf(name)} here={view === name} />)}
      </ul>
      {saved.length > 0 && (
        <>
          <h2 className={styles['head']}>{say('inbox.own_views')}</h2>
          <ul>
            {saved.map((kept) => (
              <ViewLink key={kept.id} view={kept.id} name={kept.name} count={countOf(kept.id)} here={view === kept.id} {...(kept.mine ? {} : { by: say('inbox.shared_by', { name: kept.owner.name }) })} />
            ))}
          </ul>
        </>
      )}
    </nav>
  )
}

type ViewLinkProps = { readonly view: string; readonly name: string; readonly count: string; readonly here: boolean; readonly by?: string }

function ViewLink({ view, name, count, here, by }: ViewLinkProps) {
  const say = useCaseWords()
  return (
    <li>
      <Link to="/inbox" search={{ view }} className={styles['view']} data-here={here} aria-current={here ? 'page' : undefined} title={by}>
        <span className={styles['name']}>{name}</span>
        {count !== '' && <span className={styles['count']} aria-label={say('view.count', { name, count })} data-some={count !== '0'} data-late={view === 'overdue'}>{count}</span>}
      </Link>
    </li>
  )
}

/** One's own views and those that are shared, in their order; undefined until they are known. */
export function useSavedViews(): readonly SavedView[] | undefined {
  return useQuery({ queryKey: caseKeys.views, queryFn: async ({ signal }) => askCase('GET /api/v1/case-views', {}, { signal }) }).data?.items
}
