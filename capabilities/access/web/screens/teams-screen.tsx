import { Button, Flex, Segmented } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import type { Team } from '../../contract.ts'
import { archivedTeamsQuery } from '../people/people-data.ts'
import { TeamCard } from '../people/team-card.tsx'
import { TeamForm } from '../people/team-form.tsx'
import { usePeopleWords } from '../people/use-people-words.ts'
import styles from '../people/teams.module.css'
import { teamsQuery } from '../pieces/directory.ts'
import { useMay } from '../pieces/use-me.ts'

/** The teams: who works together, and on which steps. */
export function TeamsScreen() {
  const say = usePeopleWords()
  const manages = useMay('team.manage') === 'all'
  const [archived, setArchived] = useState(false)
  const [edited, setEdited] = useState<Team | 'new' | null>(null)
  const living = useQuery(teamsQuery)
  const gone = useQuery({ ...archivedTeamsQuery, enabled: archived })
  const { data, error } = archived ? gone : living
  return (
    <>
      <PageHead title={say('teams.title')} text={say('teams.text')}>
        {manages && <Button type="primary" onClick={() => setEdited('new')}>{say('teams.create')}</Button>}
      </PageHead>
      <Flex vertical gap="middle">
        <div><Segmented<boolean> value={archived} onChange={setArchived} options={[{ value: false, label: say('teams.living') }, { value: true, label: say('teams.gone') }]} /></div>
        <ProblemNote problem={error} />
        {data?.length === 0 && <EmptyNote title={say(archived ? 'teams.none_gone' : 'teams.none')} />}
        <ul className={styles['cards']}>{data?.map((team) => <TeamCard key={team.id} team={team} onEdit={() => setEdited(team)} />)}</ul>
      </Flex>
      {edited !== null && <TeamForm team={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}
