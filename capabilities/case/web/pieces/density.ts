import type { SavedView } from '../../inbox-contract.ts'

/** How tightly lists stand. */
export type Density = SavedView['density']

const KEY = 'careloop.density'

/** What the reader chose in this browser. */
export function keptDensity(): Density {
  const kept = localStorage.getItem(KEY)
  return kept === 'compact' || kept === 'large' ? kept : 'middle'
}

export const keepDensity = (density: Density): void => localStorage.setItem(KEY, density)
