import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMe } from '#capabilities/access/web/pieces/use-me.ts'
import type { CaseView } from '../../contract.ts'
import type { ScenarioGuide } from '../../guide-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { caseQuery } from '../pieces/case-queries.ts'

/** One case as it is now; live news has it read again. */
export const useCaseView = (id: string): UseQueryResult<CaseView> => useQuery(caseQuery(id))

/** The scenario of a case as its own version of the handbook has it; a version never changes. */
export function useGuide({ scenario: { key }, handbookId }: Pick<CaseView, 'scenario' | 'handbookId'>): ScenarioGuide | undefined {
  return useQuery({
    queryKey: ['scenario-guide', key, handbookId],
    queryFn: async ({ signal }) => askCase('GET /api/v1/scenarios/:key', { params: { key }, query: { handbookId } }, { signal }),
    staleTime: Infinity,
  }).data
}

/** What is to be read again after something was done to a case. */
export const caseChanges = (id: string): readonly (readonly unknown[])[] => [caseKeys.one(id), caseKeys.lists]

/** Whether the reader may do what is left to these roles. */
export function useInRole(roles: readonly { readonly key: string }[]): boolean {
  const me = useMe()
  return me.permissions['case.stand_in'] !== undefined || roles.some(({ key }) => me.roles.includes(key))
}
