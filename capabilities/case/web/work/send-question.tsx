import { Button } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { askCase } from '../pieces/case-api.ts'
import styles from './step-card.module.css'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

/** A question that could not be sent goes out, now that the customer has a mail address. */
export function SendQuestion({ caseId, of }: { readonly caseId: string; readonly of: string }) {
  const say = usePageWords()
  const sending = useCommand({
    run: async (confirmation: string, key) => askCase('POST /api/v1/cases/:id/confirmations/:confirmation/sending', { params: { id: caseId, confirmation }, body: {} }, { key }),
    changes: () => caseChanges(caseId),
  })
  return (
    <div className={styles['asked']}>
      <div><Button type="primary" loading={sending.isPending} onClick={() => sending.mutate(of)}>{say('confirmation.send')}</Button></div>
      <ProblemNote problem={sending.error} />
    </div>
  )
}
