import { useQuery } from '@tanstack/react-query'
import { App, Form, Radio } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import styles from './dialogs.module.css'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Child = { readonly scenario: string }

/** Opens a case that comes out of this one; this one closes only after it. */
export function ChildDialog({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const say = usePageWords()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<Child>()
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: async ({ signal }) => askCase('GET /api/v1/scenarios', {}, { signal }) })
  const opening = useCommand({
    run: async (body: Child, key) => askCase('POST /api/v1/cases/:id/children', { params: { id: view.id }, body }, { key }),
    changes: () => caseChanges(view.id),
    onDone: ({ ids }) => {
      onClose()
      void message.success(say('child.done'))
      if (ids['child'] !== undefined) void navigate({ to: '/cases/$id', params: { id: ids['child'] } })
    },
  })
  return (
    <ActionDialog title={say('action.child')} okText={say('child.submit')} form={form} pending={opening.isPending} problem={opening.error} onSend={(child) => opening.mutate(child)} onClose={onClose}>
      <p className={styles['hint']}>{say('child.hint')}</p>
      <Form.Item name="scenario" label={say('child.scenario')} rules={[{ required: true, message: say('required') }]}>
        <Radio.Group vertical options={scenarios.data?.items.map(({ key, name }) => ({ value: key, label: name })) ?? []} />
      </Form.Item>
    </ActionDialog>
  )
}
