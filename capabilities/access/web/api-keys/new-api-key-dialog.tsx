import { Alert, Button, DatePicker, Flex, Form, Input, Modal, Typography } from 'antd'
import type { Dayjs } from 'dayjs'
import { MultiSelect } from '#ui/pieces/multi-select.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { NewApiKey } from '../../contract.ts'
import { PERMISSIONS, type Permission } from '../../core/permission.ts'
import { askAccess } from '../pieces/access-api.ts'
import { useMe } from '../pieces/use-me.ts'
import { usePeopleWords } from '../people/use-people-words.ts'
import { API_KEYS } from './api-keys-data.ts'
import { useApiKeyWords } from './use-api-key-words.ts'

type Wanted = { readonly name: string; readonly permissions: Permission[]; readonly until?: Dayjs | null }

/** Makes a key, then shows it once. */
export function NewApiKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useApiKeyWords()
  const [form] = Form.useForm<Wanted>()
  const make = useCommand({ run: async (body: NewApiKey, key) => askAccess('POST /api/v1/api-keys', { body }, { key }), changes: () => [API_KEYS] })
  if (make.data !== undefined) return <MadeKey made={make.data.key} onClose={onClose} />
  const submit = ({ name, permissions, until }: Wanted): void => make.mutate({ name, permissions, ...(until ? { expiresAt: until.endOf('day').toISOString() } : {}) })
  return (
    <Modal open title={say('create')} okText={say('form.submit')} onOk={form.submit} onCancel={onClose} confirmLoading={make.isPending} mask={{ closable: false }}>
      <Form<Wanted> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <KeyFields />
        <ProblemNote problem={make.error} />
      </Form>
    </Modal>
  )
}

function KeyFields() {
  const say = useApiKeyWords()
  const sayPeople = usePeopleWords()
  const { permissions } = useMe()
  const options = PERMISSIONS.filter((permission) => permissions[permission] === 'all').map((value) => ({ value, label: sayPeople(`may.${value}`) }))
  const required = { required: true, message: say('form.required') }
  return (
    <>
      <Form.Item name="name" label={say('form.name')} extra={say('form.name_hint')} rules={[{ ...required, whitespace: true }]}><Input maxLength={80} autoFocus /></Form.Item>
      <Form.Item name="permissions" label={say('form.permissions')} extra={say('form.permissions_hint')} rules={[required]}><MultiSelect options={options} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
      <Form.Item name="until" label={say('form.expires')}><DatePicker /></Form.Item>
    </>
  )
}

/** Asked twice, the server does not say the key again: it is not kept in a form that could be read. */
function MadeKey({ made, onClose }: { readonly made: string | undefined; readonly onClose: () => void }) {
  const say = useApiKeyWords()
  return (
    <Modal open title={say('made.title')} closable={false} keyboard={false} mask={{ closable: false }} footer={<Button type="primary" onClick={onClose}>{say('made.done')}</Button>}>
      {made === undefined
        ? <Alert type="warning" showIcon title={say('made.gone')} />
        : (
          <Flex vertical gap="middle">
            <Alert type="warning" showIcon title={say('made.text')} />
            <Typography.Paragraph code copyable={{ text: made }} aria-label={say('made.label')}>{made}</Typography.Paragraph>
          </Flex>
        )}
    </Modal>
  )
}
