import { Button } from 'antd'
import { Problem } from '#ui/talk/problem.ts'
import { EmptyNote } from '#ui/pieces/empty-note.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { MissingPage } from './missing-page.tsx'
import { useConsoleWords } from './use-console-words.ts'

/** A screen that failed: what is safe, and what to do. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const say = useConsoleWords()
  if (error instanceof Problem && error.status === 404) return <MissingPage />
  return (
    <EmptyNote title={say('page.broken.title')} text={say('page.broken.text')}>
      <ProblemNote problem={error} />
      <Button type="primary" onClick={() => location.reload()}>{say('page.broken.reload')}</Button>
    </EmptyNote>
  )
}
