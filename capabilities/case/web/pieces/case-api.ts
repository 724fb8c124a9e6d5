import { caller } from '#ui/talk/call.ts'
import type { CASE_OPERATIONS } from '../../operations.ts'

/** Requests about cases, their lists, notices and search. */
export const askCase = caller<typeof CASE_OPERATIONS>()

/** Under which names answers are kept. Everything about one case begins with `['case', id]`. */
export const caseKeys = {
  lists: ['cases'] as const,
  list: (asked: unknown) => ['cases', 'list', asked] as const,
  allCounts: ['cases', 'counts'] as const,
  counts: (views: readonly string[]) => ['cases', 'counts', views] as const,
  views: ['case-views'] as const,
  all: ['case'] as const,
  one: (id: string) => ['case', id] as const,
  thread: (id: string) => ['case', id, 'messages'] as const,
  history: (id: string) => ['case', id, 'events'] as const,
  records: (id: string) => ['case', id, 'records'] as const,
  ledger: (id: string, clock: string) => ['case', id, 'ledger', clock] as const,
  notices: ['notices'] as const,
}
