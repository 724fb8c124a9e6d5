import { Button, Form, Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newKey } from '#ui/talk/call.ts'
import { Problem } from '#ui/talk/problem.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import { DoorFrame } from '#ui/pieces/door-frame.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { SignIn } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { useAccessWords } from '../pieces/use-access-words.ts'
import { GuestList, type Guests } from '../pieces/guest-list.tsx'
import { meQuery } from '../pieces/use-me.ts'

/** Signing in: account and password, and the second factor only when it is asked for. */
export function SignInScreen({ onSignedIn, guests = null }: { readonly onSignedIn: () => void; readonly guests?: Guests | null }) {
  const say = useAccessWords()
  const cache = useQueryClient()
  const [codeAsked, setCodeAsked] = useState(false)
  const signIn = useCommand({
    run: async (body: SignIn) => askAccess('POST /api/v1/sessions', { body }, { key: newKey() }),
    onDone: (me) => {
      cache.clear()
      cache.setQueryData(meQuery.queryKey, me)
      onSignedIn()
    },
  })
  const problem = codeNeeded(signIn.error) ? null : signIn.error
  const submit = (body: SignIn): void => signIn.mutate(body, { onError: (error) => setCodeAsked(codeAsked || codeNeeded(error)) })
  const required = { required: true, message: say('required') }
  return (
    <DoorFrame title={say('sign_in.title')} {...(guests === null ? { hint: say('sign_in.first_hint') } : {})}>
      <Form<SignIn> layout="vertical" requiredMark={false} onFinish={submit} disabled={signIn.isPending}>
        <div hidden={codeAsked}>
          <Form.Item name="account" label={say('sign_in.account')} rules={[required]}>
            <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={254} autoFocus size="large" />
          </Form.Item>
          <Form.Item name="password" label={say('sign_in.password')} rules={[required]}>
            <Input.Password autoComplete="current-password" maxLength={256} size="large" />
          </Form.Item>
        </div>
        {codeAsked && (
          <Form.Item name="code" label={say('sign_in.code')} extra={say('sign_in.code_hint')} rules={[required]}>
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={20} autoFocus size="large" />
          </Form.Item>
        )}
        <ProblemNote problem={problem} />
        <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>{say('sign_in.submit')}</Button>
        {codeAsked && <Button type="link" block onClick={() => { setCodeAsked(false); signIn.reset() }}>{say('sign_in.again')}</Button>}
      </Form>
      {guests !== null && <GuestList guests={guests} busy={signIn.isPending} onPick={(account) => submit({ account, password: guests.password })} />}
    </DoorFrame>
  )
}

const codeNeeded = (error: unknown): boolean => error instanceof Problem && error.code === 'access.code_needed'
