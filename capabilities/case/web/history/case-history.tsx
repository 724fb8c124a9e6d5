import { ApiOutlined, RobotOutlined, SmileOutlined, UserOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Skeleton, Switch } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { TimeText } from '#ui/time/time-text.tsx'
import { localeNow } from '#ui/words/words.ts'
import type { CaseView } from '../../contract.ts'
import type { CaseEvent } from '../../core/case-event.ts'
import { sayEvent, type EventNames } from '../../core/say-event.ts'
import { saidWith, type Quote } from '../../core/customer-words.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { useRecords } from '../pieces/use-records.ts'
import { CustomerQuotes } from '../voice/customer-quotes.tsx'
import { ClauseLinks } from '../work/clause-links.tsx'
import { useGuide } from '../work/use-case.ts'
import { usePageWords } from '../work/use-page-words.ts'
import styles from './case-history.module.css'
import { clausesOf, otherCasesIn } from './event-clauses.ts'
import { entriesOf, type HistoryEntry, type HistoryEvent } from './history-entries.ts'
import { useEventNames } from './use-event-names.ts'

const PAGE = 100

/** Who changed what, by which rule, and when: the events of the case in sentences, newest first. */
export function CaseHistory({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const [everything, setEverything] = useState(false)
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: caseKeys.history(view.id),
    queryFn: async ({ pageParam, signal }) => askCase('GET /api/v1/cases/:id/events', { params: { id: view.id }, query: { limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const events = useMemo((): readonly HistoryEvent[] => data?.pages.flatMap(({ items }) => items) ?? [], [data])
  const entries = useMemo(() => entriesOf(events, everything).toReversed(), [events, everything])
  const names = useEventNames(view, useMemo(() => otherCasesIn(events), [events]))
  if (data === undefined) return <div className={styles['history']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  return (
    <div className={styles['history']}>
      <label className={styles['all']}><Switch size="small" checked={everything} onChange={setEverything} /> {say('history.everything')}</label>
      {hasNextPage && <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>{say('history.more')}</Button>}
      <ol className={styles['entries']} aria-label={say('pane.history')}>
        {entries.map((entry) => <Entry key={entry.id} entry={entry} names={names} view={view} />)}
      </ol>
    </div>
  )
}

type EntryProps = { readonly entry: HistoryEntry; readonly names: EventNames; readonly view: CaseView }
const SIGNS: Readonly<Record<string, ReactNode>> = { staff: <UserOutlined />, api_key: <ApiOutlined />, customer: <SmileOutlined />, system: <RobotOutlined /> }

function Entry({ entry, names, view }: EntryProps) {
  const say = usePageWords()
  const { actorKind, actorId } = entry
  const quotes = useQuotes(view.id, entry)
  const who = actorKind === 'staff' && actorId !== null ? names.person(actorId) : say(`actor.${actorKind as 'system'}`)
  return (
    <li className={styles['entry']}>
      <span aria-hidden className={styles['sign']}>{SIGNS[actorKind]}</span>
      <div className={styles['body']}>
        <span><strong>{who}</strong> <Sentence event={entry.event} names={names} view={view} /></span>
        <CustomerQuotes quotes={quotes} />
        {entry.followed.length > 0 && <ul className={styles['followed']}>{entry.followed.map(({ id, event }) => <li key={id}><Sentence event={event} names={names} view={view} /></li>)}</ul>}
        <span className={styles['when']}><TimeText past at={entry.at} /></span>
      </div>
    </li>
  )
}

/** What the customer said with it. A score that came with a form follows from the form. */
function useQuotes(caseId: string, { event, followed }: HistoryEntry): readonly Quote[] {
  const records = useRecords(caseId)
  return [event, ...followed.map((each) => each.event)].flatMap((each) => saidWith(records, each))
}

function Sentence({ event, names, view }: { readonly event: CaseEvent; readonly names: EventNames; readonly view: CaseView }) {
  const guide = useGuide(view)
  const clauses = clausesOf(event, { view, guide })
  return <>{sayEvent(event, names, localeNow())} {clauses.length > 0 && <ClauseLinks clauses={clauses} />}</>
}
