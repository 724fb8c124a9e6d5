import { Button, Flex, Form } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ShownOnce } from '#ui/pieces/shown-once.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { localeNow } from '#ui/words/words.ts'
import type { NewStaff } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { NewcomerFields } from './newcomer-fields.tsx'
import { PEOPLE_CHANGED } from './people-data.ts'
import { PlacementFields } from './placement-fields.tsx'
import { usePeopleWords } from './use-people-words.ts'

type Made = { readonly name: string; readonly password: string | undefined }

/** An account without an invitation; its one-time password is shown once. */
export function CreateForm() {
  const say = usePeopleWords()
  const [made, setMade] = useState<Made | null>(null)
  const creating = useCommand({
    run: async (body: NewStaff, key) => askAccess('POST /api/v1/staff', { body }, { key }),
    changes: () => PEOPLE_CHANGED,
    onDone: ({ oneTimePassword }, { name }) => setMade({ name, password: oneTimePassword }),
  })
  if (made !== null) {
    return (
      <Flex vertical gap="middle" component="output">
        {made.password !== undefined && <p>{say('create.done_text', { name: made.name })}</p>}
        <ShownOnce label={say('reset.password')} value={made.password} gone={say('create.gone', { name: made.name })} />
      </Flex>
    )
  }
  const submit = ({ email, ...person }: NewStaff): void => creating.mutate(email === undefined || email === '' ? person : { ...person, email })
  return (
    <Form<NewStaff> layout="vertical" requiredMark={false} initialValues={{ locale: localeNow(), roles: [], teamIds: [] }} onFinish={submit}>
      <NewcomerFields mailNeeded={false} />
      <PlacementFields />
      <ProblemNote problem={creating.error} />
      <Button type="primary" htmlType="submit" loading={creating.isPending}>{say('form.create_submit')}</Button>
    </Form>
  )
}
