import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { caseKeys } from './case-api.ts'

/** Reads lists and cases again after many of them were changed. */
export function useCasesChanged(): () => void {
  const cache = useQueryClient()
  return useCallback(() => {
    for (const queryKey of [caseKeys.lists, caseKeys.all]) void cache.invalidateQueries({ queryKey })
  }, [cache])
}
