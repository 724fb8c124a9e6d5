import { App, Button, Form } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import { answersOf } from '../../core/form-answers.ts'
import type { ScenarioGuide } from '../../guide-contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import { FormFields, plainValues } from './form-fields.tsx'
import { caseChanges, useInRole } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'
import styles from './work-column.module.css'
import { KeptForms } from './kept-forms.tsx'

type Props = { readonly view: CaseView; readonly guide: ScenarioGuide }
type RecordKind = ScenarioGuide['records'][number]

/** What can be written down beside the steps, and everything that was filled in so far. */
export function RecordCard({ view, guide }: Props) {
  const say = usePageWords()
  const open = view.status === 'open' || view.status === 'resolved'
  return (
    <section className={styles['card']}>
      <h2 className={styles['title']}>{say('records.heading')}</h2>
      {open && view.permissions.includes('case.step') && <div className={styles['buttons']}>{guide.records.map((record) => <RecordButton key={record.key} record={record} view={view} guide={guide} />)}</div>}
      <KeptForms view={view} guide={guide} />
    </section>
  )
}

function RecordButton({ record, view, guide }: Props & { readonly record: RecordKind }) {
  const [open, setOpen] = useState(false)
  const inRole = useInRole(record.roles)
  if (!inRole) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{record.name}</Button>
      {open && <RecordDialog record={record} view={view} guide={guide} onClose={() => setOpen(false)} />}
    </>
  )
}

function RecordDialog({ record, view, guide, onClose }: Props & { readonly record: RecordKind; readonly onClose: () => void }) {
  const say = usePageWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ readonly fields: Readonly<Record<string, unknown>> }>()
  const fields = guide.forms.find(({ key }) => key === record.form)?.fields ?? []
  const recording = useCommand({
    run: async (answers: ReturnType<typeof answersOf>, key) => askCase('POST /api/v1/cases/:id/records', { params: { id: view.id }, body: { record: record.key, form: answers } }, { key }),
    changes: () => [...caseChanges(view.id), caseKeys.records(view.id)],
    onDone: () => {
      onClose()
      void message.success(say('records.done'))
    },
  })
  return (
    <ActionDialog title={record.name} okText={say('records.submit')} form={form} marks pending={recording.isPending} problem={recording.error} onSend={(sent) => recording.mutate(answersOf(fields, plainValues(sent.fields)))} onClose={onClose}>
      {record.tellsCustomer && <p className={styles['small']}>{say('records.tells')}</p>}
      <FormFields fields={fields} />
    </ActionDialog>
  )
}
