import { Checkbox, Form, Input, InputNumber } from 'antd'
import { useMailboxWords } from './use-mailbox-words.ts'
import styles from './mailboxes.module.css'

/** One mail server: name, port, and whether the connection is sealed from the first byte. */
export function ServerFields({ door }: { readonly door: 'imap' | 'smtp' }) {
  const say = useMailboxWords()
  const required = { required: true, message: say('form.required') }
  return (
    <div className={styles['servers']}>
      <Form.Item name={[door, 'host']} label={say(`form.${door}`)} rules={[required, { pattern: /^[A-Za-z0-9][A-Za-z0-9.:_-]*$/, message: say('form.host_bad') }]}>
        <Input maxLength={253} autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name={[door, 'port']} label={say('form.port')} rules={[required]}><InputNumber min={1} max={65_535} style={{ width: '100%' }} /></Form.Item>
      <Form.Item name={[door, 'secure']} valuePropName="checked"><Checkbox>{say('form.secure')}</Checkbox></Form.Item>
    </div>
  )
}
