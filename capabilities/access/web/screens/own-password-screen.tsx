import { Button, Form, Input } from 'antd'
import { DoorFrame } from '#ui/pieces/door-frame.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { askAccess } from '../pieces/access-api.ts'
import { ChosenPasswordFields, type ChosenPassword } from '../pieces/chosen-password.tsx'
import { useAccessWords } from '../pieces/use-access-words.ts'
import { meQuery } from '../pieces/use-me.ts'

type Wanted = ChosenPassword & { readonly password: string }

/** A one-time password is given up for one's own before anything else. */
export function OwnPasswordScreen() {
  const say = useAccessWords()
  const change = useCommand({
    run: async ({ password, newPassword }: Wanted, key) => askAccess('POST /api/v1/me/password', { body: { password, newPassword } }, { key }),
    changes: () => [meQuery.queryKey],
  })
  const required = { required: true, message: say('required') }
  return (
    <DoorFrame title={say('password.title')} hint={say('password.text')}>
      <Form<Wanted> layout="vertical" requiredMark={false} onFinish={(wanted) => change.mutate(wanted)} disabled={change.isPending}>
        <Form.Item name="password" label={say('password.one_time')} rules={[required]}>
          <Input.Password autoComplete="current-password" maxLength={256} autoFocus size="large" />
        </Form.Item>
        <ChosenPasswordFields label={say('password.new')} repeatLabel={say('password.repeat')} size="large" />
        <ProblemNote problem={change.error} />
        <Button type="primary" htmlType="submit" block size="large" loading={change.isPending}>{say('password.submit')}</Button>
      </Form>
    </DoorFrame>
  )
}
