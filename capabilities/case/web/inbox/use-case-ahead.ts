import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { caseQuery, threadQuery } from '../pieces/case-queries.ts'

/** Who stays on a row this long is about to open it; who passes over it is not. */
const STAYING_MS = 120
const IDLE_MS_MAX = 3_000

/** Makes a case ready before it is opened: its screen as soon as the list stands still, its thread when one stays on its row. Null: on none any more. */
export function useCaseAhead(): (id: string | null) => void {
  const cache = useQueryClient()
  const staying = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => whenIdle(() => void import('../screens/case-screen.tsx')), [])
  useEffect(() => () => clearTimeout(staying.current), [])
  return useCallback((id: string | null) => {
    clearTimeout(staying.current)
    if (id === null) return
    staying.current = setTimeout(() => {
      void cache.prefetchQuery(caseQuery(id))
      void cache.prefetchInfiniteQuery(threadQuery(id))
    }, STAYING_MS)
  }, [cache])
}

/** Not every browser says when it is idle. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, IDLE_MS_MAX)
    return () => clearTimeout(timer)
  }
  const asked = requestIdleCallback(run, { timeout: IDLE_MS_MAX })
  return () => cancelIdleCallback(asked)
}
