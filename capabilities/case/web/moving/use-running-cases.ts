import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { RunningCase } from '../../move-contract.ts'
import { askCase } from '../pieces/case-api.ts'

const PAGE = 500
const CASES_MAX = 5_000

/** The cases that run under a version, the oldest first; `more`: there are others beyond what one screen takes. */
export type Running = { readonly cases: readonly RunningCase[]; readonly more: boolean }

export const useRunningCases = (handbookId: string): UseQueryResult<Running> =>
  useQuery({
    queryKey: ['version-moves', 'cases', handbookId],
    queryFn: async ({ signal }): Promise<Running> => {
      const cases: RunningCase[] = []
      let after: string | null = null
      do {
        const page: { readonly items: readonly RunningCase[]; readonly next: string | null } = await askCase('GET /api/v1/version-moves/cases', { query: { handbookId, limit: PAGE, ...(after === null ? {} : { after }) } }, { signal })
        cases.push(...page.items)
        after = page.next
      } while (after !== null && cases.length < CASES_MAX)
      return { cases, more: after !== null }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
