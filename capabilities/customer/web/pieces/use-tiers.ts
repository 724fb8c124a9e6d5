import { useQuery } from '@tanstack/react-query'
import { askCustomer } from './customer-api.ts'

const FRESH_MS = 600_000

type Tier = { readonly key: string; readonly name: string }
const NONE: readonly Tier[] = []

/** How customers are ranked, the lowest first, as the handbook in force names it. */
export const useTiers = (): readonly Tier[] =>
  useQuery({ queryKey: ['customer-tiers'], queryFn: async ({ signal }) => askCustomer.call('GET /api/v1/customer-tiers', {}, { signal }), staleTime: FRESH_MS }).data?.items ?? NONE

/** The name of a tier; one that the handbook no longer has keeps its key. */
export function useTierName(): (tier: string | null) => string | null {
  const tiers = useTiers()
  return (tier) => (tier === null ? null : (tiers.find(({ key }) => key === tier)?.name ?? tier))
}
