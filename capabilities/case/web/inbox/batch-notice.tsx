import { CloseOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCaseWords } from '../pieces/use-case-words.ts'
import { useCasesChanged } from '../pieces/use-cases-changed.ts'
import styles from './batch-notice.module.css'
import { sumOf } from './batch-pieces.ts'
import { continueBatch, forgetBatch, isGoingOn, undoable, undoBatch, type BatchRun } from './batch-run.ts'

/** What went as it should is said for so long. */
const SAID_MS = 30_000

/** How far a batch has come, what became of it, and the way back; it stays while one goes to other pages. */
export default function BatchNotice({ run }: { readonly run: BatchRun }) {
  const say = useCaseWords()
  useStaying(run)
  const changed = useCasesChanged()
  const goingOn = isGoingOn(run)
  return (
    <section className={styles['notice']} aria-label={say('batch.notice')}>
      <p role="status" className={styles['said']}>{useSentence(run)}</p>
      {goingOn && <Progress percent={run.total === 0 ? 0 : Math.floor((sumOf(run.reports).items.length / run.total) * 100)} showInfo={false} size="small" aria-label={say('batch.notice')} />}
      {goingOn && <p className={styles['small']}>{say('batch.leave')}</p>}
      {run.problem !== null && <ProblemNote problem={run.problem} />}
      {!goingOn && (
        <p className={styles['acts']}>
          {run.rest.length > 0 && <Button size="small" type="primary" onClick={() => void continueBatch(run, changed)}>{say('batch.continue')}</Button>}
          {undoable(run).length > 0 && <Button size="small" onClick={() => void undoBatch(run, changed)}>{say('batch.undo')}</Button>}
          <Button size="small" type="text" icon={<CloseOutlined />} aria-label={say('batch.close')} title={say('batch.close')} onClick={forgetBatch} />
        </p>
      )}
    </section>
  )
}

function useSentence({ type, back, state, total, reports }: BatchRun): string {
  const say = useCaseWords()
  const { changed, refused, items: { length: done } } = sumOf(reports)
  switch (state) {
    case 'running': return back ? say('batch.undoing', { done, total }) : say('batch.running', { action: say(`batch.${type}`), done, total })
    case 'done': return refused === 0 ? say(back ? 'batch.undone' : 'batch.done', { changed }) : say(back ? 'batch.undone_partly' : 'batch.done_partly', { changed, refused })
    case 'stopped': return say(back ? 'batch.undo_stopped' : 'batch.stopped', { changed, left: total - done })
  }
}

/** Whoever closes the window while it goes on is asked; what went well goes away by itself. */
function useStaying(run: BatchRun): void {
  const goingOn = isGoingOn(run)
  const settled = !goingOn && run.problem === null && sumOf(run.reports).refused === 0
  useEffect(() => {
    if (!goingOn) return undefined
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [goingOn])
  useEffect(() => {
    if (!settled) return undefined
    const timer = setTimeout(forgetBatch, SAID_MS)
    return () => clearTimeout(timer)
  }, [settled])
}
