import { Problem } from '#ui/talk/problem.ts'
import { useUiWords } from '#ui/words/use-ui-words.ts'

/** The sentence of a problem in the reader's language: the server's own where it gave one. Null for no problem. */
export function useProblemSentence(problem: unknown): string | null {
  const say = useUiWords()
  if (problem === null || problem === undefined) return null
  if (!(problem instanceof Problem)) return say('problem.bug')
  if (problem.message !== '') return [problem.message, ...problem.fields.map(({ message }) => message)].join(' ')
  return problem.status === 0 ? say('problem.no_connection') : say('problem.unknown', { status: problem.status })
}
