import { App, Button, Flex, Tag } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Team } from '../../contract.ts'
import { askAccess } from '../pieces/access-api.ts'
import { useColleagues } from '../pieces/directory.ts'
import { useMay } from '../pieces/use-me.ts'
import { PEOPLE_CHANGED } from './people-data.ts'
import { RoleNames } from './people-table.tsx'
import { usePeopleWords } from './use-people-words.ts'
import styles from './teams.module.css'

/** A team: what it does, who leads it, who is in it. */
export function TeamCard({ team, onEdit }: { readonly team: Team; readonly onEdit: () => void }) {
  const say = usePeopleWords()
  const people = useColleagues()
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? '…'
  return (
    <li className={styles['card']}>
      <h2 className={styles['name']}>{team.name}</h2>
      <dl className={styles['facts']}>
        <dt>{say('teams.role')}</dt><dd><RoleNames keys={[team.role]} /></dd>
        <dt>{say('teams.lead')}</dt><dd>{team.leadId === null ? say('teams.no_lead') : nameOf(team.leadId)}</dd>
        <dt>{say('teams.members', { count: team.memberIds.length })}</dt>
        <dd>{team.memberIds.length === 0 ? say('teams.nobody') : <Flex gap={4} wrap>{team.memberIds.map((id) => <Tag key={id}>{nameOf(id)}</Tag>)}</Flex>}</dd>
      </dl>
      <TeamActs team={team} onEdit={onEdit} />
    </li>
  )
}

function TeamActs({ team: { id, name, archivedAt }, onEdit }: { readonly team: Team; readonly onEdit: () => void }) {
  const say = usePeopleWords()
  const { modal } = App.useApp()
  const manages = useMay('team.manage') === 'all'
  const archiving = useCommand({
    run: async (archive: boolean, key) => askAccess(archive ? 'POST /api/v1/teams/:id/archival' : 'DELETE /api/v1/teams/:id/archival', { params: { id } }, { key }),
    changes: () => PEOPLE_CHANGED,
  })
  if (!manages) return null
  const ask = (): void => void modal.confirm({ title: say('archive.ask', { name }), content: say('teams.archive_text'), okText: say('act.archive'), okButtonProps: { danger: true }, onOk: () => archiving.mutate(true) })
  const label = (act: 'change' | 'archive' | 'restore'): string => say('act.of', { act: say(`act.${act}`), name })
  return (
    <>
      <ProblemNote problem={archiving.error} />
      <Flex gap="small" wrap>
        {archivedAt !== null ? <Button size="small" aria-label={label('restore')} loading={archiving.isPending} onClick={() => archiving.mutate(false)}>{say('act.restore')}</Button> : (
          <>
            <Button size="small" aria-label={label('change')} onClick={onEdit}>{say('act.change')}</Button>
            <Button size="small" type="text" danger aria-label={label('archive')} loading={archiving.isPending} onClick={ask}>{say('act.archive')}</Button>
          </>
        )}
      </Flex>
    </>
  )
}
