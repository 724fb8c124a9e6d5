import { Alert } from 'antd'
import styles from './problem-note.module.css'
import { useProblemSentence } from './use-problem-sentence.ts'

/** What went wrong, in a sentence, where the user is looking; nothing when nothing did. */
export function ProblemNote({ problem }: { readonly problem: unknown }) {
  const sentence = useProblemSentence(problem)
  if (sentence === null) return null
  return <Alert className={styles['note'] ?? ''} type="error" showIcon title={sentence} role="alert" />
}
