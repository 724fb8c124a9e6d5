import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { MessageView } from '../../contract.ts'
import { askCase, caseKeys } from './case-api.ts'

const PAGE = 30

type Page = { readonly items: readonly MessageView[]; readonly next: string | null }

/** One case as it is now; live news has it read again. */
export const caseQuery = (id: string) => queryOptions({ queryKey: caseKeys.one(id), queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id', { params: { id } }, { signal }) })

/** The thread of a case from its end backwards, older pages as one asks for them. */
export const threadQuery = (id: string) => infiniteQueryOptions({
  queryKey: caseKeys.thread(id),
  queryFn: async ({ pageParam, signal }): Promise<Page> =>
    askCase('GET /api/v1/cases/:id/messages', { params: { id }, query: { order: 'newest', limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
})
