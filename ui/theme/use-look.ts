import { useSyncExternalStore } from 'react'
import { darkMachine, keepLook, lookChoice, lookNow, type LookChoice } from './look-now.ts'
import type { Look } from './tokens.ts'

const listeners = new Set<() => void>()

const changed = (): void => {
  for (const listener of listeners) listener()
}
darkMachine.addEventListener('change', changed)
addEventListener('storage', changed)

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function chooseLook(choice: LookChoice): void {
  keepLook(choice)
  changed()
}

/** The look in force. */
export const useLook = (): Look => useSyncExternalStore(listen, lookNow)
export const useLookChoice = (): LookChoice => useSyncExternalStore(listen, lookChoice)
