import { queryOptions, useQuery } from '@tanstack/react-query'
import type { RecordView } from '../../contract.ts'
import { askCase, caseKeys } from './case-api.ts'

const PAGE = 100
/** More than any case has; a thread that was made to be endless ends here. */
const RECORDS_MAX = 2_000
const NONE: readonly RecordView[] = []

/** What was written down on a case, forms, talks and the customer's words, the oldest first. */
export const recordsQuery = (id: string) => queryOptions({
  queryKey: caseKeys.records(id),
  queryFn: async ({ signal }): Promise<readonly RecordView[]> => {
    const records: RecordView[] = []
    for (let after: string | null | undefined; after !== null && records.length < RECORDS_MAX; ) {
      const page = await askCase('GET /api/v1/cases/:id/records', { params: { id }, query: { limit: PAGE, ...(after === undefined ? {} : { after }) } }, { signal })
      records.push(...page.items)
      after = page.next
    }
    return records
  },
})

export const useRecords = (id: string): readonly RecordView[] => useQuery(recordsQuery(id)).data ?? NONE
