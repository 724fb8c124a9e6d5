import { Button, Form } from 'antd'
import { useState } from 'react'
import type { Id } from '#kernel/id.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { localeNow } from '#ui/words/words.ts'
import type { NewInvitation } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { IssuedLink, linkOf, type Issued } from './issued-link.tsx'
import { NewcomerFields } from './newcomer-fields.tsx'
import { invitationsQuery } from './people-data.ts'
import { PlacementFields } from './placement-fields.tsx'
import { usePeopleWords } from './use-people-words.ts'

type Wanted = Omit<NewInvitation, 'teamIds'> & { readonly teamIds?: Id[] }

/** Asks somebody in, and hands out the link for them. */
export function InviteForm({ onIssued }: { readonly onIssued?: () => void }) {
  const [issued, setIssued] = useState<Issued | null>(null)
  if (issued !== null) return <IssuedLink issued={issued} onAgain={() => setIssued(null)} />
  return <AskForm onIssued={(made) => { setIssued(made); onIssued?.() }} />
}

function AskForm({ onIssued }: { readonly onIssued: (issued: Issued) => void }) {
  const say = usePeopleWords()
  const inviting = useCommand({
    run: async (body: Wanted, key) => askAccess('POST /api/v1/staff/invitations', { body }, { key }),
    changes: () => [invitationsQuery.queryKey],
    onDone: ({ token }, invited) => onIssued({ invited, link: linkOf(token) }),
  })
  return (
    <Form<Wanted> layout="vertical" requiredMark={false} initialValues={{ locale: localeNow(), roles: [], teamIds: [] }} onFinish={(body) => inviting.mutate(body)}>
      <NewcomerFields mailNeeded />
      <PlacementFields />
      <ProblemNote problem={inviting.error} />
      <Button type="primary" htmlType="submit" loading={inviting.isPending}>{say('form.invite_submit')}</Button>
    </Form>
  )
}
