import { useSyncExternalStore } from 'react'

let ended = false
const listeners = new Set<() => void>()

/** The server no longer knows who asks: expired, signed out elsewhere or revoked. */
export const endSession = (): void => say(true)

/** Somebody has come in; that the door was closed before they did is nothing to tell them. */
export const beginSession = (): void => say(false)

function say(over: boolean): void {
  ended = over
  for (const listener of listeners) listener()
}

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSessionEnded = (): boolean => useSyncExternalStore(listen, () => ended)
