import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isMoving, outgoingState } from '#capabilities/conversation/core/outgoing-state.ts'
import type { MessageView } from '../../contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'

const PAGE = 30
const LOOK_AGAIN_MS = 2_000

type Page = { readonly items: readonly MessageView[]; readonly next: string | null }

/** The thread of a case from its end backwards, older pages as one asks for them; what is about to go is looked at again until it has gone. */
export function useThread(id: string) {
  const thread = useInfiniteQuery({
    queryKey: caseKeys.thread(id),
    queryFn: async ({ pageParam, signal }): Promise<Page> =>
      askCase('GET /api/v1/cases/:id/messages', { params: { id }, query: { order: 'newest', limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some((message) => isMoving(outgoingState(message, Date.now()))) === true ? LOOK_AGAIN_MS : false),
  })
  const messages = useMemo(() => thread.data?.pages.flatMap(({ items }) => items).toReversed() ?? [], [thread.data])
  return { thread, messages }
}
