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

const LOOKS_MAX = 20
const LOOK_AGAIN_MS = 300

/** A child is opened in its own time after its parent has said so; answers whether it is there to be looked at. */
async function comesIntoBeing(id: string): Promise<boolean> {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const found = await askCase('GET /api/v1/cases', { query: { view: 'all', ids: [id] } })
    if (found.items.length > 0) return true
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
  return false
}

/** Opens a case that comes out of this one; this one closes only after it. */
export function ChildDialog({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const say = usePageWords()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<Child>()
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: async ({ signal }) => askCase('GET /api/v1/scenarios', {}, { signal }) })
  const opening = useCommand({
    run: async (body: Child, key) => {
      const { ids } = await askCase('POST /api/v1/cases/:id/children', { params: { id: view.id }, body }, { key })
      return { child: ids['child'] ?? null, there: ids['child'] !== undefined && (await comesIntoBeing(ids['child'])) }
    },
    changes: () => caseChanges(view.id),
    onDone: ({ child, there }) => {
      onClose()
      void message.success(say(there ? 'child.done' : 'child.coming'))
      if (there && child !== null) void navigate({ to: '/cases/$id', params: { id: child } })
    },
  })
  return (
    <ActionDialog title={say('action.child')} okText={say('child.submit')} form={form} pending={opening.isPending} problem={opening.error} onSend={(child) => opening.mutate(child)} onClose={onClose}>
      <p className={styles['hint']}>{say('child.hint')}</p>
      <Form.Item name="scenario" label={say('child.scenario')} rules={[{ required: true, message: say('child.required') }]}>
        <Radio.Group vertical options={scenarios.data?.items.map(({ key, name }) => ({ value: key, label: name })) ?? []} />
      </Form.Item>
    </ActionDialog>
  )
}
