import { queryOptions, useQuery } from '@tanstack/react-query'
import type { RecordView } from '../../contract.ts'
import { askCase, caseKeys } from './case-api.ts'

const NONE: readonly RecordView[] = []

/** What was written down on a case, forms, talks and the customer's words, the oldest first. */
export const recordsQuery = (id: string) => queryOptions({
  queryKey: caseKeys.records(id),
  queryFn: async ({ signal }): Promise<readonly RecordView[]> => (await askCase('GET /api/v1/cases/:id/records', { params: { id }, query: { limit: 100 } }, { signal })).items,
})

export const useRecords = (id: string): readonly RecordView[] => useQuery(recordsQuery(id)).data ?? NONE
