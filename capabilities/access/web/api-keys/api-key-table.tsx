import { Button, Flex, Popconfirm, Table, Tag, type TableColumnsType } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { TimeText } from '#ui/time/time-text.tsx'
import type { ApiKey } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { useColleagues } from '../pieces/directory.ts'
import { usePeopleWords } from '../people/use-people-words.ts'
import { API_KEYS } from './api-keys-data.ts'
import { useApiKeyWords } from './use-api-key-words.ts'

/** Keys as a table; a valid one can be revoked. */
export function ApiKeyTable({ keys, revoked, loading }: { readonly keys: readonly ApiKey[]; readonly revoked: boolean; readonly loading: boolean }) {
  const say = useApiKeyWords()
  const sayPeople = usePeopleWords()
  const colleagues = useColleagues()
  const columns: TableColumnsType<ApiKey> = [
    { key: 'name', title: say('column.name'), render: (_value, { name }) => <strong>{name}</strong> },
    { key: 'prefix', title: say('column.prefix'), render: (_value, { prefix }) => <code>{prefix}…</code> },
    { key: 'permissions', title: say('column.permissions'), render: (_value, { permissions }) => <Flex gap={4} wrap>{permissions.map((permission) => <Tag key={permission}>{sayPeople(`may.${permission}`)}</Tag>)}</Flex> },
    { key: 'by', title: say('column.by'), render: (_value, { createdBy, createdAt }) => <Flex vertical><span>{colleagues.find(({ id }) => id === createdBy)?.name ?? '–'}</span><TimeText past at={createdAt} /></Flex> },
    { key: 'used', title: say('column.used'), render: (_value, { lastUsedOn }) => lastUsedOn ?? say('never_used') },
    { key: 'expires', title: say('column.expires'), render: (_value, { expiresAt }) => (expiresAt === null ? say('no_end') : <TimeText at={expiresAt} />) },
    revoked
      ? { key: 'revoked', title: say('revoked'), render: (_value, { revokedAt }) => (revokedAt === null ? null : <TimeText past at={revokedAt} />) }
      : { key: 'actions', title: say('column.actions'), render: (_value, key) => <Revoke apiKey={key} /> },
  ]
  return <Table<ApiKey> aria-label={say('title')} size="middle" rowKey="id" columns={columns} dataSource={[...keys]} loading={loading} pagination={false} scroll={{ x: 'max-content' }} locale={{ emptyText: say(revoked ? 'none_revoked' : 'none') }} />
}

function Revoke({ apiKey: { id, name } }: { readonly apiKey: ApiKey }) {
  const say = useApiKeyWords()
  const revoke = useCommand({ run: async (_nothing: null, key) => askAccess('DELETE /api/v1/api-keys/:id', { params: { id } }, { key }), changes: () => [API_KEYS] })
  return (
    <>
      <Popconfirm title={say('revoke_of', { name })} description={say('revoke_sure')} okText={say('revoke')} okButtonProps={{ danger: true }} onConfirm={() => revoke.mutate(null)}>
        <Button danger size="small" loading={revoke.isPending} aria-label={say('revoke_of', { name })}>{say('revoke')}</Button>
      </Popconfirm>
      <ProblemNote problem={revoke.error} />
    </>
  )
}
