import { CheckCircleOutlined, InboxOutlined, StopOutlined } from '@ant-design/icons'
import { Flex, Table, Tag, type TableColumnsType } from 'antd'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { Staff } from '../../contract.ts'
import { useRoles, useTeams } from '../pieces/directory.ts'
import { PersonActs } from './person-acts.tsx'
import { usePeopleWords } from './use-people-words.ts'

/** People as a table, with what one may do about each. */
export function PeopleTable({ people, loading, empty }: { readonly people: readonly Staff[]; readonly loading: boolean; readonly empty: string }) {
  const say = usePeopleWords()
  const columns: TableColumnsType<Staff> = [
    { key: 'name', title: say('column.name'), fixed: 'start', render: (_value, { name, number }) => <Flex vertical><strong>{name}</strong><span>{number}</span></Flex> },
    { key: 'email', title: say('column.email'), dataIndex: 'email', render: (email: string | null) => email ?? '–' },
    { key: 'roles', title: say('column.roles'), render: (_value, { roles }) => <RoleNames keys={roles} /> },
    { key: 'teams', title: say('column.teams'), render: (_value, { teamIds }) => <TeamNames ids={teamIds} /> },
    { key: 'state', title: say('column.state'), render: (_value, person) => <PersonState person={person} /> },
    { key: 'actions', title: say('column.actions'), render: (_value, person) => <PersonActs person={person} /> },
  ]
  return <Table<Staff> aria-label={say('people.list')} size="middle" rowKey="id" columns={columns} dataSource={[...people]} loading={loading} pagination={{ pageSize: 50, hideOnSinglePage: true }} scroll={{ x: 'max-content' }} locale={{ emptyText: loading ? null : empty }} />
}

export function RoleNames({ keys }: { readonly keys: readonly string[] }) {
  const roles = useRoles()
  // Until they are known, a key would stand where a name is expected.
  const nameOf = (key: string): string => (roles.length === 0 ? '…' : (roles.find((role) => role.key === key)?.name ?? key))
  return <Flex gap={4} wrap>{keys.map((key) => <Tag key={key}>{nameOf(key)}</Tag>)}</Flex>
}

export function TeamNames({ ids }: { readonly ids: readonly string[] }) {
  const say = usePeopleWords()
  const teams = useTeams()
  if (ids.length === 0) return <span>{say('no_team')}</span>
  return <span>{ids.map((id) => teams.find((team) => team.id === id)?.name ?? '…').join(say('list.comma'))}</span>
}

function PersonState({ person: { active, archivedAt } }: { readonly person: Staff }) {
  const say = usePeopleWords()
  if (archivedAt !== null) return <ToneChip tone="calm" icon={<InboxOutlined />}>{say('state.archived')}</ToneChip>
  return active ? <ToneChip tone="good" icon={<CheckCircleOutlined />}>{say('state.active')}</ToneChip> : <ToneChip tone="warn" icon={<StopOutlined />}>{say('state.inactive')}</ToneChip>
}
