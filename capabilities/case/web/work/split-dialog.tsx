import { useQuery } from '@tanstack/react-query'
import { App, Checkbox, Form, Input } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { TimeText } from '#ui/time/time-text.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { ActionDialog } from './action-dialog.tsx'
import styles from './dialogs.module.css'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Split = { readonly messageIds: string[]; readonly subject: string }
const SAID_MAX = 60

/** Part of what was said goes on as a case of its own. */
export function SplitDialog({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const say = usePageWords()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<Split>()
  const splitting = useCommand({
    run: async (body: Split, key) => askCase('POST /api/v1/cases/:id/splits', { params: { id: view.id }, body }, { key }),
    changes: () => caseChanges(view.id),
    onDone: ({ ids }) => {
      onClose()
      void message.success(say('split.done'))
      if (ids['newCase'] !== undefined) void navigate({ to: '/cases/$id', params: { id: ids['newCase'] } })
    },
  })
  return (
    <ActionDialog title={say('action.split')} okText={say('action.split')} form={form} pending={splitting.isPending} problem={splitting.error} onSend={(split) => splitting.mutate(split)} onClose={onClose}>
      <p className={styles['hint']}>{say('split.hint')}</p>
      <Form.Item name="messageIds" label={say('split.messages')} rules={[{ required: true, message: say('split.messages_required') }]}><MessageChoice caseId={view.id} /></Form.Item>
      <Form.Item name="subject" label={say('split.subject')} rules={[{ required: true, whitespace: true, message: say('split.subject_required') }]}><Input maxLength={300} /></Form.Item>
    </ActionDialog>
  )
}

function MessageChoice({ caseId, value = [], onChange }: { readonly caseId: string; readonly value?: string[]; readonly onChange?: (ids: string[]) => void }) {
  const sayCase = useCaseWords()
  const { data } = useQuery({ queryKey: ['case', caseId, 'messages', 'to-split'], queryFn: async ({ signal }) => askCase('GET /api/v1/cases/:id/messages', { params: { id: caseId }, query: { limit: 100 } }, { signal }) })
  return (
    <Checkbox.Group value={value} onChange={(ids) => onChange?.(ids)} className={styles['messages'] ?? ''}>
      {data?.items.filter(({ direction }) => direction === 'in').map((message) => (
        <Checkbox key={message.id} value={message.id}>
          <span className={styles['said']}>{message.fromName ?? sayCase('list.from_customer')} · <TimeText past at={message.createdAt} /></span> {(message.replyText ?? message.text).slice(0, SAID_MAX)}
        </Checkbox>
      ))}
    </Checkbox.Group>
  )
}
