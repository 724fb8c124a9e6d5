import { useQueryClient } from '@tanstack/react-query'
import { useCasesChanged } from '../pieces/use-cases-changed.ts'

/** Reads again what runs under which version, and the cases themselves. */
export function useCasesMoved(): () => void {
  const cache = useQueryClient()
  const changed = useCasesChanged()
  return () => {
    void cache.invalidateQueries({ queryKey: ['version-moves'] })
    changed()
  }
}
