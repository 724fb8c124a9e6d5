import { useColleagues, useTeams } from '#capabilities/access/web/pieces/directory.ts'
import type { CaseView } from '../../contract.ts'
import { useCaseWords } from './use-case-words.ts'

/** In whose hands a case lies, in words: the team, and the person or nobody. */
export function useHands({ teamId, assigneeId }: Pick<CaseView, 'teamId' | 'assigneeId'>): string {
  const say = useCaseWords()
  const team = useTeams().find(({ id }) => id === teamId)?.name
  const person = useColleagues().find(({ id }) => id === assigneeId)?.name
  return [team, person ?? say('list.nobody')].filter((part) => part !== undefined).join(' · ')
}
