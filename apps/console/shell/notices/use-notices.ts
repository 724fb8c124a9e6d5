import { useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query'
import type { NotificationPage } from '#capabilities/case/contract.ts'
import { askCase, caseKeys } from '#capabilities/case/web/pieces/case-api.ts'
import { useConnected, useUnread } from '#capabilities/case/web/pieces/live.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Static } from 'typebox'

type Page = Static<typeof NotificationPage>
export type Notice = Page['items'][number]

/** Counting stops here, as the server's does. */
const COUNTED_MAX = 100
const PAGE = 20

/** How many are unread: as the live connection said last, else as the server answers. */
export function useUnreadCount(): number {
  const connected = useConnected()
  const told = useUnread()
  const asked = useQuery({
    queryKey: [...caseKeys.notices, 'count'],
    queryFn: async ({ signal }) => (await askCase('GET /api/v1/notifications', { query: { unread: true, limit: COUNTED_MAX } }, { signal })).items.length,
    enabled: told === null || !connected,
  })
  return told !== null && connected ? told : (asked.data ?? 0)
}

/** The newest notices, page by page. */
export function useNotices(unread: boolean) {
  return useInfiniteQuery<Page, Error, InfiniteData<Page, string | null>, readonly unknown[], string | null>({
    queryKey: [...caseKeys.notices, 'list', unread],
    queryFn: async ({ pageParam, signal }) => askCase('GET /api/v1/notifications', { query: { limit: PAGE, ...(unread ? { unread } : {}), ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
  })
}

export const useReadNotice = () => useCommand({ run: async (id: string, key) => askCase('POST /api/v1/notifications/:id/reading', { params: { id } }, { key }), changes: () => [caseKeys.notices] })
export const useReadAllNotices = () => useCommand({ run: async (_nothing: null, key) => askCase('POST /api/v1/notifications/reading', {}, { key }), changes: () => [caseKeys.notices] })
