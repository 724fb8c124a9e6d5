import { useSyncExternalStore } from 'react'

let ended = false
const listeners = new Set<() => void>()

/** The server no longer knows who asks: expired, signed out elsewhere or revoked. */
export function endSession(): void {
  ended = true
  for (const listener of listeners) listener()
}

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSessionEnded = (): boolean => useSyncExternalStore(listen, () => ended)
