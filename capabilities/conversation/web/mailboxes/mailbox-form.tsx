import { Button, Collapse, Flex, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Mailbox, NewMailbox } from '../../contract.ts'
import { MAIL_PROVIDERS, providerOfAddress, providerOfServer, type MailProvider } from '../../core/mail-providers.ts'
import { CheckResult } from './check-result.tsx'
import { askConversation } from './mailbox-data.ts'
import { ProviderHint } from './provider-hint.tsx'
import { ServerFields } from './server-fields.tsx'
import { useMailboxWords } from './use-mailbox-words.ts'
import { useSaveMailbox } from './use-save-mailbox.ts'
import styles from './mailboxes.module.css'

export type ScenarioChoice = { readonly value: string; readonly label: string }
type MailboxFormProps = { readonly mailbox: Mailbox | null; readonly scenarios: readonly ScenarioChoice[]; readonly onDone: () => void }
type Fields = NewMailbox & { readonly provider: MailProvider['key'] | 'other' }

const DOORS = { imap: { port: 993, secure: true }, smtp: { port: 465, secure: true } } as const

/** A mailbox: whose it is, its password, and a try before it is kept. */
export function MailboxForm({ mailbox, scenarios, onDone }: MailboxFormProps) {
  const say = useMailboxWords()
  const [form] = Form.useForm<Fields>()
  const saving = useSaveMailbox(mailbox, onDone)
  const trying = useTrial(mailbox)
  const [servers, setServers] = useState(mailbox !== null && providerOfServer(mailbox.imap.host) === null)
  const chosen = Form.useWatch('provider', form)
  const provider = MAIL_PROVIDERS.find(({ key }) => key === chosen) ?? null
  const choose = (key: Fields['provider']): void => {
    const known = MAIL_PROVIDERS.find((each) => each.key === key)
    setServers(known === undefined)
    form.setFieldsValue({ provider: key, ...(known === undefined ? {} : { imap: known.imap, smtp: known.smtp }), plusAddressing: known?.plusAddressing ?? true })
  }
  const settle = (address: string): void => {
    const known = providerOfAddress(address)
    if (known !== null) choose(known.key)
    if (form.getFieldValue('username') === undefined || form.getFieldValue('username') === '') form.setFieldValue('username', address.trim())
    if (form.getFieldValue('name') === undefined || form.getFieldValue('name') === '') form.setFieldValue('name', say('form.name_usual'))
  }
  const tried = async (): Promise<void> => {
    const fields = await form.validateFields(['address', 'username', 'password', ['imap', 'host'], ['imap', 'port'], ['smtp', 'host'], ['smtp', 'port']]).catch(() => { setServers(true); return null })
    if (fields !== null) trying.mutate(form.getFieldsValue(true))
  }
  return (
    <Form<Fields> form={form} className={styles['form'] ?? ''} layout="vertical" requiredMark={false} initialValues={startOf(mailbox, scenarios)} onFinish={({ provider: _provider, ...fields }) => saving.mutate(fields)} onFinishFailed={() => setServers(true)} onValuesChange={() => trying.reset()}>
      <MainFields mailbox={mailbox} onAddress={settle} onProvider={choose} />
      <ProviderHint provider={provider} />
      <Collapse activeKey={servers ? ['servers'] : []} onChange={(open) => setServers(open.length > 0)} items={[{ key: 'servers', label: say('form.servers'), forceRender: true, children: <ServerPart /> }]} />
      <WorkFields scenarios={scenarios} />
      {trying.data !== undefined && <CheckResult check={trying.data} />}
      <ProblemNote problem={saving.error ?? trying.error} />
      <Flex gap="small" wrap>
        <Button onClick={() => void tried()} loading={trying.isPending}>{say('form.try')}</Button>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{say(mailbox === null ? 'form.add' : 'form.save')}</Button>
      </Flex>
    </Form>
  )
}

const startOf = (mailbox: Mailbox | null, scenarios: readonly ScenarioChoice[]): Partial<Fields> | object =>
  mailbox === null ? { provider: 'tencent', ...providerDoors(), scenario: scenarios[0]?.value, teamId: null, active: true, plusAddressing: MAIL_PROVIDERS[0]?.plusAddressing ?? true } : { ...mailbox, password: undefined, provider: providerOfServer(mailbox.imap.host)?.key ?? 'other' }

const providerDoors = () => ({ imap: MAIL_PROVIDERS[0]?.imap ?? DOORS.imap, smtp: MAIL_PROVIDERS[0]?.smtp ?? DOORS.smtp })

/** Tries what stands in the form; a kept mailbox whose password is not typed again is tried as it is kept. */
function useTrial(mailbox: Mailbox | null) {
  return useCommand({
    run: async ({ address, imap, smtp, username, password }: Fields, key) =>
      mailbox !== null && (password === undefined || password === '')
        ? askConversation('POST /api/v1/mailboxes/:id/check', { params: { id: mailbox.id } }, { key })
        : askConversation('POST /api/v1/mailboxes/check', { body: { address, imap, smtp, username, password } }, { key }),
  })
}

function MainFields({ mailbox, onAddress, onProvider }: { readonly mailbox: Mailbox | null; readonly onAddress: (address: string) => void; readonly onProvider: (key: Fields['provider']) => void }) {
  const say = useMailboxWords()
  const required = { required: true, whitespace: true, message: say('form.required') }
  const providers = [...MAIL_PROVIDERS.map(({ key }) => ({ value: key, label: say(`provider.${key}`) })), { value: 'other' as const, label: say('provider.other') }]
  return (
    <div>
      <Form.Item name="provider" label={say('form.provider')}><Select<Fields['provider']> options={providers} onChange={onProvider} /></Form.Item>
      <Form.Item name="address" label={say('form.address')} rules={[required, { type: 'email', message: say('form.address_bad') }]}>
        <Input maxLength={254} disabled={mailbox !== null} inputMode="email" autoComplete="off" onBlur={(event) => onAddress(event.target.value)} />
      </Form.Item>
      <Form.Item name="name" label={say('form.name')} extra={say('form.name_hint')} rules={[required]}><Input maxLength={80} autoComplete="off" /></Form.Item>
      <Form.Item name="username" label={say('form.username')} rules={[required]}><Input maxLength={320} autoComplete="off" autoCapitalize="none" spellCheck={false} /></Form.Item>
      <Form.Item name="password" label={say('form.password')} {...(mailbox === null ? { rules: [required] } : { extra: say('form.password_kept') })}>
        <Input.Password maxLength={1000} autoComplete="new-password" />
      </Form.Item>
    </div>
  )
}

function ServerPart() {
  const say = useMailboxWords()
  return (
    <>
      <ServerFields door="imap" />
      <ServerFields door="smtp" />
      <p>{say('form.secure_hint')}</p>
    </>
  )
}

function WorkFields({ scenarios }: { readonly scenarios: readonly ScenarioChoice[] }) {
  const say = useMailboxWords()
  return (
    <div>
      <Form.Item name="scenario" label={say('form.scenario')} extra={say('form.scenario_hint')} rules={[{ required: true, message: say('form.required') }]}><Select options={[...scenarios]} /></Form.Item>
      <Form.Item name="teamId" label={say('form.team')} extra={say('form.team_hint')}><TeamPick /></Form.Item>
      <Form.Item name="active" label={say('form.active')} extra={say('form.active_hint')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="plusAddressing" label={say('form.plus')} extra={say('form.plus_hint')} valuePropName="checked"><Switch /></Form.Item>
    </div>
  )
}
