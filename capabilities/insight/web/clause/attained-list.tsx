import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
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
  const [standing, setStanding] = useState<Standing | 'all'>('all')
  const cases = useInfiniteQuery({
    queryKey: ['attainment', clause, 'cases', period, standing],
    queryFn: async ({ pageParam, signal }) => askCases({ clause, period, standing: standing === 'all' ? null : standing, after: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const columns: TableColumnsType<Row> = [
    { key: 'case', title: say('column.case'), render: (_value, { caseId, number, subject }) => <><Link to="/cases/$id" params={{ id: caseId }}>{number}</Link><p className={styles['small']}>{subject ?? '–'}</p></> },
    { key: 'standing', title: say('column.standing'), render: (_value, { standing: how }) => <ToneChip tone={SIGNS[how][0]} icon={SIGNS[how][1]}>{say(`standing.${how}`)}</ToneChip> },
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
      <div className={styles['scroll']} role="region" aria-label={say('cases')} tabIndex={0}><Table<Row> aria-label={say('cases')} size="middle" rowKey="caseId" columns={columns} dataSource={cases.data?.pages.flatMap(({ items }) => items) ?? []} loading={cases.isLoading} pagination={false} locale={{ emptyText: cases.isSuccess ? say('cases.none') : null }} /></div>
      {cases.hasNextPage && <Button className={styles['more'] ?? ''} loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>{say('more')}</Button>}
    </div>
  )
}
