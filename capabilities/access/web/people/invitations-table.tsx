import { ClockCircleOutlined, StopOutlined } from '@ant-design/icons'
import { App, Button, Flex, Table, type TableColumnsType } from 'antd'
import { useNow } from '#ui/time/use-now.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { Invitation } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { IssuedLink, linkOf } from './issued-link.tsx'
import { invitationsQuery } from './people-data.ts'
import { RoleNames, TeamNames } from './people-table.tsx'
import { usePeopleWords } from './use-people-words.ts'

/** Invitations that nobody has taken up or taken back. */
export function InvitationsTable({ invitations, loading }: { readonly invitations: readonly Invitation[]; readonly loading: boolean }) {
  const say = usePeopleWords()
  const columns: TableColumnsType<Invitation> = [
    { key: 'name', title: say('column.name'), render: (_value, { name, number }) => <Flex vertical><strong>{name}</strong><span>{number}</span></Flex> },
    { key: 'email', title: say('column.email'), dataIndex: 'email' },
    { key: 'roles', title: say('column.roles'), render: (_value, { roles }) => <RoleNames keys={roles} /> },
    { key: 'teams', title: say('column.teams'), render: (_value, { teamIds }) => <TeamNames ids={teamIds} /> },
    { key: 'state', title: say('column.state'), render: (_value, invitation) => <InvitationState invitation={invitation} /> },
    { key: 'expires', title: say('column.expires'), render: (_value, { expiresAt }) => <TimeText at={expiresAt} /> },
    { key: 'actions', title: say('column.actions'), render: (_value, invitation) => <Acts invitation={invitation} /> },
  ]
  return <Table<Invitation> size="middle" rowKey="id" columns={columns} dataSource={[...invitations]} loading={loading} pagination={{ pageSize: 50, hideOnSinglePage: true }} scroll={{ x: 'max-content' }} locale={{ emptyText: loading ? null : say('invite.none') }} />
}

function InvitationState({ invitation: { expiresAt } }: { readonly invitation: Invitation }) {
  const say = usePeopleWords()
  return Date.parse(expiresAt) > useNow()
    ? <ToneChip tone="info" icon={<ClockCircleOutlined />}>{say('invite.pending')}</ToneChip>
    : <ToneChip tone="calm" icon={<StopOutlined />}>{say('invite.expired')}</ToneChip>
}

function Acts({ invitation }: { readonly invitation: Invitation }) {
  const say = usePeopleWords()
  const { modal } = App.useApp()
  const { id, name } = invitation
  const renewing = useCommand({
    run: async (_nothing: null, key) => askAccess('POST /api/v1/staff/invitations/:id/renewal', { params: { id } }, { key }),
    changes: () => [invitationsQuery.queryKey],
    onDone: ({ token }) => void modal.info({ icon: null, title: say('invite.link'), content: <IssuedLink issued={{ invited: invitation, link: linkOf(token) }} />, width: 560 }),
  })
  const revoking = useCommand({
    run: async (_nothing: null, key) => askAccess('DELETE /api/v1/staff/invitations/:id', { params: { id } }, { key }),
    changes: () => [invitationsQuery.queryKey],
  })
  const renew = (): void => void modal.confirm({ title: say('invite.renew_ask', { name }), content: say('invite.renew_text'), okText: say('act.renew'), onOk: () => renewing.mutate(null) })
  const revoke = (): void => void modal.confirm({ title: say('invite.revoke_ask', { name }), content: say('invite.revoke_text'), okText: say('act.revoke'), onOk: () => revoking.mutate(null) })
  return (
    <Flex vertical gap="small">
      <Flex gap="small">
        <Button size="small" aria-label={say('act.of', { act: say('act.renew'), name })} loading={renewing.isPending} onClick={renew}>{say('act.renew')}</Button>
        <Button size="small" aria-label={say('act.of', { act: say('act.revoke'), name })} loading={revoking.isPending} onClick={revoke}>{say('act.revoke')}</Button>
      </Flex>
      <ProblemNote problem={renewing.error ?? revoking.error} />
    </Flex>
  )
}
