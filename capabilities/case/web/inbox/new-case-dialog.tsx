import { UserOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useMay, useMe } from '#capabilities/access/web/pieces/use-me.ts'
import { FindCustomer } from '#capabilities/customer/web/pieces/find-customer.tsx'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import { useFocusBack } from '#ui/keys/use-focus-back.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { OpenCase } from '../../contract.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { useCaseWords } from '../pieces/use-case-words.ts'
import styles from './new-case-dialog.module.css'
import { useScenarios } from '../pieces/use-guide.ts'

const CHANNELS = ['phone', 'web', 'email'] as const

type Wanted = OpenCase & { readonly mine?: boolean }
type Caller = { readonly id: string; readonly name: string }

/** Asks who it is, for a scenario, a subject, and what they said; what was typed is not thrown away without asking. */
export function NewCaseDialog({ onClose }: { readonly onClose: () => void }) {
  useFocusBack()
  const say = useCaseWords()
  const navigate = useNavigate()
  const [form] = Form.useForm<Wanted>()
  const scenarios = useScenarios()
  const startable = scenarios.data?.items.filter(({ opens }) => opens) ?? []
  const me = useMe().id
  const mayTake = useMay('case.assign') !== undefined
  const opening = useCommand({
    run: async ({ mine, ...body }: Wanted, key) => {
      const opened = await askCase('POST /api/v1/cases', { body }, { key })
      // Where it cannot be taken after all, the case is there none the less, and its page says that it lies with nobody.
      if (mine === true) await takeOpened(opened.case, me).catch(() => undefined)
      return opened
    },
    changes: () => [caseKeys.lists],
    onDone: ({ case: id }) => {
      onClose()
      void navigate({ to: '/cases/$id', params: { id } })
    },
  })
  const only = startable.length === 1 ? startable[0]?.key : undefined
  useEffect(() => {
    if (only !== undefined && form.getFieldValue('scenario') === undefined) form.setFieldValue('scenario', only)
  }, [form, only])
  const [caller, setCaller] = useState<Caller | null>(null)
  const { modal } = App.useApp()
  const leave = (): void => {
    if (caller === null && !isTyped(form.getFieldsValue())) return onClose()
    void modal.confirm({ title: say('new.discard_ask'), content: say('new.discard_text'), okText: say('new.discard'), okButtonProps: { danger: true }, cancelText: say('new.keep'), onOk: onClose })
  }
  const required = { required: true, whitespace: true, message: say('required') }
  return (
    <Modal open title={say('new.title')} okText={say('new.submit')} onOk={form.submit} onCancel={leave} confirmLoading={opening.isPending} mask={{ closable: false }}>
      <CallerPart caller={caller} onCaller={setCaller} />
      <Form<Wanted> form={form} layout="vertical" requiredMark={false} initialValues={{ channel: 'phone', mine: mayTake }} onFinish={(body) => opening.mutate({ ...body, ...(caller === null ? {} : { customerId: caller.id }) })}>
        <Form.Item name="scenario" label={say('new.scenario')} rules={[required]}>
          <Select loading={scenarios.isLoading} options={startable.map(({ key, name }) => ({ value: key, label: name }))} />
        </Form.Item>
        <Form.Item name="channel" label={say('new.channel')} rules={[required]}>
          <Select options={CHANNELS.map((channel) => ({ value: channel, label: say(`channel.${channel}`) }))} />
        </Form.Item>
        <Form.Item name="subject" label={say('new.subject')} rules={[required]}><Input maxLength={300} /></Form.Item>
        <Form.Item name="text" label={say('new.text')}><GrowingText rows={4} maxLength={20_000} /></Form.Item>
        {mayTake && <Form.Item name="mine" valuePropName="checked" extra={say('new.mine_hint')}><Checkbox>{say('new.mine')}</Checkbox></Form.Item>}
        <ProblemNote problem={opening.error} />
      </Form>
    </Modal>
  )
}

/** Who opens a case for a caller keeps it in hand; the team stays the one that it came to. */
async function takeOpened(id: string, me: string): Promise<void> {
  const { teamId, permissions } = await askCase('GET /api/v1/cases/:id', { params: { id } })
  if (permissions.includes('case.assign')) await askCase('PUT /api/v1/cases/:id/assignment', { params: { id }, body: { teamId, assigneeId: me, taking: true } })
}

/** Whose matter it is: somebody known or somebody new; it can be left for later. */
function CallerPart({ caller, onCaller }: { readonly caller: Caller | null; readonly onCaller: (caller: Caller | null) => void }) {
  const say = useCaseWords()
  const mayRead = useMay('customer.read') !== undefined
  if (!mayRead) return null
  return (
    <fieldset className={styles['caller']}>
      <legend>{say('new.customer')}</legend>
      {caller === null
        ? <FindCustomer reason="call" onChoose={onCaller} />
        : <p className={styles['chosen']}><UserOutlined aria-hidden /> <strong>{caller.name}</strong> <Button size="small" type="link" onClick={() => onCaller(null)}>{say('new.customer_other')}</Button></p>}
    </fieldset>
  )
}

const isTyped = ({ subject = '', text = '' }: Partial<OpenCase>): boolean => `${subject}${text}`.trim() !== ''
