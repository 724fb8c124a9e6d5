import { useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SearchKind } from '../../core/search-kind.ts'
import type { SearchFound } from '../../search-contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { askable } from './askable.ts'

/** So long after the last key the search begins. */
const PAUSE_MS = 150
const FRESH_MS = 10_000

/**
 * A few of each kind while somebody types. Each text has its own answer, and a request for a text that was typed on is given up:
 * an answer that comes late is never shown for another question. `pending`: what is shown is not yet the answer to what stands there.
 */
export function useFoundWhileTyping(typed: string): { readonly found: SearchFound | undefined; readonly pending: boolean; readonly error: Error | null } {
  const q = askable(typed)
  const settled = useSettled(q)
  const answer = useQuery({
    queryKey: ['search', 'few', settled],
    queryFn: async ({ signal }) => askCase('GET /api/v1/search', { query: { q: settled } }, { signal }),
    enabled: settled !== '',
    staleTime: FRESH_MS,
  })
  const isAnswer = q !== '' && settled === q
  return { found: isAnswer ? answer.data : undefined, pending: q !== '' && (!isAnswer || answer.isFetching), error: isAnswer ? answer.error : null }
}

function useSettled(q: string): string {
  const [settled, setSettled] = useState(q)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(q), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [q])
  return settled
}

/** Everything of one kind, page by page; a few of each where no kind is named. */
export function useFound(typed: string, kind: SearchKind | undefined) {
  const q = askable(typed)
  return useInfiniteQuery<SearchFound, Error, InfiniteData<SearchFound, string | null>, readonly unknown[], string | null>({
    queryKey: ['search', 'all', q, kind ?? null],
    queryFn: async ({ pageParam, signal }) => askCase('GET /api/v1/search', { query: { q, ...(kind === undefined ? {} : { kinds: kind }), ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    enabled: q !== '',
    staleTime: FRESH_MS,
  })
}
