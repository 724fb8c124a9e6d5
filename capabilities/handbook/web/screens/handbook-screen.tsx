import { BranchesOutlined, FormOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { HandbookOverview } from '../../book-contract.ts'
import { ClauseTable } from '../overview/clause-table.tsx'
import { ClauseTags } from '../pieces/clause-tags.tsx'
import { overviewQuery } from '../pieces/handbook-api.ts'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import styles from './handbook-screens.module.css'

/** 服务手册: which version is in force, its scenarios, its clauses. `kept` says how well a clause was kept; null for those who may not know. */
export function HandbookScreen({ kept }: { readonly kept: ((clause: string) => ReactNode) | null }) {
  const say = useHandbookWords()
  const { data: book, error } = useQuery(overviewQuery())
  if (book === undefined) return <div className={styles['page']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  return (
    <div className={styles['page']}>
      <PageHead title={book.name} text={say('in_force', { number: book.version, date: book.effectiveOn })}>
        <Link to="/handbook/versions"><Button icon={<BranchesOutlined />}>{say('versions.open')}</Button></Link>
      </PageHead>
      <section aria-labelledby="scenarios">
        <h2 id="scenarios" className={styles['heading']}>{say('scenarios')}</h2>
        <ul className={styles['scenarios']}>{book.scenarios.map((scenario) => <li key={scenario.key}><ScenarioCard scenario={scenario} /></li>)}</ul>
      </section>
      <ClauseTable kept={kept} />
    </div>
  )
}

function ScenarioCard({ scenario: { key, name, prefix, audience, aim, clauses, follows, steps, forms } }: { readonly scenario: HandbookOverview['scenarios'][number] }) {
  const say = useHandbookWords()
  return (
    <article className={styles['scenario']}>
      <h3><Link to="/handbook/scenarios/$key" params={{ key }} search={{}}>{name}</Link><Tag>{prefix}</Tag>{follows && <ToneChip tone="note">{say('follows')}</ToneChip>}</h3>
      <p><span className={styles['label']}>{say('audience')}</span>{audience}</p>
      <p><span className={styles['label']}>{say('aim')}</span>{aim}</p>
      <p className={styles['facts']}><span>{say('steps_count', { count: steps })}</span><ClauseTags ids={clauses} /></p>
      <p className={styles['forms']}>
        <span className={styles['label']}><FormOutlined aria-hidden /> {say('forms')}</span>
        {forms.map((form) => <Link key={form.key} to="/handbook/scenarios/$key" params={{ key }} search={{ tab: 'forms' }}>{form.name}</Link>)}
      </p>
    </article>
  )
}
