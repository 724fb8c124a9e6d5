import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditFilters } from '#capabilities/access/audit-contract.ts'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'

const PAGE = 50

/** The history as it is narrowed, newest first. */
export const auditQuery = (filters: AuditFilters) => infiniteQueryOptions({
  queryKey: ['audit', filters],
  queryFn: async ({ pageParam, signal }) => askAccess('GET /api/v1/events', { query: { ...filters, limit: PAGE, ...(pageParam === '' ? {} : { after: pageParam }) } }, { signal }),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next,
})

/** Where the file of what is narrowed comes from. */
export function exportAddress(filters: AuditFilters): string {
  const search = new URLSearchParams(Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)])).toString()
  return `/api/v1/events/export${search === '' ? '' : `?${search}`}`
}
