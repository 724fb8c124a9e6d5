import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { SetupList } from '#capabilities/access/web/pieces/setup-list.tsx'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { isFiltered, type InboxSearch } from './inbox-search.ts'

const SPOKEN = ['mine', 'unassigned', 'overdue', 'resolved', 'closed'] as const

/** Why a list is empty, and where to look next. */
export function EmptyInbox({ search }: { readonly search: InboxSearch }) {
  const say = useCaseWords()
  const navigate = useNavigate()
  if (isFiltered(search)) {
    return (
      <EmptyNote title={say('empty.filtered.title')} text={say('empty.filtered.text')}>
        <Button onClick={() => void navigate({ to: '/inbox', search: { view: search.view } })}>{say('filter.clear')}</Button>
      </EmptyNote>
    )
  }
  if (search.view === 'all') return <EmptyNote title={say('empty.house.title')} text={say('empty.house.text')}><SetupList /></EmptyNote>
  const spoken = SPOKEN.find((view) => view === search.view) ?? 'other'
  return (
    <EmptyNote title={say(`empty.${spoken}.title`)} text={say(`empty.${spoken}.text`)}>
      {spoken === 'mine' && <Button onClick={() => void navigate({ to: '/inbox', search: { view: 'unassigned' } })}>{say('view.unassigned')}</Button>}
      {spoken === 'mine' && <SetupList />}
    </EmptyNote>
  )
}
