import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useDeferredValue, useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { Problem } from '#ui/talk/problem.ts'
import type { CaseView } from '../../contract.ts'
import { CustomerColumn } from '../customer-column/customer-column.tsx'
import { CaseHistory } from '../history/case-history.tsx'
import { CaseThread } from '../thread/case-thread.tsx'
import { CaseHead } from '../work/case-head.tsx'
import { PaneChoice, type Pane } from '../work/pane-choice.tsx'
import { useCaseView } from '../work/use-case.ts'
import { usePageWords } from '../work/use-page-words.ts'
import { WhyOpened } from '../voice/why-opened.tsx'
import { WorkColumn } from '../work/work-column.tsx'
import styles from './case-screen.module.css'

/** 工单: what was said, what is to be done, and who it is for, side by side. */
export function CaseScreen({ id }: { readonly id: string }) {
  const say = usePageWords()
  const { data: view, error } = useCaseView(id)
  if (error instanceof Problem && error.missing) return <EmptyNote title={say('missing.title')} text={say('missing.text')}><Link to="/inbox" search={{ view: 'mine' }}>{say('missing.back')}</Link></EmptyNote>
  if (view === undefined) return <div className={styles['loading']}><ProblemNote problem={error} />{error === null && <Skeleton active />}</div>
  return <CasePage view={view} />
}

function CasePage({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const [pane, setPane] = useState<Pane>(() => (matchMedia('(max-width: 860px)').matches ? 'thread' : 'work'))
  // First what was said and where it stands; the forms beside it in the next breath, which a press may interrupt.
  const settled = useDeferredValue(true, false)
  return (
    <div className={styles['page']} data-pane={pane}>
      <CaseHead view={view} onPane={setPane} />
      <PaneChoice pane={pane} onPane={setPane} />
      <section className={styles['thread']} aria-label={say('pane.thread')}>{view.parentId !== null && <WhyOpened parentId={view.parentId} scenario={view.scenario.key} />}<CaseThread view={view} /></section>
      <section className={styles['middle']} aria-label={say(pane === 'history' ? 'pane.history' : 'pane.work')}>
        {!settled ? null : pane === 'history' ? <CaseHistory view={view} /> : <WorkColumn view={view} />}
      </section>
      <aside className={styles['customer']} aria-label={say('pane.customer')}>{settled && <CustomerColumn view={view} />}</aside>
    </div>
  )
}
