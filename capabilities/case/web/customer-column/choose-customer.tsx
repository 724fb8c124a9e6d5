import { App, Button } from 'antd'
import { FindCustomer } from '#capabilities/customer/web/pieces/find-customer.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { askCase } from '../pieces/case-api.ts'
import { caseChanges } from '../work/use-case.ts'
import { usePageWords } from '../work/use-page-words.ts'
import styles from './customer-column.module.css'

/** Names the customer of a case: somebody found by their full number or address, or somebody new. */
export function ChooseCustomer({ caseId, channel, onDone }: { readonly caseId: string; readonly channel: string; readonly onDone?: () => void }) {
  const say = usePageWords()
  const { message } = App.useApp()
  const choosing = useCommand({
    run: async (customerId: string, key) => askCase('PUT /api/v1/cases/:id/customer', { params: { id: caseId }, body: { customerId } }, { key }),
    changes: () => caseChanges(caseId),
    onDone: () => {
      void message.success(say('customer.chosen'))
      onDone?.()
    },
  })
  return (
    <div className={styles['block']}>
      <FindCustomer reason={reasonOf(channel)} onChoose={({ id }) => choosing.mutate(id)} />
      <ProblemNote problem={choosing.error} />
      {onDone !== undefined && <div><Button size="small" type="text" onClick={onDone}>{say('cancel')}</Button></div>}
    </div>
  )
}

/** Why somebody is looked for, by the way their case came. */
function reasonOf(channel: string): 'call' | 'chat' | 'letter' {
  switch (channel) {
    case 'phone': return 'call'
    case 'email': return 'letter'
    default: return 'chat'
  }
}
