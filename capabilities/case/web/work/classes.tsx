import { Button, Form, Radio } from 'antd'
import { EditOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useCommand } from '#ui/talk/use-command.ts'
import type { CaseView } from '../../contract.ts'
import type { ScenarioGuide } from '../../guide-contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'
import styles from './work-column.module.css'

type ClassesProps = { readonly view: CaseView; readonly guide: ScenarioGuide }

/** What kind of matter it is; the clocks and the way follow it. */
export function Classes({ view, guide }: ClassesProps) {
  const say = usePageWords()
  const [editing, setEditing] = useState(false)
  const known = guide.classes.flatMap(({ key, name, values }) => {
    const value = values.find((each) => each.key === view.facts[key])
    return value === undefined ? [] : [{ key, name, value: value.name }]
  })
  const may = view.permissions.includes('case.classify') && view.status === 'open' && known.length > 0
  if (known.length === 0) return null
  return (
    <dl className={styles['classes']}>
      {known.map(({ key, name, value }) => <div key={key}><dt>{name}</dt><dd>{value}</dd></div>)}
      {may && <div><dd><Button type="text" size="small" icon={<EditOutlined />} aria-label={say('classes.change')} onClick={() => setEditing(true)} /></dd></div>}
      {editing && <ClassesDialog view={view} guide={guide} onClose={() => setEditing(false)} />}
    </dl>
  )
}

function ClassesDialog({ view, guide, onClose }: ClassesProps & { readonly onClose: () => void }) {
  const say = usePageWords()
  const [form] = Form.useForm<Record<string, string>>()
  const classifying = useCommand({
    run: async (codes: Record<string, string>, key) => askCase('PUT /api/v1/cases/:id/classification', { params: { id: view.id }, body: { codes } }, { key }),
    changes: () => caseChanges(view.id),
    onDone: onClose,
  })
  const now = Object.fromEntries(guide.classes.flatMap(({ key }) => (view.facts[key] === undefined ? [] : [[key, String(view.facts[key])]])))
  const send = (codes: Record<string, string | undefined>): void => classifying.mutate(Object.fromEntries(Object.entries(codes).flatMap(([key, code]) => (code === undefined ? [] : [[key, code]]))))
  return (
    <ActionDialog title={say('classes.change')} okText={say('classes.submit')} form={form} initial={now} pending={classifying.isPending} problem={classifying.error} onSend={send} onClose={onClose}>
      {guide.classes.map(({ key, name, values }) => (
        <Form.Item key={key} name={key} label={name}><Radio.Group options={values.map((value) => ({ value: value.key, label: value.name }))} optionType="button" /></Form.Item>
      ))}
    </ActionDialog>
  )
}
