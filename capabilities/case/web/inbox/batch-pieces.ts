import { newKey } from '#ui/talk/call.ts'
import { insist } from '#ui/talk/insist.ts'
import { inPieces } from '../../core/move-choice.ts'
import type { BatchAction, BatchReport } from '../../inbox-contract.ts'
import { askCase } from '../pieces/case-api.ts'

/** What one can do to many cases from the list. */
export type BatchType = 'assign' | 'note' | 'wait' | 'resume' | 'read'
/** What became of all of them together. */
export type BatchSum = Pick<BatchReport, 'changed' | 'same' | 'refused' | 'items'>
/** A piece of a batch with a key of its own: however often it is asked, it happens once. */
export type Piece = () => Promise<BatchReport>

/** So many cases go with one request: each of them is short, and how far one is can be said. */
const PIECE = 20

/** One thing that is done to many, or only thought through. */
export const piecesOf = (action: BatchAction, caseIds: readonly string[], dryRun: boolean): readonly Piece[] =>
  inPieces(caseIds, PIECE).map((piece) => keyed(async (key) => askCase('POST /api/v1/case-batches', { body: { action, caseIds: [...piece], dryRun } }, { key })))

/** What was done is taken back, the last piece first. */
export const piecesBack = (ids: readonly string[]): readonly Piece[] =>
  ids.toReversed().map((id) => keyed(async (key) => askCase('POST /api/v1/case-batches/:id/undo', { params: { id } }, { key })))

function keyed(ask: (key: string) => Promise<BatchReport>): Piece {
  const key = newKey()
  return async () => ask(key)
}

/** Asks piece by piece; `told` after each of them. Whoever aborts it ends it before the next. */
export async function askEach(pieces: readonly Piece[], told: (report: BatchReport) => void, signal?: AbortSignal): Promise<void> {
  for (const piece of pieces) {
    signal?.throwIfAborted()
    told(await insist(piece, signal))
  }
}

export const sumOf = (reports: readonly BatchReport[]): BatchSum => ({
  changed: reports.reduce((sum, { changed }) => sum + changed, 0), same: reports.reduce((sum, { same }) => sum + same, 0),
  refused: reports.reduce((sum, { refused }) => sum + refused, 0), items: reports.flatMap(({ items }) => items),
})
