import { Button, Form } from 'antd'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { newKey } from '#ui/talk/call.ts'
import { Problem } from '#ui/talk/problem.ts'
import { useCommand } from '#ui/talk/use-command.ts'
import { DoorFrame } from '#ui/pieces/door-frame.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { usePeopleWords } from '../people/use-people-words.ts'
import { ChosenPasswordFields, type ChosenPassword } from '../pieces/chosen-password.tsx'
import { askAccess } from '../pieces/access-api.ts'
import { meQuery } from '../pieces/use-me.ts'

type Props = { readonly token: string; readonly onInside: () => void }

/** Where an invitation leads: a password of one's own, and one is in; or kind words about why not. */
export function InvitationScreen({ token, onInside }: Props) {
  const say = usePeopleWords()
  const shown = useQuery({ queryKey: ['invitation', token], queryFn: async ({ signal }) => askAccess('GET /api/v1/invitations/:token', { params: { token } }, { signal }) })
  if (shown.isPending) return null
  if (isUnknown(shown.error)) return <Closed why="unknown" />
  if (shown.error !== null) return <DoorFrame title={say('door.unknown')}><ProblemNote problem={shown.error} /></DoorFrame>
  const { state, name, number } = shown.data
  if (state !== 'open' || name === null || number === null) return <Closed why={state === 'open' ? 'unknown' : state} />
  return <DoorFrame title={say('door.open', { name })} hint={say('door.open_text', { number })}><ChoosePassword token={token} number={number} onInside={onInside} /></DoorFrame>
}

/** A token that is too short to be one is refused by its shape. */
const isUnknown = (error: unknown): boolean => error instanceof Problem && (error.status === 404 || error.status === 400)

function Closed({ why }: { readonly why: 'accepted' | 'revoked' | 'expired' | 'unknown' }) {
  const say = usePeopleWords()
  return (
    <DoorFrame title={say(`door.${why}`)} hint={say(`door.${why}_text`)}>
      <Button type={why === 'accepted' ? 'primary' : 'default'} size="large" block href="/sign-in">{say('door.sign_in')}</Button>
    </DoorFrame>
  )
}

function ChoosePassword({ token, number, onInside }: Props & { readonly number: string }) {
  const say = usePeopleWords()
  const cache = useQueryClient()
  const entering = useCommand({
    run: async ({ newPassword: password }: ChosenPassword, key) => {
      await askAccess('POST /api/v1/invitations/:token/acceptance', { params: { token }, body: { password } }, { key })
      return askAccess('POST /api/v1/sessions', { body: { account: number, password } }, { key: newKey() })
    },
    onDone: (me) => {
      cache.clear()
      cache.setQueryData(meQuery.queryKey, me)
      onInside()
    },
  })
  return (
    <Form<ChosenPassword> layout="vertical" requiredMark={false} onFinish={(wanted) => entering.mutate(wanted)} disabled={entering.isPending}>
      <input type="text" autoComplete="username" value={number} readOnly hidden />
      <ChosenPasswordFields label={say('door.password')} repeatLabel={say('door.repeat')} size="large" autoFocus />
      <ProblemNote problem={entering.error} />
      <Button type="primary" htmlType="submit" block size="large" loading={entering.isPending}>{say('door.submit')}</Button>
    </Form>
  )
}
