import { Button, Flex, Input, Modal, Segmented } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { CreateForm } from '../people/create-form.tsx'
import { InvitationsTable } from '../people/invitations-table.tsx'
import { InviteForm } from '../people/invite-form.tsx'
import { archivedPeopleQuery, invitationsQuery, isFound } from '../people/people-data.ts'
import { PeopleTable } from '../people/people-table.tsx'
import { usePeopleWords } from '../people/use-people-words.ts'
import { colleaguesQuery } from '../pieces/directory.ts'
import { useMay } from '../pieces/use-me.ts'

type Shelf = 'working' | 'invited' | 'left'

/** Who works here, who is asked in, who has left. */
export function PeopleScreen() {
  const say = usePeopleWords()
  const manages = useMay('staff.manage') !== undefined
  const [shelf, setShelf] = useState<Shelf>('working')
  const [typed, setTyped] = useState('')
  const [dialog, setDialog] = useState<'invite' | 'create' | null>(null)
  const working = useQuery(colleaguesQuery)
  const left = useQuery(archivedPeopleQuery)
  const invitations = useQuery({ ...invitationsQuery, enabled: manages })
  const waiting = invitations.data?.filter(({ acceptedAt, revokedAt }) => acceptedAt === null && revokedAt === null) ?? []
  const counts: Readonly<Record<Shelf, number | undefined>> = { working: working.data?.length, invited: invitations.data === undefined ? undefined : waiting.length, left: left.data?.length }
  const shelves: readonly Shelf[] = manages ? ['working', 'invited', 'left'] : ['working', 'left']
  const nameOf = (of: Shelf): string => (counts[of] === undefined ? say(`people.${of}`) : say('people.counted', { shelf: say(`people.${of}`), count: counts[of] }))
  return (
    <>
      <PageHead title={say('people.title')} text={say('people.text')}>
        {manages && <Button onClick={() => setDialog('create')}>{say('people.create')}</Button>}
        {manages && <Button type="primary" onClick={() => setDialog('invite')}>{say('people.invite')}</Button>}
      </PageHead>
      <Flex vertical gap="middle">
        <Flex gap="middle" wrap>
          <Segmented<Shelf> value={shelf} onChange={setShelf} options={shelves.map((value) => ({ value, label: nameOf(value) }))} />
          <Input.Search allowClear value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={say('people.search')} aria-label={say('people.search')} style={{ maxWidth: 320 }} />
        </Flex>
        <ProblemNote problem={working.error ?? left.error ?? invitations.error} />
        {shelf === 'working' && <PeopleTable people={working.data?.filter((person) => isFound(person, typed)) ?? []} loading={working.isLoading} empty={say('people.none')} />}
        {shelf === 'left' && <PeopleTable people={left.data?.filter((person) => isFound(person, typed)) ?? []} loading={left.isLoading} empty={typed === '' ? say('people.none_left') : say('people.none')} />}
        {shelf === 'invited' && <InvitationsTable invitations={waiting.filter((person) => isFound(person, typed))} loading={invitations.isLoading} />}
      </Flex>
      <Modal open={dialog !== null} title={say(dialog === 'create' ? 'form.create' : 'form.invite')} footer={null} destroyOnHidden mask={{ closable: false }} onCancel={() => setDialog(null)}>
        {dialog === 'create' ? <CreateForm /> : <InviteForm />}
      </Modal>
    </>
  )
}
