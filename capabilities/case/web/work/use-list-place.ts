import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { placeOf } from '../pieces/list-place.ts'

export type Ways = { readonly back: () => void; readonly next: (() => void) | null; readonly previous: (() => void) | null }

/** The way back to the list, and to its next and previous case. */
export function useListPlace(caseId: string): Ways {
  const cache = useQueryClient()
  const navigate = useNavigate()
  return useMemo(() => {
    const place = placeOf(cache, caseId)
    const at = place?.ids.indexOf(caseId) ?? -1
    const go = (by: number): (() => void) | null => {
      const id = at < 0 ? undefined : place?.ids[at + by]
      return id === undefined ? null : () => void navigate({ to: '/cases/$id', params: { id }, replace: true })
    }
    return { back: () => void navigate({ to: '/inbox', search: place?.search ?? { view: 'mine' } }), next: go(1), previous: go(-1) }
  }, [cache, navigate, caseId])
}
