import type { BatchAction, BatchReport } from '../../inbox-contract.ts'
import { askCase } from '../pieces/case-api.ts'

/** What one can do to many cases from the list. */
export type BatchType = 'assign' | 'note' | 'wait' | 'resume' | 'read'

/** One thing done to many, or only thought through. */
export const runBatch = async (action: BatchAction, caseIds: readonly string[], dryRun: boolean, key?: string): Promise<BatchReport> =>
  askCase('POST /api/v1/case-batches', { body: { action, caseIds: [...caseIds], dryRun } }, key === undefined ? {} : { key })
