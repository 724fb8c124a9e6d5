import { useSyncExternalStore } from 'react'
import type { BatchAction, BatchReport } from '../../inbox-contract.ts'
import { askEach, piecesBack, piecesOf, sumOf, type BatchSum, type BatchType, type Piece } from './batch-pieces.ts'

/**
 * A batch that goes on while one looks at something else; there is one at a time. `done` of `total` cases have been answered; `undo` holds what can be taken back.
 * `rest`: the pieces without an answer. Of the first of them nobody knows whether it was done: it is asked again under its key.
 */
export type BatchRun = {
  readonly type: BatchType
  readonly state: 'running' | 'done' | 'stopped' | 'undoing' | 'undone' | 'undo_stopped'
  readonly total: number
  readonly done: number
  readonly sum: BatchSum
  readonly reports: readonly BatchReport[]
  readonly undo: readonly string[]
  readonly rest: readonly Piece[]
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
const NOTHING = { done: 0, sum: sumOf([]), reports: [], problem: null } as const

/** Whether a batch is under way: the next one waits for it. */
export const isGoingOn = (batch: BatchRun | null): boolean => batch !== null && (batch.state === 'running' || batch.state === 'undoing')

type Begun = { readonly type: BatchType; readonly action: BatchAction; readonly caseIds: readonly string[] }

/** Begins a batch and lets it go on by itself. */
export const beginBatch = async ({ type, action, caseIds }: Begun, ended: Ended): Promise<void> =>
  carryOn({ type, state: 'running', total: caseIds.length, undo: [], rest: piecesOf(action, caseIds, false), ...NOTHING }, ended)

/** Gives all cases of a batch back what they had, where nobody has changed that since. */
export const undoBatch = async (batch: BatchRun, ended: Ended): Promise<void> =>
  carryOn({ ...batch, state: 'undoing', total: batch.sum.changed, undo: [], rest: piecesBack(batch.undo), ...NOTHING }, ended)

/** Goes on where it was interrupted. */
export const continueBatch = async (batch: BatchRun, ended: Ended): Promise<void> =>
  carryOn({ ...batch, state: batch.state === 'undo_stopped' ? 'undoing' : 'running', problem: null }, ended)

async function carryOn(begun: BatchRun, ended: Ended): Promise<void> {
  const back = begun.state === 'undoing'
  let sofar = begun
  keep(sofar)
  try {
    await askEach(begun.rest, (report) => {
      sofar = { ...withReport(sofar, report), undo: back ? [] : [...sofar.undo, ...undoable(report)] }
      keep(sofar)
    })
    keep({ ...sofar, state: back ? 'undone' : 'done' })
  } catch (problem) {
    keep({ ...sofar, state: back ? 'undo_stopped' : 'stopped', problem })
  }
  ended()
}

function withReport(run: BatchRun, report: BatchReport): BatchRun {
  const reports = [...run.reports, report]
  const sum = sumOf(reports)
  return { ...run, reports, sum, done: sum.items.length, rest: run.rest.slice(1) }
}

const undoable = ({ id, undoUntil }: BatchReport): readonly string[] => (id === null || undoUntil === null ? [] : [id])

export const forgetBatch = (): void => keep(null)

/** The batch that goes on, or the last one until it is forgotten. */
export const useBatchRun = (): BatchRun | null =>
  useSyncExternalStore((watcher) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  }, () => run)
