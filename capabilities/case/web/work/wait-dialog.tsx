import { Form, Radio } from 'antd'
import type { Dayjs } from 'dayjs'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import styles from './dialogs.module.css'
import { MomentPick, useLaterRule } from './moment-pick.tsx'
import { caseChanges, useGuide } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Wait = { readonly reason: string; readonly until?: Dayjs | null }

/** The case stands still until the customer answers, or until a time that was named. */
export function WaitDialog({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const say = usePageWords()
  const [form] = Form.useForm<Wait>()
  const guide = useGuide(view)
  const later = useLaterRule()
  const waiting = useCommand({
    run: async ({ reason, until }: { readonly reason: string; readonly until: string | null }, key) => askCase('POST /api/v1/cases/:id/wait', { params: { id: view.id }, body: { reason, ...(until === null ? {} : { until }) } }, { key }),
    changes: () => caseChanges(view.id),
    onDone: onClose,
  })
  return (
    <ActionDialog title={say('action.wait')} okText={say('wait.submit')} form={form} pending={waiting.isPending} problem={waiting.error} onClose={onClose} onSend={({ reason, until }) => waiting.mutate({ reason, until: until?.toISOString() ?? null })}>
      <p className={styles['hint']}>{say('wait.hint')}</p>
      <Form.Item name="reason" label={say('wait.reason')} rules={[{ required: true, message: say('wait.required') }]}>
        <Radio.Group vertical options={guide?.waits.map(({ key, name }) => ({ value: key, label: name })) ?? []} />
      </Form.Item>
      <Form.Item name="until" label={say('wait.until')} extra={say('wait.until_hint')} rules={[later]}><MomentPick /></Form.Item>
    </ActionDialog>
  )
}
