import { begun, longRuns, type LongRun } from '#ui/talk/long-run.ts'
import type { BatchAction, BatchReport } from '../../inbox-contract.ts'
import { piecesBack, piecesOf, sumOf, type BatchType } from './batch-pieces.ts'

/** A batch under way, or, `back`, the taking back of one. */
export type BatchRun = LongRun<BatchReport> & { readonly type: BatchType; readonly back: boolean }

const batches = longRuns<BatchReport, BatchRun>()

/** Whether a batch is under way: the next one waits for it. */
export const isGoingOn = (batch: BatchRun | null): boolean => batch?.state === 'running'

type Begun = { readonly type: BatchType; readonly action: BatchAction; readonly caseIds: readonly string[] }

/** Begins a batch and lets it go on by itself. */
export const beginBatch = async ({ type, action, caseIds }: Begun, ended: () => void): Promise<void> =>
  batches.goOn({ type, back: false, ...begun(caseIds.length, piecesOf(action, caseIds, false)) }, ended)

/** Gives all cases of a batch back what they had, where nobody has changed that since. */
export const undoBatch = async (batch: BatchRun, ended: () => void): Promise<void> =>
  batches.goOn({ type: batch.type, back: true, ...begun(sumOf(batch.reports).changed, piecesBack(undoable(batch))) }, ended)

/** What of a batch can be taken back. */
export const undoable = ({ back, reports }: BatchRun): readonly string[] => (back ? [] : reports.flatMap(({ id, undoUntil }) => (id === null || undoUntil === null ? [] : [id])))

/** Goes on where it was interrupted. */
export const continueBatch = batches.goOn
export const forgetBatch = batches.forget
/** The batch that goes on, or the last one until it is forgotten. */
export const useBatchRun = batches.useRun
