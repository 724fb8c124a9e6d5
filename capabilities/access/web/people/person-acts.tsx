import { App, Button, Flex } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ShownOnce } from '#ui/pieces/shown-once.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Staff } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { useMe } from '../pieces/use-me.ts'
import { managedBy, PEOPLE_CHANGED } from './people-data.ts'
import { PersonForm } from './person-form.tsx'
import { usePeopleWords } from './use-people-words.ts'

type Act = 'reset' | 'archive' | 'restore'

/** What one may do with a colleague, each with its consequences said first. */
export function PersonActs({ person }: { readonly person: Staff }) {
  const say = usePeopleWords()
  const me = useMe()
  const [changing, setChanging] = useState(false)
  const { run, problem, pending } = useActs(person)
  if (!managedBy(me, person)) return null
  const { name } = person
  const label = (act: 'change' | Act): string => say('act.of', { act: say(`act.${act}`), name })
  const button = (act: Act) => <Button size="small" {...(act === 'archive' ? { type: 'text', danger: true } : {})} aria-label={label(act)} loading={pending} onClick={() => run(act)}>{say(`act.${act}`)}</Button>
  return (
    <Flex gap="small" wrap>
      {person.archivedAt !== null ? button('restore') : (
        <>
          <Button size="small" aria-label={label('change')} onClick={() => setChanging(true)}>{say('act.change')}</Button>
          {button('reset')}
          {me.id !== person.id && button('archive')}
        </>
      )}
      {changing && <PersonForm person={person} onClose={() => setChanging(false)} />}
      <ProblemNote problem={problem} />
    </Flex>
  )
}

function useActs(person: Staff): { readonly run: (act: Act) => void; readonly problem: unknown; readonly pending: boolean } {
  const say = usePeopleWords()
  const { modal, message } = App.useApp()
  const { id, name } = person
  const params = { id }
  const resetting = useCommand({
    run: async (_nothing: null, key) => askAccess('POST /api/v1/staff/:id/password-reset', { params }, { key }),
    onDone: ({ oneTimePassword }) => void modal[oneTimePassword === undefined ? 'warning' : 'success']({ title: say('reset.done'), content: <OneTime name={name} password={oneTimePassword} /> }),
  })
  const archiving = useCommand({
    run: async (archive: boolean, key) => askAccess(archive ? 'POST /api/v1/staff/:id/archival' : 'DELETE /api/v1/staff/:id/archival', { params }, { key }),
    changes: () => PEOPLE_CHANGED,
    onDone: (_answer, archive) => void message.success(say(archive ? 'archive.done' : 'restore.done', { name })),
  })
  const run = (act: Act): void => {
    switch (act) {
      case 'reset': return void modal.confirm({ title: say('reset.ask', { name }), content: say('reset.ask_text'), okText: say('act.reset'), onOk: () => resetting.mutate(null) })
      case 'archive': return void modal.confirm({ title: say('archive.ask', { name }), content: say('archive.ask_text'), okText: say('act.archive'), okButtonProps: { danger: true }, onOk: () => archiving.mutate(true) })
      case 'restore': return archiving.mutate(false)
    }
  }
  return { run, problem: resetting.error ?? archiving.error, pending: resetting.isPending || archiving.isPending }
}

function OneTime({ name, password }: { readonly name: string; readonly password: string | undefined }) {
  const say = usePeopleWords()
  return (
    <Flex vertical gap="small">
      {password !== undefined && <p>{say('create.done_text', { name })}</p>}
      <ShownOnce label={say('reset.password')} value={password} gone={say('create.gone', { name })} />
    </Flex>
  )
}
