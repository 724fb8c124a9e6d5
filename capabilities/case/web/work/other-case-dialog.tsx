import { useQuery } from '@tanstack/react-query'
import { App, Form, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import styles from './dialogs.module.css'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Other = { readonly otherId: string }
type OtherCaseProps = { readonly kind: 'link' | 'merge'; readonly view: CaseView; readonly onClose: () => void }

/** Points at another case: to tie the two together, or to go on in that one. */
export function OtherCaseDialog({ kind, view, onClose }: OtherCaseProps) {
  const say = usePageWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<Other>()
  const sending = useCommand({
    run: async ({ otherId }: Other, key) => {
      const params = { id: view.id }
      return kind === 'link' ? askCase('POST /api/v1/cases/:id/links', { params, body: { otherId } }, { key }) : askCase('POST /api/v1/cases/:id/merge', { params, body: { intoId: otherId } }, { key })
    },
    changes: (_other, _answer) => [...caseChanges(view.id)],
    onDone: () => {
      onClose()
      void message.success(say(kind === 'link' ? 'link.done' : 'merge.done'))
    },
  })
  return (
    <ActionDialog title={say(`action.${kind}`)} okText={say(`action.${kind}`)} form={form} pending={sending.isPending} problem={sending.error} onSend={(other) => sending.mutate(other)} onClose={onClose}>
      <p className={styles['hint']}>{say(kind === 'link' ? 'link.hint' : 'merge.hint')}</p>
      <Form.Item name="otherId" label={say('other.label')} extra={say('other.extra')} rules={[{ required: true, message: say('other.required') }]}><CasePick view={view} without={kind === 'link' ? view.linkedIds : []} /></Form.Item>
    </ActionDialog>
  )
}

type PickProps = { readonly view: CaseView; readonly without: readonly string[]; readonly id?: string; readonly value?: string; readonly onChange?: (id: string) => void }

/** Finds another case by its number, its subject or its customer; those of the same customer stand there at once. */
function CasePick({ view, without, id, value, onChange }: PickProps) {
  const say = usePageWords()
  const [typed, setTyped] = useState('')
  const asked = useDeferredValue(typed.trim())
  const { customerId } = view
  const own = useQuery({
    queryKey: ['case', view.id, 'others', customerId],
    queryFn: async ({ signal }) => askCase('GET /api/v1/cases', { query: { view: 'all', status: ['open', 'resolved', 'closed'], limit: 20, ...(customerId === null ? {} : { customerId }) } }, { signal }),
    enabled: customerId !== null,
  })
  const found = useQuery({ queryKey: ['search', 'case', asked], queryFn: async ({ signal }) => askCase('GET /api/v1/search', { query: { q: asked } }, { signal }), enabled: asked.length > 1 })
  const named = found.data?.cases.map(({ id: of, number, subject }) => ({ id: of, number: number.text, subject: subject?.text ?? null }))
  const rows = asked.length > 1 ? named : own.data?.items
  const options = (rows ?? []).filter((row) => row.id !== view.id && !without.includes(row.id)).map((row) => ({ value: row.id, label: `${row.number} ${row.subject ?? ''}` }))
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      placeholder={say('other.placeholder')}
      notFoundContent={say('other.none')}
    />
  )
}
