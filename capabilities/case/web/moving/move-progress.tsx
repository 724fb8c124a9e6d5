import { Alert, Button, Progress } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { forgetMove, type MoveRun } from './move-run.ts'
import { Refused } from './refused-cases.tsx'
import styles from './moving.module.css'
import { useMoveWords } from './use-move-words.ts'

/** How far a move has come; it goes on while one looks at something else. */
export function MoveProgress({ run: { total, items, state, problem }, numberOf }: { readonly run: MoveRun; readonly numberOf: (caseId: string) => string }) {
  const say = useMoveWords()
  const moved = items.filter(({ ok }) => ok).length
  const refused = items.filter(({ ok }) => !ok)
  if (state === 'running') {
    return (
      <section className={styles['card']} aria-live="polite">
        <p>{say('running', { done: items.length, total })}</p>
        <Progress percent={Math.floor((items.length / total) * 100)} aria-label={say('title')} />
        <p className={styles['hint']}>{say('leave')}</p>
      </section>
    )
  }
  return (
    <section className={styles['card']}>
      <Alert
        type={state === 'done' ? 'success' : 'warning'} showIcon role="status"
        title={state === 'done' ? say('done', { moved, not: refused.length }) : say('stopped', { moved })} action={<Button size="small" onClick={forgetMove}>{say('close')}</Button>}
      />
      <ProblemNote problem={problem} />
      <Refused items={refused} numberOf={numberOf} />
    </section>
  )
}
