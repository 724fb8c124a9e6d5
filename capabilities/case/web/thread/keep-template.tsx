import { App, Form, Modal } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { NewTemplate } from '../../writing-contract.ts'
import { TemplateFields } from './template-fields.tsx'
import { useKeepTemplate } from './use-templates.ts'
import { useThreadWords } from './use-thread-words.ts'

/** Keeps a text under a name, for oneself or for others. */
export function KeepTemplate({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const say = useThreadWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<NewTemplate>()
  const keeping = useKeepTemplate(() => {
    void message.success(say('templates.saved'))
    onClose()
  })
  return (
    <Modal open title={say('templates.save')} okText={say('templates.change_save')} onOk={form.submit} onCancel={onClose} confirmLoading={keeping.isPending} mask={{ closable: false }}>
      <Form<NewTemplate> form={form} layout="vertical" requiredMark={false} initialValues={{ text, shared: 'private' }} onFinish={(wanted) => keeping.mutate(wanted)}>
        <TemplateFields now="private" />
        <ProblemNote problem={keeping.error} />
      </Form>
    </Modal>
  )
}
