import { lazy, Suspense } from 'react'
import { useBatchRun } from '../inbox/batch-run.ts'

const BatchNotice = lazy(async () => import('../inbox/batch-notice.tsx'))

/** The notice of a batch, on every page while there is one. */
export function BatchGoingOn() {
  const run = useBatchRun()
  return run === null ? null : <Suspense fallback={null}><BatchNotice run={run} /></Suspense>
}
