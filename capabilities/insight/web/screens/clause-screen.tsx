import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { CarrierLine, carrierKind } from '#capabilities/handbook/web/pieces/carrier-line.tsx'
import { clauseQuery } from '#capabilities/handbook/web/pieces/handbook-api.ts'
import { useHandbookWords } from '#capabilities/handbook/web/pieces/use-handbook-words.ts'
import { WhereLine } from '#capabilities/handbook/web/pieces/where-line.tsx'
import type { ClauseView } from '#capabilities/handbook/book-contract.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { Problem } from '#ui/talk/problem.ts'
import { AttainmentPart } from '../clause/attainment-part.tsx'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './clause-screen.module.css'

/** 条款: what is promised, what in the handbook carries it out, and how well it was kept. */
export function ClauseScreen({ id }: { readonly id: string }) {
  const say = useInsightWords()
  const reports = useMay('report.read') === 'all'
  const { data: clause, error } = useQuery(clauseQuery(id))
  if (error instanceof Problem && (error.status === 404 || error.status === 400)) return <EmptyNote title={say('missing.title', { id })} text={say('missing.text')}><Link to="/handbook">{say('missing.back')}</Link></EmptyNote>
  if (clause === undefined) return <div className={styles['page']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  return (
    <div className={styles['page']}>
      <WhereLine here={clause.id} />
      <PageHead title={`${clause.id} ${clause.title}`} />
      <blockquote className={styles['text']}>{clause.text}</blockquote>
      <Carriers carriers={clause.carriers} />
      {reports ? <AttainmentPart clause={clause.id} /> : <p className={styles['quiet']}>{say('no_reports')}</p>}
    </div>
  )
}

function Carriers({ carriers }: { readonly carriers: ClauseView['carriers'] }) {
  const say = useInsightWords()
  const sayBook = useHandbookWords()
  const groups = [...Map.groupBy(carriers, ({ scenario }) => scenario?.name ?? '')]
  return (
    <section className={styles['carriers']} aria-labelledby="carriers">
      <h2 id="carriers">{say('carriers')}</h2>
      {groups.map(([scenario, all]) => (
        <div key={scenario} className={styles['group']}>
          <h3>{scenario === '' ? say('carriers.everywhere') : sayBook('carrier', { kind: carrierKind('scenarios', sayBook), name: scenario })}</h3>
          <ul>{all.map((carrier) => <li key={`${carrier.kind} ${carrier.key}`}><CarrierLine carrier={carrier} /></li>)}</ul>
        </div>
      ))}
    </section>
  )
}
