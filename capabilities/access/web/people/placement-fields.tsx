import { Form, Select } from 'antd'
import { LOCALES, type Locale } from '#kernel/text.ts'
import { useRoles, useTeams } from '../pieces/directory.ts'
import { usePeopleWords } from './use-people-words.ts'

const LANGUAGES: Readonly<Record<Locale, string>> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

/** Roles, teams and language of somebody: roles that may do more than the reader cannot be chosen. */
export function PlacementFields() {
  const say = usePeopleWords()
  const roles = useRoles()
  const teams = useTeams()
  return (
    <>
      <Form.Item name="roles" label={say('form.roles')} extra={say('form.roles_hint')} rules={[{ required: true, message: say('form.required') }]}>
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={roles.map(({ key, name, grantable }) => ({ value: key, label: name, disabled: !grantable }))} />
      </Form.Item>
      <Form.Item name="teamIds" label={say('form.teams')}>
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={teams.map(({ id, name }) => ({ value: id as string, label: name }))} />
      </Form.Item>
      <Form.Item name="locale" label={say('form.locale')}>
        <Select options={LOCALES.map((locale) => ({ value: locale, label: LANGUAGES[locale] }))} />
      </Form.Item>
    </>
  )
}
