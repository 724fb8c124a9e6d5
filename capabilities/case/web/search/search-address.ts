import { SEARCH_KINDS, type SearchKind } from '../../core/search-kind.ts'
import { askable } from './askable.ts'

/** What the address of the page says. */
export type SearchAddress = { readonly q?: string; readonly kind?: SearchKind }

export function readSearchAddress(given: Readonly<Record<string, unknown>>): SearchAddress {
  const kind = SEARCH_KINDS.find((known) => known === given['kind'])
  const q = typeof given['q'] === 'string' || typeof given['q'] === 'number' ? askable(String(given['q'])) : ''
  return { ...(q === '' ? {} : { q }), ...(kind === undefined ? {} : { kind }) }
}
