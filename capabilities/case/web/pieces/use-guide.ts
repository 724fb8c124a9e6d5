import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import type { ScenarioGuide } from '../../guide-contract.ts'
import { askCase } from './case-api.ts'

const FRESH_MS = 600_000

/** The scenarios of the handbook in force. */
const scenariosQuery = queryOptions({ queryKey: ['scenarios'], queryFn: async ({ signal }) => askCase('GET /api/v1/scenarios', {}, { signal }), staleTime: FRESH_MS })

/** Forms, classes, waits and records of a scenario as a version has them; a version never changes. */
const guideQuery = (key: string, handbookId?: string) => queryOptions({
  queryKey: ['scenarios', key, handbookId ?? 'in-force'],
  queryFn: async ({ signal }) => askCase('GET /api/v1/scenarios/:key', { params: { key }, query: handbookId === undefined ? {} : { handbookId } }, { signal }),
  staleTime: handbookId === undefined ? FRESH_MS : Infinity,
})

export const useScenarios = () => useQuery(scenariosQuery)
export const useGuide = (key: string, handbookId?: string) => useQuery(guideQuery(key, handbookId))

/** The guides of all scenarios in force. */
export function useGuides(): readonly ScenarioGuide[] {
  const { data } = useScenarios()
  return useQueries({ queries: (data?.items ?? []).map(({ key }) => guideQuery(key)), combine: (guides) => guides.flatMap((guide) => guide.data ?? []) })
}

type Named = { readonly key: string; readonly name: string }

/** Things of all scenarios, each key once. */
export const eachOnce = <T extends Named>(items: readonly T[]): readonly T[] => [...new Map(items.map((item) => [item.key, item])).values()]
