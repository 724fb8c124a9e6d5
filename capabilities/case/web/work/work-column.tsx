import { Skeleton } from 'antd'
import type { CaseView } from '../../contract.ts'
import { CasePath } from './case-path.tsx'
import { ContactCard } from './contact-card.tsx'
import { RecordCard } from './record-card.tsx'
import { RelatedCases } from './related-cases.tsx'
import { ScoreCards } from './score-cards.tsx'
import { useGuide } from './use-case.ts'
import styles from './work-column.module.css'
import { Classes } from './classes.tsx'

/** What is to be done: where the case stands on its way, the form of the step, and what can be written down beside it. */
export function WorkColumn({ view }: { readonly view: CaseView }) {
  const guide = useGuide(view)
  if (guide === undefined) return <div className={styles['work']}><Skeleton active /></div>
  return (
    <div className={styles['work']}>
      <Classes view={view} guide={guide} />
      <CasePath view={view} guide={guide} />
      <ScoreCards view={view} guide={guide} />
      <ContactCard view={view} />
      <RecordCard view={view} guide={guide} />
      <RelatedCases view={view} />
    </div>
  )
}
