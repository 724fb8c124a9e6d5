import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { askConversation } from '../mailboxes/mailbox-data.ts'

const BEAT_MS = 10_000
const PAGE = 50
export const QUARANTINE = ['quarantine'] as const
export const HEALTH = ['health'] as const
export const OUTBOX = ['outbox'] as const

/** Stored mails that could not be read, or those put aside. */
export const quarantineQuery = (dismissed: boolean) => infiniteQueryOptions({
  queryKey: [...QUARANTINE, dismissed],
  queryFn: async ({ pageParam, signal }) => askConversation('GET /api/v1/quarantine', { query: { dismissed, limit: PAGE, ...(pageParam === '' ? {} : { after: pageParam }) } }, { signal }),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next,
})

export const healthQuery = queryOptions({ queryKey: HEALTH, queryFn: async ({ signal }) => askConversation('GET /api/v1/health/details', {}, { signal }), refetchInterval: BEAT_MS })

export const failedWishesQuery = queryOptions({
  queryKey: OUTBOX,
  queryFn: async ({ signal }) => (await askConversation('GET /api/v1/outbox', { query: { state: 'failed', limit: PAGE } }, { signal })).items,
  refetchInterval: BEAT_MS,
})
