import type { Look } from './tokens.ts'

/** What the reader chose; `system` follows the machine. */
export type LookChoice = Look | 'system'

const KEY = 'careloop.look'
/** Whether the machine is dark. */
export const darkMachine = matchMedia('(prefers-color-scheme: dark)')

/** The choice kept in this browser; other tabs follow. */
export function lookChoice(): LookChoice {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export const keepLook = (choice: LookChoice): void => localStorage.setItem(KEY, choice)

export function lookNow(): Look {
  const choice = lookChoice()
  return choice === 'system' ? (darkMachine.matches ? 'dark' : 'light') : choice
}
