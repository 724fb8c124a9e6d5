import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { askCase } from '#capabilities/case/web/pieces/case-api.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { KeptPromises } from '../overview/kept-promises.tsx'
import { LowScores } from '../overview/low-scores.tsx'
import styles from '../overview/overview.module.css'
import { TodayCounts } from '../overview/today-counts.tsx'
import { WorkTable } from '../overview/work-table.tsx'
import { useInsightWords } from '../pieces/use-insight-words.ts'

const AGAIN_MS = 60_000

/** 团队概览: what a lead looks at each morning: what is late, who has how much, what was promised and kept, who is dissatisfied. */
export function OverviewScreen() {
  const say = useInsightWords()
  return useMay('report.read') === undefined ? <EmptyNote title={say('overview.not_allowed')} text={say('overview.not_allowed_text')} /> : <Overview />
}

function Overview() {
  const say = useInsightWords()
  const reports = useMay('report.read') === 'all'
  const { data, error } = useQuery({ queryKey: ['overview'], queryFn: async ({ signal }) => askCase('GET /api/v1/overview', {}, { signal }), refetchInterval: AGAIN_MS })
  return (
    <div className={styles['page']}>
      <PageHead title={say('overview.title')} text={say('overview.text')} />
      <TodayCounts />
      <ProblemNote problem={error} />
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && (
        <div className={styles['halves']}>
          <div className={styles['column']}>
            <WorkTable name={say('overview.teams')} of="teamId" rows={data.teams} none={say('overview.no_teams')} more={data.more.teams ? say('overview.more_teams', { count: data.teams.length }) : null} />
            <WorkTable name={say('overview.colleagues')} of="assigneeId" rows={data.colleagues} none={say('overview.no_colleagues')} more={data.more.colleagues ? say('overview.more_colleagues', { count: data.colleagues.length }) : null} />
          </div>
          <div className={styles['column']}>
            {reports && <KeptPromises />}
            <LowScores low={data.low} more={data.more.low} />
          </div>
        </div>
      )}
    </div>
  )
}
