import { Form } from 'antd'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

/** Opens a case again that was over. */
export function ReopenDialog({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const say = usePageWords()
  const [form] = Form.useForm<object>()
  const reopening = useCommand({
    run: async (id: string, key) => askCase('POST /api/v1/cases/:id/reopening', { params: { id }, body: {} }, { key }),
    changes: () => caseChanges(view.id),
    onDone: onClose,
  })
  return (
    <ActionDialog title={say('action.reopen')} okText={say('action.reopen')} form={form} pending={reopening.isPending} problem={reopening.error} onSend={() => reopening.mutate(view.id)} onClose={onClose}>
      <p>{say('reopen.hint')}</p>
    </ActionDialog>
  )
}
