import { useSyncExternalStore } from 'react'
import type { BatchAction } from '../../inbox-contract.ts'
import { inBatches, sumOf, takeBack, type BatchSum, type BatchType } from './batch-pieces.ts'

/** A batch that goes on while one looks at something else; there is one at a time. `done` of `total` cases have been asked; `undo` holds what can be taken back. */
export type BatchRun = {
  readonly type: BatchType
  readonly state: 'running' | 'done' | 'stopped' | 'undoing' | 'undone'
  readonly total: number
  readonly done: number
  readonly sum: BatchSum
  readonly undo: readonly string[]
  readonly problem: unknown
}
/** Reads again what was changed. */
type Ended = () => void

let run: BatchRun | null = null
const watchers = new Set<() => void>()
const keep = (next: BatchRun | null): void => {
  run = next
  for (const watcher of watchers) watcher()
}
const NOTHING: BatchSum = { changed: 0, same: 0, refused: 0, items: [] }

/** Whether a batch is under way: the next one waits for it. */
export const isGoingOn = (batch: BatchRun | null): boolean => batch !== null && (batch.state === 'running' || batch.state === 'undoing')

/** Begins a batch and lets it go on by itself. */
export async function beginBatch({ type, action, caseIds }: { readonly type: BatchType; readonly action: BatchAction; readonly caseIds: readonly string[] }, ended: Ended): Promise<void> {
  let sofar: BatchRun = { type, state: 'running', total: caseIds.length, done: 0, sum: NOTHING, undo: [], problem: null }
  keep(sofar)
  try {
    await inBatches(action, caseIds, {
      dryRun: false,
      told: (reports) => {
        const sum = sumOf(reports)
        sofar = { ...sofar, sum, done: sum.items.length, undo: reports.flatMap(({ id, undoUntil }) => (id === null || undoUntil === null ? [] : [id])) }
        keep(sofar)
      },
    })
    keep({ ...sofar, state: 'done' })
  } catch (problem) {
    keep({ ...sofar, state: 'stopped', problem })
  }
  ended()
}

/** Gives all cases of a batch back what they had, where nobody has changed that since. */
export async function undoBatch(batch: BatchRun, ended: Ended): Promise<void> {
  let sofar: BatchRun = { ...batch, state: 'undoing', total: batch.sum.changed, done: 0, sum: NOTHING, problem: null }
  keep(sofar)
  try {
    const sum = await takeBack(batch.undo, (reports) => {
      const known = sumOf(reports)
      sofar = { ...sofar, sum: known, done: known.items.length, undo: batch.undo.slice(0, batch.undo.length - reports.length) }
      keep(sofar)
    })
    keep({ ...sofar, state: 'undone', sum })
  } catch (problem) {
    keep({ ...sofar, state: 'stopped', problem })
  }
  ended()
}

export const forgetBatch = (): void => keep(null)

/** The batch that goes on, or the last one until it is forgotten. */
export const useBatchRun = (): BatchRun | null =>
  useSyncExternalStore((watcher) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }, () => run)
