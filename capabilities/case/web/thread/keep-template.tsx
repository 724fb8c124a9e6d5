import { App, Form, Input, Modal, Select } from 'antd'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { NewTemplate } from '../../writing-contract.ts'
import { useKeepTemplate } from './use-templates.ts'
import { useThreadWords } from './use-thread-words.ts'

const FIELDS = '{{customer.name}}、{{case.subject}}、{{agent.name}}'

/** Keeps a text under a name, for oneself or for others. */
export function KeepTemplate({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const say = useThreadWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<NewTemplate>()
  const share = useMay('template.share')
  const shared = Form.useWatch('shared', form)
  const keeping = useKeepTemplate(() => {
    void message.success(say('templates.saved'))
    onClose()
  })
  const required = { required: true, whitespace: true, message: say('required') }
  const audiences = [{ value: 'private', label: say('templates.private') }, ...(share === undefined ? [] : [{ value: 'team', label: say('templates.team') }]), ...(share === 'all' ? [{ value: 'all', label: say('templates.all') }] : [])]
  return (
    <Modal open title={say('templates.save')} onOk={form.submit} onCancel={onClose} confirmLoading={keeping.isPending} mask={{ closable: false }}>
      <Form<NewTemplate> form={form} layout="vertical" requiredMark={false} initialValues={{ text, shared: 'private' }} onFinish={(wanted) => keeping.mutate(wanted)}>
        <Form.Item name="name" label={say('templates.name')} rules={[required]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="text" label={say('templates.text')} extra={say('templates.text_help', { fields: FIELDS })} rules={[required]}><GrowingText rows={4} maxLength={20_000} /></Form.Item>
        <Form.Item name="shared" label={say('templates.shared')}><Select options={audiences} /></Form.Item>
        {shared === 'team' && <Form.Item name="teamId" label={say('templates.team_pick')} rules={[{ required: true, message: say('required') }]}><TeamPick /></Form.Item>}
        <ProblemNote problem={keeping.error} />
      </Form>
    </Modal>
  )
}
