import { PhoneOutlined } from '@ant-design/icons'
import { App, Button, Form, Radio } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/talk/use-command.ts'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import type { CaseView } from '../../contract.ts'
import { askCase } from '../pieces/case-api.ts'
import { ActionDialog } from './action-dialog.tsx'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'
import styles from './work-column.module.css'

type Contact = { readonly reached: boolean; readonly channel: 'phone' | 'chat' | 'visit'; readonly text?: string }
const CHANNELS = ['phone', 'chat', 'visit'] as const

/** Writes down that the customer was called or met: a call that reached them keeps promises as a reply does. */
export function ContactCard({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const [open, setOpen] = useState(false)
  if (!view.permissions.includes('case.reply') || view.status === 'closed' || view.status === 'merged') return null
  return (
    <section className={styles['card']}>
      <div className={styles['buttons']}><Button icon={<PhoneOutlined />} onClick={() => setOpen(true)}>{say('contact.button')}</Button></div>
      {open && <ContactDialog caseId={view.id} onClose={() => setOpen(false)} />}
    </section>
  )
}

function ContactDialog({ caseId, onClose }: { readonly caseId: string; readonly onClose: () => void }) {
  const say = usePageWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<Contact>()
  const telling = useCommand({
    run: async ({ text = '', ...contact }: Contact, key) => askCase('POST /api/v1/cases/:id/contacts', { params: { id: caseId }, body: { ...contact, ...(text.trim() === '' ? {} : { text }) } }, { key }),
    changes: () => caseChanges(caseId),
    onDone: () => {
      onClose()
      void message.success(say('contact.done'))
    },
  })
  return (
    <ActionDialog title={say('contact.button')} okText={say('contact.submit')} form={form} initial={{ channel: 'phone' }} pending={telling.isPending} problem={telling.error} onSend={(contact) => telling.mutate(contact)} onClose={onClose}>
      <Form.Item name="reached" label={say('contact.reached')} rules={[{ required: true, message: say('choose') }]}><Radio.Group options={[{ value: true, label: say('contact.yes') }, { value: false, label: say('contact.no') }]} /></Form.Item>
      <Form.Item name="channel" label={say('contact.channel')}><Radio.Group options={CHANNELS.map((value) => ({ value, label: say(`contact.${value}`) }))} /></Form.Item>
      <Form.Item name="text" label={say('contact.text')}><GrowingText rows={3} maxLength={20_000} /></Form.Item>
    </ActionDialog>
  )
}
