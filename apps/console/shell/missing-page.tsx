import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { useConsoleWords } from './use-console-words.ts'

/** An address that leads nowhere. */
export function MissingPage() {
  const say = useConsoleWords()
  const navigate = useNavigate()
  return (
    <EmptyNote title={say('page.missing.title')} text={say('page.missing.text')}>
      <Button type="primary" onClick={() => void navigate({ to: '/inbox', search: { view: 'mine' } })}>{say('page.missing.back')}</Button>
    </EmptyNote>
  )
}
