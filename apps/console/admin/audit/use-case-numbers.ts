import { useQueries } from '@tanstack/react-query'
import type { AuditEvent } from '#capabilities/access/audit-contract.ts'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { askCase } from '#capabilities/case/web/pieces/case-api.ts'

const FRESH_MS = 600_000
const IDS_MAX = 100

/** The numbers of the cases that the pages of the history are about, as far as the reader sees these cases. */
export function useCaseNumbers(pages: readonly { readonly items: readonly AuditEvent[] }[]): ReadonlyMap<string, string> {
  const may = useMay('case.read') !== undefined
  const asked = may ? pages.map(({ items }) => [...new Set(items.filter(({ streamKind }) => streamKind === 'case').map(({ streamId }) => streamId))].slice(0, IDS_MAX)).filter((ids) => ids.length > 0) : []
  return useQueries({
    queries: asked.map((ids) => ({
      queryKey: ['cases', 'numbers', ids], staleTime: FRESH_MS,
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) => askCase('GET /api/v1/cases', { query: { view: 'all', ids, limit: IDS_MAX } }, { signal }),
    })),
    combine: (found) => new Map(found.flatMap(({ data }) => data?.items ?? []).map(({ id, number }) => [id, number])),
  })
}
