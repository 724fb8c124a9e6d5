import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isMoving, outgoingState } from '#capabilities/conversation/core/outgoing-state.ts'
import { threadQuery } from '../pieces/case-queries.ts'

const LOOK_AGAIN_MS = 2_000

/** The thread of a case; what is about to go is looked at again until it has gone. */
export function useThread(id: string) {
  const thread = useInfiniteQuery({
    ...threadQuery(id),
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some((message) => isMoving(outgoingState(message, Date.now()))) === true ? LOOK_AGAIN_MS : false),
  })
  const messages = useMemo(() => thread.data?.pages.flatMap(({ items }) => items).toReversed() ?? [], [thread.data])
  return { thread, messages }
}
