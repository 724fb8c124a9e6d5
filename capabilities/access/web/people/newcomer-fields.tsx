import { Form, Input } from 'antd'
import { usePeopleWords } from './use-people-words.ts'

const NUMBER = /^[a-z0-9][a-z0-9._-]{1,39}$/

/** Who somebody new is: name, staff number, mail address. */
export function NewcomerFields({ mailNeeded }: { readonly mailNeeded: boolean }) {
  const say = usePeopleWords()
  const required = { required: true, whitespace: true, message: say('form.required') }
  return (
    <>
      <Form.Item name="name" label={say('form.name')} rules={[required]}><Input maxLength={80} autoComplete="off" autoFocus /></Form.Item>
      <Form.Item name="number" label={say('form.number')} extra={say('form.number_hint')} rules={[required, { pattern: NUMBER, message: say('form.number_bad') }]}>
        <Input maxLength={40} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="email" label={mailNeeded ? say('form.email') : say('form.email_optional')} rules={[...(mailNeeded ? [required] : []), { type: 'email', message: say('form.email_bad') }]}>
        <Input maxLength={254} autoComplete="off" inputMode="email" />
      </Form.Item>
    </>
  )
}
