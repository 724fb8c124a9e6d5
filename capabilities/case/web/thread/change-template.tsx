import { App, Form, Modal } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { changeOfTemplate } from '../../core/reply-template.ts'
import type { ReplyTemplate } from '../../writing-contract.ts'
import { TemplateFields } from './template-fields.tsx'
import { useChangeTemplate } from './use-templates.ts'
import { useThreadWords } from './use-thread-words.ts'

type Values = Pick<ReplyTemplate, 'name' | 'text' | 'shared' | 'teamId'>

/** Corrects a template in place: its name, its words, and who may use it. */
export function ChangeTemplate({ template, onClose }: { readonly template: ReplyTemplate; readonly onClose: () => void }) {
  const say = useThreadWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const changing = useChangeTemplate(() => {
    void message.success(say('templates.saved'))
    onClose()
  })
  const send = (values: Values): void => {
    const change = changeOfTemplate(template, values)
    if (template.id === null || change === null) return onClose()
    changing.mutate({ id: template.id, change })
  }
  const { name, text, shared, teamId } = template
  return (
    <Modal open title={say('templates.change')} okText={say('templates.change_save')} onOk={form.submit} onCancel={onClose} confirmLoading={changing.isPending} mask={{ closable: false }}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ name, text, shared, teamId }} onFinish={send}>
        <TemplateFields now={shared} />
        <ProblemNote problem={changing.error} />
      </Form>
    </Modal>
  )
}
