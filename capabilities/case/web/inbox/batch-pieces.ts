import { newKey } from '#ui/talk/call.ts'
import { Problem } from '#ui/talk/problem.ts'
import { inPieces } from '../../core/move-choice.ts'
import type { BatchAction, BatchReport } from '../../inbox-contract.ts'
import { askCase } from '../pieces/case-api.ts'

/** What one can do to many cases from the list. */
export type BatchType = 'assign' | 'note' | 'wait' | 'resume' | 'read'
/** What became of all of them together. */
export type BatchSum = Pick<BatchReport, 'changed' | 'same' | 'refused' | 'items'>

/** So many cases go with one request: each of them is short, and how far one is can be said. */
const PIECE = 20
const TRIES_MAX = 4

/** Does one thing to many, or only thinks it through, piece by piece; `told` after each of them. Whoever aborts it ends it before the next. */
export async function inBatches(action: BatchAction, caseIds: readonly string[], { dryRun, told, signal }: { readonly dryRun: boolean; readonly told: (reports: readonly BatchReport[]) => void; readonly signal?: AbortSignal }): Promise<BatchSum> {
  const reports: BatchReport[] = []
  for (const piece of inPieces(caseIds, PIECE)) {
    signal?.throwIfAborted()
    reports.push(await insisting(async (key) => askCase('POST /api/v1/case-batches', { body: { action, caseIds: [...piece], dryRun } }, { key })))
    told([...reports])
  }
  return sumOf(reports)
}

/** Takes pieces back, the last one first. */
export async function takeBack(ids: readonly string[], told: (reports: readonly BatchReport[]) => void): Promise<BatchSum> {
  const reports: BatchReport[] = []
  for (const id of ids.toReversed()) {
    reports.push(await insisting(async (key) => askCase('POST /api/v1/case-batches/:id/undo', { params: { id } }, { key })))
    told([...reports])
  }
  return sumOf(reports)
}

export const sumOf = (reports: readonly BatchReport[]): BatchSum => ({
  changed: reports.reduce((sum, { changed }) => sum + changed, 0), same: reports.reduce((sum, { same }) => sum + same, 0),
  refused: reports.reduce((sum, { refused }) => sum + refused, 0), items: reports.flatMap(({ items }) => items),
})

/** Where no answer came, the same is asked again under the same key, so that it happens once. */
async function insisting<A>(ask: (key: string) => Promise<A>): Promise<A> {
  const key = newKey()
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask(key)
    } catch (error) {
      if (!(error instanceof Problem) || !error.unanswered || tried === TRIES_MAX) throw error
    }
  }
}
