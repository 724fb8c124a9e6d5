import type { QueryClient } from '@tanstack/react-query'
import type { CaseRow } from '../../inbox-contract.ts'
import type { InboxSearch } from '../inbox/inbox-search.ts'
import { caseKeys } from './case-api.ts'

/** The list somebody came from: its address, and its cases in order. */
export type ListPlace = { readonly search: InboxSearch; readonly ids: readonly string[] }

type Kept = { readonly pages: readonly { readonly items: readonly CaseRow[] }[] }

let place: ListPlace | null = null
let opened: string | null = null

/** The case that was open last: where the list is to stand when one comes back. */
export const lastOpened = (): string | null => opened

/** Remembers that a case was opened, and answers the list in which it stands; null when it was opened from elsewhere. */
export function placeOf(cache: QueryClient, caseId: string): ListPlace | null {
  opened = caseId
  const lists = cache.getQueryCache().findAll({ queryKey: ['cases', 'list'] }).toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  for (const list of lists) {
    const ids = (list.state.data as Kept | undefined)?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? []
    if (ids.includes(caseId)) return (place = { search: list.queryKey[caseKeys.list(null).length - 1] as InboxSearch, ids })
  }
  return place?.ids.includes(caseId) === true ? place : null
}
