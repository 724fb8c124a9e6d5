import { useQuery } from '@tanstack/react-query'
import { askCase } from '#capabilities/case/web/pieces/case-api.ts'

/** What a mail can open, by name. */
export function useScenarioChoices(): readonly { readonly value: string; readonly label: string }[] {
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: async ({ signal }) => askCase('GET /api/v1/scenarios', {}, { signal }) })
  return scenarios.data?.items.map(({ key, name }) => ({ value: key, label: name })) ?? []
}
