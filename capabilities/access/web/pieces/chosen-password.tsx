import { Form, Input } from 'antd'
import { useAccessWords } from './use-access-words.ts'

/** What a form with these fields is sent with. */
export type ChosenPassword = { readonly newPassword: string; readonly repeated: string }

type FieldsProps = { readonly label: string; readonly repeatLabel: string; readonly size?: 'large'; readonly autoFocus?: boolean }

/** The fields `newPassword` and `repeated` of a form: a password somebody chooses, typed twice alike. */
export function ChosenPasswordFields({ label, repeatLabel, size, autoFocus = false }: FieldsProps) {
  const say = useAccessWords()
  const required = { required: true, message: say('required') }
  const shared = { autoComplete: 'new-password', maxLength: 256, ...(size === undefined ? {} : { size }) }
  return (
    <>
      <Form.Item name="newPassword" label={label} rules={[required]}><Input.Password {...shared} autoFocus={autoFocus} /></Form.Item>
      <Form.Item
        name="repeated"
        label={repeatLabel}
        dependencies={['newPassword']}
        rules={[required, ({ getFieldValue }) => ({
          validator: async (_rule, repeated: unknown) => {
            if (repeated !== undefined && repeated !== '' && repeated !== getFieldValue('newPassword')) throw new Error(say('password.differ'))
          },
        })]}
      >
        <Input.Password {...shared} />
      </Form.Item>
    </>
  )
}
