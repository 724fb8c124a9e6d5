import { App, Button, Form, Input, Modal } from 'antd'
import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { meQuery } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { SecondFactorSetup, type Setup } from './second-factor-setup.tsx'
import { SESSIONS } from './sessions-section.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSettingsWords } from './use-settings-words.ts'

/** The second factor: off, being set up, on. */
export function SecondFactorSection({ me }: { readonly me: Me }) {
  const say = useSettingsWords()
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const [setup, setSetup] = useState<Setup | null>(null)
  const begin = useCommand({ run: async (password: string, key) => askAccess('POST /api/v1/me/totp', { body: { password } }, { key }), onDone: (made) => { setAsking(false); setSetup(made) } })
  const end = useCommand({
    run: async (password: string, key) => askAccess('DELETE /api/v1/me/totp', { body: { password } }, { key }),
    changes: () => [meQuery.queryKey, SESSIONS],
    onDone: () => { setAsking(false); void message.success(say('totp.ended')) },
  })
  const asked = me.totp ? end : begin
  const word = me.totp ? 'totp.end' : 'totp.begin'
  const mark = me.totp ? <ToneChip tone="good" icon={<CheckCircleOutlined />}>{say('totp.on')}</ToneChip> : <ToneChip tone="calm" icon={<MinusCircleOutlined />}>{say('totp.off')}</ToneChip>
  return (
    <SettingsSection name={say('totp')} mark={mark} hint={say('totp.text')}>
      {setup === null ? <Button onClick={() => setAsking(true)}>{say(word)}</Button> : <SecondFactorSetup setup={setup} onDone={() => setSetup(null)} />}
      {asking && <PasswordDialog title={say(word)} pending={asked.isPending} problem={asked.error} onPassword={asked.mutate} onClose={() => { asked.reset(); setAsking(false) }} />}
    </SettingsSection>
  )
}

type DialogProps = { readonly title: string; readonly pending: boolean; readonly problem: unknown; readonly onPassword: (password: string) => void; readonly onClose: () => void }

function PasswordDialog({ title, pending, problem, onPassword, onClose }: DialogProps) {
  const say = useSettingsWords()
  const [form] = Form.useForm<{ password: string }>()
  return (
    <Modal open title={title} okText={title} onOk={form.submit} onCancel={onClose} confirmLoading={pending} width={420}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ password }) => onPassword(password)}>
        <Form.Item name="password" label={say('totp.password')} rules={[{ required: true, message: say('required') }]}><Input.Password autoComplete="current-password" maxLength={256} autoFocus /></Form.Item>
        <ProblemNote problem={problem} />
      </Form>
    </Modal>
  )
}
