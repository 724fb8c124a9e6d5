import { useSyncExternalStore } from 'react'
import type { Look } from './tokens.ts'

/** What the reader chose; `system` follows the machine. */
export type LookChoice = Look | 'system'

const KEY = 'careloop.look'
const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const changed = (): void => {
  for (const listener of listeners) listener()
}
dark.addEventListener('change', changed)
addEventListener('storage', changed)

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The choice kept in this browser; other tabs follow. */
function lookChoice(): LookChoice {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function chooseLook(choice: LookChoice): void {
  localStorage.setItem(KEY, choice)
  changed()
}

const lookNow = (): Look => {
  const choice = lookChoice()
  return choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice
}

/** The look in force. */
export const useLook = (): Look => useSyncExternalStore(listen, lookNow)
export const useLookChoice = (): LookChoice => useSyncExternalStore(listen, lookChoice)
