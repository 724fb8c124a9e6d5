import { useQuery } from '@tanstack/react-query'
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { mentionedIn } from '../../core/composing.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'

/** Who sees the case, and whom one could let in; undefined until it is known. */
export const useReaders = (caseId: string, wanted: boolean) =>
  useQuery({ queryKey: [...caseKeys.one(caseId), 'readers'], queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/readers', { params: { id: caseId } }, { signal }), enabled: wanted }).data

export type Mentioned = { readonly ids: readonly string[]; /** Whom the note would let in, and who would not learn of it. */ readonly letIn: readonly Named[]; readonly lost: readonly Named[] }
type Named = { readonly id: string; readonly name: string }

/** The colleagues a note names, and what that means for those who do not see the case. */
export function useMentioned(caseId: string, text: string, me: string, wanted: boolean): Mentioned {
  const colleagues = useColleagues()
  const named = wanted ? mentionedIn(text, colleagues.filter(({ active }) => active)).filter((id) => id !== me) : []
  const people = useReaders(caseId, named.length > 0)
  const unseen = people === undefined ? [] : colleagues.filter(({ id }) => named.includes(id) && !people.readers.includes(id))
  const mayCome = (id: string): boolean => people?.invitable.includes(id) === true
  return { ids: named, letIn: unseen.filter(({ id }) => mayCome(id)), lost: unseen.filter(({ id }) => !mayCome(id)) }
}
