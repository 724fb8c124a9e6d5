import { App, Button, Form, Input, Select } from 'antd'
import type { Me } from '#capabilities/access/contract.ts'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { meQuery } from '#capabilities/access/web/pieces/use-me.ts'
import { LOCALES } from '#kernel/text.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { useUiWords } from '#ui/words/use-ui-words.ts'
import { localeNow } from '#ui/words/words.ts'
import { LANGUAGES, useAccountLanguage } from '../shell/account-doings.ts'
import { SettingsSection } from './settings-section.tsx'
import styles from './settings.module.css'
import { useSettingsWords } from './use-settings-words.ts'

/** Name and language. */
export function AccountSection({ me }: { readonly me: Me }) {
  const say = useSettingsWords()
  const sayUi = useUiWords()
  const { message } = App.useApp()
  const speak = useAccountLanguage()
  const rename = useCommand({
    run: async ({ name }: { readonly name: string }, key) => askAccess('PATCH /api/v1/me', { body: { name } }, { key }),
    changes: () => [meQuery.queryKey, ['staff']],
    onDone: () => void message.success(say('account.saved')),
  })
  return (
    <SettingsSection name={say('account')}>
      <p className={styles['row']}><span>{say('account.number')}</span><span>{me.number}</span></p>
      <label className={styles['row']}>
        <span>{say('account.language')}</span>
        <Select value={localeNow()} onChange={speak} options={LOCALES.map((value) => ({ value, label: LANGUAGES[value] }))} popupMatchSelectWidth={false} />
      </label>
      <Form layout="vertical" requiredMark={false} className={styles['form'] ?? ''} initialValues={{ name: me.name }} onFinish={rename.mutate}>
        <Form.Item name="name" label={say('account.name')} extra={say('account.name_hint')} rules={[{ required: true, whitespace: true, message: say('required') }]}><Input maxLength={80} autoComplete="name" /></Form.Item>
        <ProblemNote problem={rename.error} />
        <Button htmlType="submit" loading={rename.isPending}>{sayUi('save')}</Button>
      </Form>
    </SettingsSection>
  )
}
