import { App, Button, Form, Input } from 'antd'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { ChosenPasswordFields, type ChosenPassword } from '#capabilities/access/web/pieces/chosen-password.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { SettingsSection } from './settings-section.tsx'
import styles from './settings.module.css'
import { useSettingsWords } from './use-settings-words.ts'
import { SESSIONS } from './sessions-section.tsx'

type Wanted = ChosenPassword & { readonly password: string }

/** Another password for oneself. */
export function PasswordSection() {
  const say = useSettingsWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<Wanted>()
  const change = useCommand({
    run: async ({ password, newPassword }: Wanted, key) => askAccess('POST /api/v1/me/password', { body: { password, newPassword } }, { key }),
    changes: () => [SESSIONS],
    onDone: () => {
      form.resetFields()
      void message.success(say('password.done'))
    },
  })
  const required = { required: true, message: say('required') }
  return (
    <SettingsSection name={say('password')} hint={say('password.hint')}>
      <Form<Wanted> form={form} layout="vertical" requiredMark={false} className={styles['form'] ?? ''} onFinish={(wanted) => change.mutate(wanted)}>
        <Form.Item name="password" label={say('password.old')} rules={[required]}><Input.Password autoComplete="current-password" maxLength={256} /></Form.Item>
        <ChosenPasswordFields label={say('password.new')} repeatLabel={say('password.repeat')} />
        <ProblemNote problem={change.error} />
        <Button htmlType="submit" loading={change.isPending}>{say('password.submit')}</Button>
      </Form>
    </SettingsSection>
  )
}
