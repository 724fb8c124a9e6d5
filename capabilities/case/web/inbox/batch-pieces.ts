import { keyed, type Piece } from '#ui/talk/long-run.ts'
import { inPieces } from '../../core/move-choice.ts'
import type { BatchAction, BatchReport } from '../../inbox-contract.ts'
import { askCase } from '../pieces/case-api.ts'

/** What one can do to many cases from the list. */
export type BatchType = 'assign' | 'note' | 'wait' | 'resume' | 'read'
/** What became of all of them together. */
export type BatchSum = Pick<BatchReport, 'changed' | 'same' | 'refused' | 'items'>

/** So many cases go with one request: each of them is short, and how far one is can be said. */
const PIECE = 20

/** One thing that is done to many, or only thought through. */
export const piecesOf = (action: BatchAction, caseIds: readonly string[], dryRun: boolean): readonly Piece<BatchReport>[] =>
  inPieces(caseIds, PIECE).map((piece) => keyed(async (key) => askCase('POST /api/v1/case-batches', { body: { action, caseIds: [...piece], dryRun } }, { key })))

/** What was done is taken back, the last piece first. */
export const piecesBack = (ids: readonly string[]): readonly Piece<BatchReport>[] =>
  ids.toReversed().map((id) => keyed(async (key) => askCase('POST /api/v1/case-batches/:id/undo', { params: { id } }, { key })))

export const sumOf = (reports: readonly BatchReport[]): BatchSum => ({
  changed: reports.reduce((sum, { changed }) => sum + changed, 0), same: reports.reduce((sum, { same }) => sum + same, 0),
  refused: reports.reduce((sum, { refused }) => sum + refused, 0), items: reports.flatMap(({ items }) => items),
})
