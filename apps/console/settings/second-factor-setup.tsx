import { App, Button, Form, Input, QRCode } from 'antd'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { meQuery } from '#capabilities/access/web/pieces/use-me.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { COLOURS } from '#ui/theme/tokens.ts'
import { SESSIONS } from './sessions-section.tsx'
import styles from './settings.module.css'
import { useSettingsWords } from './use-settings-words.ts'

/** What the server made for the authenticator; shown once. */
export type Setup = { readonly uri: string; readonly backupCodes: readonly string[] }

/** The code to scan, the secret to type, the codes to keep, and the proof that it works. Phones read dark on light, whatever the look. */
export function SecondFactorSetup({ setup, onDone }: { readonly setup: Setup; readonly onDone: () => void }) {
  const say = useSettingsWords()
  const { message } = App.useApp()
  const confirm = useCommand({
    run: async ({ code }: { readonly code: string }, key) => askAccess('POST /api/v1/me/totp/verification', { body: { code } }, { key }),
    changes: () => [meQuery.queryKey, SESSIONS],
    onDone: () => {
      onDone()
      void message.success(say('totp.done'))
    },
  })
  return (
    <>
      <p>{say('totp.scan')}</p>
      <figure className={styles['qr']} aria-label={say('totp.qr')}><QRCode type="svg" value={setup.uri} size={184} color={COLOURS.text[0]} bgColor={COLOURS.panel[0]} /></figure>
      <p>{say('totp.secret')}</p>
      <code className={styles['secret']}>{secretIn(setup.uri)}</code>
      <p>{say('totp.codes')}</p>
      <ul className={styles['codes']}>{setup.backupCodes.map((code) => <li key={code}>{code}</li>)}</ul>
      <Form layout="vertical" requiredMark={false} className={styles['form'] ?? ''} onFinish={confirm.mutate}>
        <Form.Item name="code" label={say('totp.code')} rules={[{ required: true, pattern: /^\d{6}$/, message: say('totp.code') }]}><Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} /></Form.Item>
        <ProblemNote problem={confirm.error} />
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>{say('totp.confirm')}</Button>
      </Form>
    </>
  )
}

/** Four letters at a time, as people type them. */
const secretIn = (uri: string): string => (new URL(uri).searchParams.get('secret') ?? '').replaceAll(/(.{4})(?=.)/g, '$1 ')
