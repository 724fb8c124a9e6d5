import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import type { HandbookVersionView } from '#capabilities/handbook/contract.ts'
import { versionsQuery } from '#capabilities/handbook/web/pieces/handbook-api.ts'
import { WhereLine } from '#capabilities/handbook/web/pieces/where-line.tsx'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { Choice } from '../moving/choice-fields.tsx'
import { MoveCases } from '../moving/move-cases.tsx'
import { MoveProgress } from '../moving/move-progress.tsx'
import { useMoveRun } from '../moving/move-run.ts'
import { useRunningCases } from '../moving/use-running-cases.ts'
import styles from '../moving/moving.module.css'
import { useMoveWords } from '../moving/use-move-words.ts'

/** 移动进行中的工单: which version they leave, which they go on under, and which of them. */
export function MoveCasesScreen() {
  const say = useMoveWords()
  const may = useMay('case.move_version') !== undefined
  const { data, error } = useQuery(versionsQuery)
  const [pair, setPair] = useState<{ readonly from: string; readonly to: string } | null>(null)
  if (data === undefined) return <div className={styles['page']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  const to = data.items.find(({ id }) => id === (pair?.to ?? data.inForce))
  const from = data.items.find(({ id }) => id === (pair?.from ?? data.items.find((version) => version.number < (to?.number ?? 0))?.id)) ?? data.items.find(({ id }) => id !== to?.id)
  const options = data.items.map(({ id, number, effectiveOn }) => ({ value: id, label: say('version', { number, date: effectiveOn }) }))
  return (
    <div className={styles['page']}>
      <WhereLine here={say('title')} />
      <PageHead title={say('title')} text={say('text')} />
      {!may ? <EmptyNote title={say('not_allowed')} text={say('not_allowed_text')} /> : from === undefined || to === undefined ? <EmptyNote title={say('one_version')} text={say('one_version_text')} /> : (
        <>
          <section className={styles['card']} aria-labelledby="versions">
            <h2 id="versions" className={styles['title']}>{say('versions')}</h2>
            <div className={styles['fields']}>
              <Choice label={say('from')} value={from.id} options={options} onChange={(id) => setPair({ from: id, to: to.id })} />
              <Choice label={say('to')} value={to.id} options={options} onChange={(id) => setPair({ from: from.id, to: id })} />
            </div>
            {from.id === to.id && <p role="alert">{say('same')}</p>}
          </section>
          {from.id !== to.id && <Moving key={`${from.id} ${to.id}`} from={from} to={to} />}
        </>
      )}
    </div>
  )
}

/** What runs under a version, and the move that may be going on. */
function Moving({ from, to }: { readonly from: HandbookVersionView; readonly to: HandbookVersionView }) {
  const say = useMoveWords()
  const run = useMoveRun()
  const { data, error, dataUpdatedAt } = useRunningCases(from.id)
  if (run !== null) return <MoveProgress run={run} numberOf={(id) => data?.cases.find((each) => each.id === id)?.number ?? id} />
  if (data === undefined) return <><ProblemNote problem={error} />{error === null && <Skeleton active />}</>
  if (data.cases.length === 0) return <EmptyNote title={say('none')} text={say('none_text')} />
  return <MoveCases key={dataUpdatedAt} cases={data.cases} more={data.more} from={from.id} to={to} />
}
