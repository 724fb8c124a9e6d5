import { Form, Radio } from 'antd'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import styles from './dialogs.module.css'
import { caseChanges, useGuide } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Reason = { readonly dismissal: string }

/** Ends a case that is none. */
export function DismissDialog({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const say = usePageWords()
  const [form] = Form.useForm<Reason>()
  const guide = useGuide(view)
  const dismissing = useCommand({
    run: async (body: Reason, key) => askCase('POST /api/v1/cases/:id/dismissal', { params: { id: view.id }, body }, { key }),
    changes: () => caseChanges(view.id),
    onDone: onClose,
  })
  return (
    <ActionDialog title={say('action.dismiss')} okText={say('action.dismiss')} danger form={form} pending={dismissing.isPending} problem={dismissing.error} onSend={(reason) => dismissing.mutate(reason)} onClose={onClose}>
      <p className={styles['hint']}>{say('dismiss.hint')}</p>
      <Form.Item name="dismissal" label={say('dismiss.reason')} rules={[{ required: true, message: say('dismiss.required') }]}>
        <Radio.Group vertical options={guide?.dismissals.map(({ key, name }) => ({ value: key, label: name })) ?? []} />
      </Form.Item>
    </ActionDialog>
  )
}
