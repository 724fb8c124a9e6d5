import { Alert } from 'antd'
import { useProblemSentence } from './use-problem-sentence.ts'

/** What went wrong, in a sentence, where the user is looking; nothing when nothing did. */
export function ProblemNote({ problem }: { readonly problem: unknown }) {
  const sentence = useProblemSentence(problem)
  if (sentence === null) return null
  return <Alert type="error" showIcon title={sentence} role="alert" />
}
