import { Alert, Button, Flex, Progress } from 'antd'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { continueMove, forgetMove, movedIn, type MoveRun } from './move-run.ts'
import { Refused } from './refused-cases.tsx'
import styles from './moving.module.css'
import { useCasesMoved } from './use-cases-moved.ts'
import { useMoveWords } from './use-move-words.ts'

/** How far a move has come; it goes on while one looks at something else, and is gone on with where it was interrupted. */
export function MoveProgress({ run, numberOf }: { readonly run: MoveRun; readonly numberOf: (caseId: string) => string }) {
  const say = useMoveWords()
  const ended = useCasesMoved()
  const { total, state, problem } = run
  const items = movedIn(run.reports)
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
        title={state === 'done' ? say('done', { moved, not: refused.length }) : say('stopped', { moved, left: total - items.length })}
        action={<Flex gap="small">{run.rest.length > 0 && <Button size="small" type="primary" onClick={() => void continueMove(run, ended)}>{say('continue')}</Button>}<Button size="small" onClick={forgetMove}>{say('close')}</Button></Flex>}
      />
      <ProblemNote problem={problem} />
      <Refused items={refused} numberOf={numberOf} />
    </section>
  )
}
