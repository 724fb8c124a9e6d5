import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { customerKeys } from '#capabilities/customer/web/pieces/customer-api.ts'
import { openLiveSocket, type LiveSocket } from '#ui/talk/live-socket.ts'
import { paced } from '#ui/talk/paced.ts'
import type { LiveAsk, LiveFrame, PresenceState } from '../../live-contract.ts'
import { caseKeys } from './case-api.ts'

type Presence = Extract<LiveFrame, { type: 'presence' }>
type Changed = Extract<LiveFrame, { type: 'cases' }>
type Live = { readonly connected: boolean; readonly unread: number | null; readonly present: ReadonlyMap<string, Presence['people']> }

const NOBODY: Presence['people'] = []
/** The server sends away whoever says more than twenty things in a second. */
const SAID_PER_SECOND_MAX = 10
let live: Live = { connected: true, unread: null, present: new Map() }
let socket: LiveSocket<LiveAsk> | null = null
const watched = new Map<string, PresenceState>()
const presence = paced<string, PresenceState | 'left'>((caseId, state) => socket?.say(state === 'left' ? { type: 'leave', caseId } : { type: 'watch', caseId, state }), SAID_PER_SECOND_MAX)
const listeners = new Set<() => void>()
const changeListeners = new Set<(changed: Changed) => void>()

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
function keep(next: Partial<Live>): void {
  live = { ...live, ...next }
  for (const listener of listeners) listener()
}

/** The connection of this tab, once, around all screens. `onSignedOut`: the session is over or its rights have changed. */
export function useLiveConnection(onSignedOut: () => void): void {
  const cache = useQueryClient()
  useEffect(() => {
    socket = openLiveSocket<LiveFrame, LiveAsk>({
      path: '/api/v1/live',
      onState: (connected) => keep(connected ? { connected } : { connected, unread: null }),
      onOpen: (again) => {
        if (again) readAllAgain(cache)
        presence.clear()
        for (const [caseId, state] of watched) presence.ask(caseId, state)
      },
      onFrame: (frame) => take(frame, cache, onSignedOut),
      onClosed: () => {
        // Whether the line broke, rights have changed or the session is over: only the server knows, and a refused socket does not say why.
        void cache.invalidateQueries({ queryKey: ['me'] })
        return true
      },
    })
    return () => {
      socket?.close()
      socket = null
    }
  }, [cache, onSignedOut])
}

function take(frame: LiveFrame, cache: QueryClient, onSignedOut: () => void): void {
  switch (frame.type) {
    case 'cases':
      for (const { id } of frame.changed) void cache.invalidateQueries({ queryKey: caseKeys.one(id) })
      countSoon(cache)
      for (const listener of changeListeners) listener(frame)
      return
    case 'resync':
      return readAllAgain(cache)
    case 'notices':
      keep({ unread: frame.unread })
      return void cache.invalidateQueries({ queryKey: caseKeys.notices })
    case 'presence':
      return keep({ present: new Map(live.present).set(frame.caseId, frame.people) })
    case 'signed-out':
      return onSignedOut()
    case 'refused':
  }
}

/** Counting is the dearest look of the inbox: however much changes, it is asked for once in a while. */
const COUNTS_EVERY_MS = 3_000
let counting: ReturnType<typeof setTimeout> | null = null
function countSoon(cache: QueryClient): void {
  counting ??= setTimeout(() => {
    counting = null
    void cache.invalidateQueries({ queryKey: caseKeys.allCounts })
  }, COUNTS_EVERY_MS)
}

function readAllAgain(cache: QueryClient): void {
  for (const queryKey of [caseKeys.lists, caseKeys.all, caseKeys.notices, customerKeys.all, customerKeys.lists]) void cache.invalidateQueries({ queryKey })
}

/** Whether what is on the screen is kept fresh just now. */
export const useConnected = (): boolean => useSyncExternalStore(listen, () => live.connected)
/** Unread notices as the server counts them; null before it has said. */
export const useUnread = (): number | null => useSyncExternalStore(listen, () => live.unread)

/** Tells colleagues that one has this case open, and who else has. */
export function usePresence(caseId: string, state: PresenceState): Presence['people'] {
  useEffect(() => {
    watched.set(caseId, state)
    presence.ask(caseId, state)
  }, [caseId, state])
  useEffect(() => () => {
    watched.delete(caseId)
    presence.ask(caseId, 'left')
    keep({ present: new Map([...live.present].filter(([id]) => id !== caseId)) })
  }, [caseId])
  return useSyncExternalStore(listen, () => live.present.get(caseId) ?? NOBODY)
}

/** Who has this case open just now, oneself included. */
export const usePeopleHere = (caseId: string): Presence['people'] => useSyncExternalStore(listen, () => live.present.get(caseId) ?? NOBODY)

/** Hears which cases changed or left one's sight. Give a function that stays the same between draws. */
export function useCaseChanges(onChange: (changed: Changed) => void): void {
  useEffect(() => {
    changeListeners.add(onChange)
    return () => void changeListeners.delete(onChange)
  }, [onChange])
}
