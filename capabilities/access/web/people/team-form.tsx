import { Form, Input, Modal, Select } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { changedOf } from '#ui/talk/changed-of.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import { useUiWords } from '#ui/words/use-ui-words.ts'
import type { NewTeam, Team } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { ColleaguePick } from '../pieces/colleague-pick.tsx'
import { useRoles } from '../pieces/directory.ts'
import { PEOPLE_CHANGED } from './people-data.ts'
import { usePeopleWords } from './use-people-words.ts'

/** Forms a team or changes one. Its members are set with the people. */
export function TeamForm({ team, onClose }: { readonly team: Team | null; readonly onClose: () => void }) {
  const say = usePeopleWords()
  const ui = useUiWords()
  const roles = useRoles()
  const [form] = Form.useForm<NewTeam>()
  const saving = useCommand({
    run: async (wanted: NewTeam, key) => {
      if (team === null) return void (await askAccess('POST /api/v1/teams', { body: { ...wanted, leadId: wanted.leadId ?? null } }, { key }))
      const { name, role, leadId } = team
      const body = changedOf<NewTeam>({ name, role, leadId }, { ...wanted, leadId: wanted.leadId ?? null })
      if (Object.keys(body).length > 0) await askAccess('PATCH /api/v1/teams/:id', { params: { id: team.id }, body }, { key })
    },
    changes: () => PEOPLE_CHANGED,
    onDone: onClose,
  })
  const required = { required: true, whitespace: true, message: say('form.required') }
  return (
    <Modal open title={team === null ? say('teams.create') : say('form.change', { name: team.name })} okText={ui('save')} onOk={form.submit} onCancel={onClose} confirmLoading={saving.isPending} mask={{ closable: false }}>
      <Form<NewTeam> form={form} layout="vertical" requiredMark={false} initialValues={team ?? { leadId: null }} onFinish={({ name, role, leadId = null }) => saving.mutate({ name, role, leadId })}>
        <Form.Item name="name" label={say('teams.name')} rules={[required]}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="role" label={say('teams.role')} extra={say('teams.role_hint')} rules={[required]}>
          <Select options={roles.map(({ key, name }) => ({ value: key, label: name }))} />
        </Form.Item>
        <Form.Item name="leadId" label={say('teams.lead')} extra={say('teams.lead_hint')}><ColleaguePick /></Form.Item>
        <ProblemNote problem={saving.error} />
      </Form>
    </Modal>
  )
}
