import { Alert, Form, Input, Modal, Switch } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { changedOf } from '#ui/talk/changed-of.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import { useUiWords } from '#ui/words/use-ui-words.ts'
import type { Staff, StaffChange } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { PEOPLE_CHANGED } from './people-data.ts'
import { PlacementFields } from './placement-fields.tsx'
import { usePeopleWords } from './use-people-words.ts'

/** Changes a colleague; what is left as it was is not sent, so that nobody is signed out over a name. */
export function PersonForm({ person, onClose }: { readonly person: Staff; readonly onClose: () => void }) {
  const say = usePeopleWords()
  const ui = useUiWords()
  const [form] = Form.useForm<StaffChange>()
  const changing = useCommand({
    run: async (body: StaffChange, key) => askAccess('PATCH /api/v1/staff/:id', { params: { id: person.id }, body }, { key }),
    changes: () => PEOPLE_CHANGED,
    onDone: onClose,
  })
  const { name, locale, active, roles, teamIds } = person
  const before: StaffChange = { name, locale, active, roles, teamIds }
  const submit = (wanted: StaffChange): void => {
    const changed = changedOf(before, wanted)
    if (Object.keys(changed).length === 0) return onClose()
    changing.mutate(changed)
  }
  return (
    <Modal open title={say('form.change', { name })} okText={ui('save')} onOk={form.submit} onCancel={onClose} confirmLoading={changing.isPending} mask={{ closable: false }}>
      <Form<StaffChange> form={form} layout="vertical" requiredMark={false} initialValues={before} onFinish={submit}>
        <Form.Item name="name" label={say('form.name')} rules={[{ required: true, whitespace: true, message: say('form.required') }]}><Input maxLength={80} /></Form.Item>
        <PlacementFields />
        <Form.Item name="active" label={say('form.active')} extra={say('form.active_hint')} valuePropName="checked"><Switch /></Form.Item>
        <Alert type="info" showIcon title={say('form.rights_end')} />
        <ProblemNote problem={changing.error} />
      </Form>
    </Modal>
  )
}
