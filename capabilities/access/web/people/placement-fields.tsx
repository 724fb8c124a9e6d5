import { Form, Select } from 'antd'
import type { Id } from '#kernel/id.ts'
import { LOCALES, type Locale } from '#kernel/text.ts'
import { MultiSelect } from '#ui/pieces/multi-select.tsx'
import { needsTeam, teamsWithoutRole, teamsWithRole } from '../../core/team-proposal.ts'
import { useRoles, useTeams } from '../pieces/directory.ts'
import { usePeopleWords } from './use-people-words.ts'

const LANGUAGES: Readonly<Record<Locale, string>> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

/** Roles, teams and language of somebody: roles that may do more than the reader cannot be chosen; a role proposes its team. */
export function PlacementFields() {
  const say = usePeopleWords()
  return (
    <>
      <RolesAndTeams />
      <Form.Item name="locale" label={say('form.locale')}>
        <Select options={LOCALES.map((locale) => ({ value: locale, label: LANGUAGES[locale] }))} />
      </Form.Item>
    </>
  )
}

function RolesAndTeams() {
  const say = usePeopleWords()
  const roles = useRoles()
  const teams = useTeams()
  const form = Form.useFormInstance<{ readonly roles: readonly string[]; readonly teamIds: readonly Id[] }>()
  const propose = (change: typeof teamsWithRole, role: string): void => form.setFieldValue('teamIds', change(form.getFieldValue('teamIds') ?? [], role, teams))
  const chosen = Form.useWatch('roles', form) ?? []
  const teamNeeded = teams.length > 0 && needsTeam(roles.filter(({ key }) => chosen.includes(key)))
  return (
    <>
      <Form.Item name="roles" label={say('form.roles')} extra={say('form.roles_hint')} rules={[{ required: true, message: say('form.required') }]}>
        <MultiSelect
          showSearch={{ optionFilterProp: 'label' }}
          options={roles.map(({ key, name, grantable }) => ({ value: key, label: name, disabled: !grantable }))}
          onSelect={(role) => propose(teamsWithRole, String(role))}
          onDeselect={(role) => propose(teamsWithoutRole, String(role))}
        />
      </Form.Item>
      <Form.Item name="teamIds" label={say('form.teams')} rules={[{ required: teamNeeded, type: 'array', message: say('form.team_needed') }]}>
        <MultiSelect showSearch={{ optionFilterProp: 'label' }} options={teams.map(({ id, name }) => ({ value: id as string, label: name }))} />
      </Form.Item>
    </>
  )
}
