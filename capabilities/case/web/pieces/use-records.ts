import { useQuery } from '@tanstack/react-query'
import type { RecordView } from '../../contract.ts'
import { askCase, caseKeys } from './case-api.ts'

const NONE: readonly RecordView[] = []

/** What was written down on a case, forms and talks, the oldest first. */
export const useRecords = (id: string): readonly RecordView[] =>
  useQuery({ queryKey: caseKeys.records(id), queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/records', { params: { id }, query: { limit: 100 } }, { signal }) }).data?.items ?? NONE
