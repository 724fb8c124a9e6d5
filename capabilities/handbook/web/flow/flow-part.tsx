import { useQuery } from '@tanstack/react-query'
import { Collapse, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import { flowchartQuery } from '../pieces/handbook-api.ts'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import type { CasePosition } from '../pieces/case-position.ts'
import styles from './flow-part.module.css'
import { FlowText } from './flow-text.tsx'

const FlowCanvas = lazy(async () => import('./flow-canvas.tsx'))

/** The course of a scenario: drawn, and written out for those who cannot see the drawing. On a telephone it is written out, lane after lane. */
export function FlowPart({ scenario, handbookId, position }: { readonly scenario: string; readonly handbookId: string; readonly position: CasePosition | null }) {
  const say = useHandbookWords()
  const narrow = useNarrow()
  const { data: chart, error } = useQuery(flowchartQuery(scenario, handbookId))
  if (chart === undefined) return <><ProblemNote problem={error} />{error === null && <Skeleton active />}</>
  const text = <FlowText chart={chart} position={position} />
  if (narrow) return text
  return (
    <div className={styles['part']}>
      <Suspense fallback={<Skeleton active />}><FlowCanvas chart={chart} version={handbookId} position={position} /></Suspense>
      <Collapse items={[{ key: 'text', label: say('flow.text'), children: text }]} />
    </div>
  )
}
