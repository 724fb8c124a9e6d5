import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { CaseRow } from '#capabilities/case/inbox-contract.ts'
import { askCase, caseKeys } from '#capabilities/case/web/pieces/case-api.ts'

/** Ids alone, for this tab alone: nothing about a customer stays in the browser. */
const KEY = 'careloop.recent'
const KEPT_MAX = 8
const CASE = /^\/cases\/([0-9a-f-]{36})$/

function recentIds(): readonly string[] {
  return (sessionStorage.getItem(KEY) ?? '').split(' ').filter((id) => id !== '')
}

/** Remembers the cases that are opened. */
export function useRememberOpened(): void {
  const id = useRouterState({ select: ({ location }) => CASE.exec(location.pathname)?.[1] })
  useEffect(() => {
    if (id !== undefined) sessionStorage.setItem(KEY, [id, ...recentIds().filter((other) => other !== id)].slice(0, KEPT_MAX).join(' '))
  }, [id])
}

/** The cases opened lately, the last first, as far as one may still see them. */
export function useRecentCases(): readonly CaseRow[] {
  const ids = recentIds()
  const { data } = useQuery({
    queryKey: [...caseKeys.lists, 'recent', ids],
    queryFn: async ({ signal }) => askCase('GET /api/v1/cases', { query: { view: 'all', ids: [...ids], limit: KEPT_MAX } }, { signal }),
    enabled: ids.length > 0,
  })
  return ids.flatMap((id) => data?.items.find((row) => row.id === id) ?? [])
}
