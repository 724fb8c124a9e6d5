import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { Before } from '../core/batch-action.ts'

/** What became of one case of a batch. */
export type BatchItem = { readonly caseId: Id; readonly number: string | null; readonly outcome: 'changed' | 'same' | 'refused'; readonly refusal: Refusal | null; readonly before: Before | null }
export type KeptBatch = { readonly id: Id; readonly action: { readonly type: string }; readonly more: boolean; readonly createdAt: Instant; readonly undoneAt: Instant | null }

export const insertBatch = (batch: Pick<KeptBatch, 'id' | 'action' | 'more'>, by: { readonly kind: string; readonly id: Id }, at: Instant): Statement => ({
  name: 'case_batch.insert',
  text: 'insert into case_batches (id, actor_kind, actor_id, action, more, created_at) values ($1, $2, $3, $4, $5, $6)',
  values: [batch.id, by.kind, by.id, JSON.stringify(batch.action), batch.more, formatInstant(at)],
})

/** The outcomes, those that are there: what a viewer may not know of leaves no row. */
export const insertItems = (batchId: Id, items: readonly BatchItem[]): Statement => ({
  name: 'case_batch.insert_items',
  text: `insert into case_batch_items (batch_id, case_id, position, outcome, code, params, before)
    select $1, case_id, position, outcome, code, params, before
    from json_to_recordset($2::json) as row (case_id uuid, position int, outcome text, code text, params jsonb, before jsonb)`,
  values: [batchId, JSON.stringify(items.map((item, position) => ({
    case_id: item.caseId, position, outcome: item.outcome, code: item.refusal?.code ?? null, params: item.refusal?.params ?? null, before: item.before,
  })))],
})

/** A batch of this actor. */
export const batchOf = (id: Id, by: { readonly kind: string; readonly id: Id }): Statement => ({
  name: 'case_batch.read',
  text: 'select id, action, more, created_at, undone_at from case_batches where id = $1 and actor_kind = $2 and actor_id = $3',
  values: [id, by.kind, by.id],
})

export const itemsOf = (batchId: Id): Statement => ({
  name: 'case_batch.items',
  text: 'select case_id, number, outcome, code, params, before from case_batch_items join cases on cases.id = case_id where batch_id = $1 order by position',
  values: [batchId],
})

export const markUndone = (id: Id, undoId: Id, at: Instant): Statement => ({
  name: 'case_batch.undone',
  text: 'update case_batches set undone_at = $3, undo_id = $2 where id = $1',
  values: [id, undoId, formatInstant(at)],
})

export function readBatch({ rows }: Rows): KeptBatch | null {
  const [row] = rows
  if (row === undefined) return null
  return { id: row['id'] as Id, action: row['action'] as KeptBatch['action'], more: row['more'] === true, createdAt: row['created_at'] as Instant, undoneAt: row['undone_at'] as Instant | null }
}

export const readItems = ({ rows }: Rows): readonly BatchItem[] =>
  rows.map((row) => ({
    caseId: row['case_id'] as Id,
    number: row['number'] as string | null,
    outcome: row['outcome'] as BatchItem['outcome'],
    refusal: row['code'] === null ? null : { code: String(row['code']), ...(row['params'] === null ? {} : { params: row['params'] as NonNullable<Refusal['params']> }) },
    before: row['before'] as Before | null,
  }))
