import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 760px)')

const listen = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** A screen as wide as a telephone. */
export const useNarrow = (): boolean => useSyncExternalStore(listen, () => narrow.matches)
