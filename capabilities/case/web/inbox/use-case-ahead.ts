import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { caseQuery, threadQuery } from '../pieces/case-queries.ts'

/** Who stays on a row this long is about to open it; who passes over it is not. */
const STAYING_MS = 120
/** Whoever has just opened the list begins to move in it: that comes first. */
const AFTER_MS = 1_500
const IDLE_MS_MAX = 3_000

/** Where it cannot be had now, it is asked for again when the case is opened. */
const readScreen = async (): Promise<unknown> => import('../screens/case-screen.tsx').catch(() => undefined)

/** Makes a case ready before it is opened: its screen some time after the list is there, its thread when one stays on its row. Null: on none any more. */
export function useCaseAhead(listed: boolean): (id: string | null) => void {
  const cache = useQueryClient()
  const staying = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => (listed ? whenIdle(() => void readScreen()) : undefined), [listed])
  useEffect(() => () => clearTimeout(staying.current), [])
  return useCallback((id: string | null) => {
    clearTimeout(staying.current)
    if (id === null) return
    staying.current = setTimeout(() => {
      void readScreen()
      void cache.prefetchQuery(caseQuery(id))
      void cache.prefetchInfiniteQuery(threadQuery(id))
    }, STAYING_MS)
  }, [cache])
}

/** Not every browser says when it is idle. */
function whenIdle(run: () => void): () => void {
  const timer = setTimeout(() => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: IDLE_MS_MAX })
    else run()
  }, AFTER_MS)
  return () => clearTimeout(timer)
}
