import { Form, Input, Select } from 'antd'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { GrowingText } from '#ui/pieces/growing-text.tsx'
import type { ReplyTemplate } from '../../writing-contract.ts'
import { useThreadWords } from './use-thread-words.ts'

const FIELDS = '{{customer.name}}、{{case.subject}}、{{agent.name}}'

/** What a template is called, what it says and who may use it. `now`: how it is shared so far, which it may stay. */
export function TemplateFields({ now }: { readonly now: ReplyTemplate['shared'] }) {
  const say = useThreadWords()
  const share = useMay('template.share')
  const shared = Form.useWatch('shared', Form.useFormInstance())
  const required = { required: true, whitespace: true, message: say('required') }
  const offered = [{ value: 'private', offered: true }, { value: 'team', offered: share !== undefined }, { value: 'all', offered: share === 'all' }] as const
  const audiences = offered.filter(({ value, offered: may }) => may || value === now).map(({ value }) => ({ value, label: say(`templates.${value}`) }))
  return (
    <>
      <Form.Item name="name" label={say('templates.name')} rules={[required]}><Input maxLength={60} /></Form.Item>
      <Form.Item name="text" label={say('templates.text')} extra={say('templates.text_help', { fields: FIELDS })} rules={[required]}><GrowingText rows={4} maxLength={20_000} /></Form.Item>
      <Form.Item name="shared" label={say('templates.shared')}><Select options={audiences} /></Form.Item>
      {shared === 'team' && <Form.Item name="teamId" label={say('templates.team_pick')} rules={[{ required: true, message: say('choose') }]}><TeamPick /></Form.Item>}
    </>
  )
}
