import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import type { Tone } from '#ui/theme/tokens.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import { localeNow } from '#ui/words/words.ts'
import type { AttainedCases } from '../../contract.ts'
import { askCases, type Period, type Standing } from '../pieces/insight-api.ts'
import { sayDuration } from '../pieces/say-duration.ts'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './attainment-part.module.css'

type Row = AttainedCases['items'][number]
const STANDINGS = ['missed', 'unknown', 'running', 'met'] as const satisfies readonly Standing[]
const SIGNS: Readonly<Record<Standing, readonly [tone: Tone, icon: ReactNode]>> = {
  missed: ['bad', <CloseCircleOutlined key="missed" />], unknown: ['calm', <QuestionCircleOutlined key="unknown" />],
  running: ['info', <ClockCircleOutlined key="running" />], met: ['good', <CheckCircleOutlined key="met" />],
}

/** The cases behind the figures, missed ones first. */
export function AttainedList({ clause, period }: { readonly clause: string; readonly period: Period }) {
  const say = useInsightWords()
  const narrow = useNarrow()
  const [standing, setStanding] = useState<Standing | 'all'>('all')
  const cases = useInfiniteQuery({
    queryKey: ['attainment', clause, 'cases', period, standing],
    queryFn: async ({ pageParam, signal }) => askCases({ clause, period, standing: standing === 'all' ? null : standing, after: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const rows = cases.data?.pages.flatMap(({ items }) => items) ?? []
  const columns: TableColumnsType<Row> = [
    { key: 'case', title: say('column.case'), render: (_value, row) => <CaseName row={row} /> },
    { key: 'standing', title: say('column.standing'), render: (_value, row) => <StandingChip standing={row.standing} /> },
    { key: 'started', title: say('column.started'), render: (_value, { startedAt }) => <TimeText past at={startedAt} /> },
    { key: 'due', title: say('column.due'), render: (_value, { dueAt }) => (dueAt === null ? '–' : <TimeText at={dueAt} />) },
    { key: 'counted', title: say('column.counted'), render: (_value, { counted }) => sayDuration(counted, localeNow()) },
  ]
  return (
    <div className={styles['list']}>
      <div className={styles['head']}>
        <h3 className={styles['subhead']}>{say('cases')}</h3>
        <Segmented aria-label={say('column.standing')} value={standing} onChange={setStanding} options={(['all', ...STANDINGS] as const).map((value) => ({ value, label: say(`standing.${value}`) }))} />
      </div>
      <ProblemNote problem={cases.error} />
      {narrow ? <AttainedCards rows={rows} none={cases.isSuccess} /> : <div className={styles['scroll']} role="region" aria-label={say('cases')} tabIndex={0}><Table<Row> aria-label={say('cases')} size="middle" rowKey="caseId" columns={columns} dataSource={rows} loading={cases.isLoading} pagination={false} locale={{ emptyText: cases.isSuccess ? say('cases.none') : null }} /></div>}
      {cases.hasNextPage && <Button className={styles['more'] ?? ''} loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>{say('more')}</Button>}
    </div>
  )
}

function CaseName({ row: { caseId, number, subject } }: { readonly row: Row }) {
  return <div><Link to="/cases/$id" params={{ id: caseId }}>{number}</Link><p className={styles['small']}>{subject ?? '–'}</p></div>
}

function StandingChip({ standing }: { readonly standing: Standing }) {
  const say = useInsightWords()
  return <ToneChip tone={SIGNS[standing][0]} icon={SIGNS[standing][1]}>{say(`standing.${standing}`)}</ToneChip>
}

/** The same one under the other, where a table would have to be pushed aside. */
function AttainedCards({ rows, none }: { readonly rows: readonly Row[]; readonly none: boolean }) {
  const say = useInsightWords()
  if (rows.length === 0) return none ? <p className={styles['small']}>{say('cases.none')}</p> : null
  return (
    <ul className={styles['cards']} aria-label={say('cases')}>
      {rows.map((row) => (
        <li key={row.caseId} className={styles['card']}>
          <CaseName row={row} /><StandingChip standing={row.standing} />
          <p className={styles['cardTimes']}>
            <span>{say('column.started')} <TimeText past at={row.startedAt} /></span>
            {row.dueAt !== null && <span>{say('column.due')} <TimeText at={row.dueAt} /></span>}
            {row.counted !== null && <span>{say('column.counted')} {sayDuration(row.counted, localeNow())}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}
