import type { FastifyRequest } from 'fastify'
import { may, type Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { insertMessage } from '#capabilities/conversation/server/commands.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, later, MINUTE, type Instant } from '#kernel/instant.ts'
import type { Locale } from '#kernel/text.ts'
import type { Statement } from '#platform/db/database.ts'
import { localeOfHeader, messageFor } from '#platform/http/messages/message-table.ts'
import { forbidden, notFound, refusal } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { PERMISSION_OF, stepFor, UNDO_MINUTES, undoStep } from '../core/batch-action.ts'
import type { CaseState } from '../core/case-state.ts'
import { BatchReport, ByInboxId, NewBatch, type BatchAction } from '../inbox-contract.ts'
import { batchOf, insertBatch, insertItems, itemsOf, markUndone, readBatch, readItems, type BatchItem, type KeptBatch } from './batch-store.ts'
import { requireColleague } from './case-commands.ts'
import type { CaseDeps } from './case-deps.ts'
import { findCases, START } from './find-cases.ts'
import { listingFor } from './listing.ts'
import { runBatch, type Plan } from './run-batch.ts'

const CASES_MAX = 500
const tags = ['case'] as const

/** Many cases at once: tried, done, and taken back. */
export function registerBatches(app: Http, deps: CaseDeps): void {
  // A dry run has kept nothing: asked again, it is tried again.
  const presented = {
    present: async (request: FastifyRequest, { batch }: Readonly<Record<string, string>>) =>
      batch === undefined ? carryOut(deps, request, request.body as NewBatch) : keptReport(deps, viewerOf(request), { id: batch as Id, locale: localeOf(request) }),
  }
  app.post('/api/v1/case-batches', { config: { idempotency: presented }, schema: { tags, summary: '批量操作（可先试算）', body: NewBatch, response: { 200: BatchReport } } }, async (request) =>
    carryOut(deps, request, request.body))
  app.get('/api/v1/case-batches/:id', { schema: { tags, summary: '批量操作的结果', params: ByInboxId, response: { 200: BatchReport } } }, async (request) =>
    keptReport(deps, viewerOf(request), { id: request.params.id as Id, locale: localeOf(request) }))
  app.post('/api/v1/case-batches/:id/undo', { config: { idempotency: presented }, schema: { tags, summary: '撤销批量操作（10 分钟内）', params: ByInboxId, response: { 200: BatchReport } } }, async (request) =>
    takeBack(deps, request, request.params.id as Id))
}

const localeOf = (request: FastifyRequest): Locale => localeOfHeader(request.headers['accept-language'])
const settled = ({ idempotency }: FastifyRequest, batch: Id): readonly Statement[] => (idempotency === null ? [] : [idempotency.complete(200, { batch })])

async function carryOut(deps: CaseDeps, request: FastifyRequest, { action, caseIds, search, dryRun }: NewBatch): Promise<BatchReport> {
  const viewer = viewerOf(request)
  const permission = PERMISSION_OF[action.type]
  if (!may(viewer, permission)) throw forbidden(permission)
  if ((caseIds === undefined) === (search === undefined)) throw refusal({ code: 'case_batch.nothing_chosen' })
  if (action.type === 'assign') await requireColleague(deps, (action.assigneeId ?? null) as Id | null)
  const at = deps.now()
  const chosen = caseIds === undefined ? await casesOf(deps, { viewer, at }, search ?? {}) : { ids: (caseIds ?? []).map((it) => it as Id), more: false }
  const id = deps.newId()
  const items = await runBatch(deps, {
    viewer, permission, at, requestId: request.id, commandId: id, caseIds: chosen.ids, dryRun,
    plan: (state) => planFor(deps, { action, state, at, viewer }),
    record: (made) => [insertBatch({ id, action: withoutWords(action), more: chosen.more }, viewer, at), insertItems(id, made.filter(isKnown)), ...settled(request, id)],
  })
  const undoable = !dryRun && items.some(({ before }) => before !== null)
  return report(items, { id: dryRun ? null : id, more: chosen.more, undoUntil: undoable ? later(at, UNDO_MINUTES * MINUTE) : null, locale: localeOf(request) })
}

/** What was written lies in its message; the batch keeps codes and ids. */
const withoutWords = (action: BatchAction): { readonly type: string } => (action.type === 'note' ? { type: 'note' } : action)
/** Of cases that may not even exist no trace is kept. */
const isKnown = ({ number }: BatchItem): boolean => number !== null

async function casesOf(deps: CaseDeps, { viewer, at }: { readonly viewer: Viewer; readonly at: Instant }, search: NonNullable<NewBatch['search']>) {
  return deps.db.read(async (tx) => {
    const listing = await listingFor(tx, { viewer, now: at }, { view: search.view ?? 'all', filters: search.filters ?? {} })
    const { ids, next } = await findCases(tx, listing, { after: START[listing.sort], limit: CASES_MAX })
    return { ids, more: next !== null }
  })
}

function planFor(deps: CaseDeps, { action, state, at, viewer }: { readonly action: BatchAction; readonly state: CaseState; readonly at: Instant; readonly viewer: Viewer }): Plan {
  const noteId = deps.newId()
  const step = stepFor(action, state, { at, noteId })
  if (step === null || action.type !== 'note') return step
  assert(viewer.kind !== 'system', 'people and programs write notes')
  const author = { kind: viewer.kind, id: viewer.id }
  return { ...step, rows: () => [insertMessage({ id: noteId, caseId: state.id, customerId: null, direction: 'note', channel: 'internal', author, subject: null, text: action.text }, at)] }
}

/** Each case gets back what it had, where nobody has changed that since. */
async function takeBack(deps: CaseDeps, request: FastifyRequest, id: Id): Promise<BatchReport> {
  const viewer = viewerOf(request)
  const at = deps.now()
  const [batch, kept] = await keptBatch(deps, viewer, id)
  requireUndoable(batch, kept, at)
  const before = new Map(kept.flatMap((item) => (item.before === null ? [] : [[item.caseId, item.before] as const])))
  const undoId = deps.newId()
  const items = await runBatch(deps, {
    viewer, permission: PERMISSION_OF[batch.action.type as BatchAction['type']], at, requestId: request.id, commandId: undoId, caseIds: [...before.keys()], dryRun: false,
    plan: (state) => {
      const command = undoStep(must(before.get(state.id), 'only changed cases are taken back'), state, at)
      return command === null ? { refusal: { code: 'case_batch.changed_since' } } : { command, before: null }
    },
    record: () => [markUndone(id, undoId, at), ...settled(request, id)],
  })
  return report(items, { id, more: false, undoUntil: null, locale: localeOf(request) })
}

function requireUndoable(batch: KeptBatch, kept: readonly BatchItem[], at: Instant): void {
  if (batch.undoneAt !== null) throw refusal({ code: 'case_batch.undone_already' })
  if (kept.every(({ before }) => before === null)) throw refusal({ code: 'case_batch.not_undoable' })
  if (at > later(batch.createdAt, UNDO_MINUTES * MINUTE)) throw refusal({ code: 'case_batch.too_late', params: { minutes: UNDO_MINUTES } })
}

/** A batch is known to whoever ran it. */
async function keptBatch(deps: CaseDeps, viewer: Viewer, id: Id): Promise<readonly [KeptBatch, readonly BatchItem[]]> {
  const [rows, items] = await deps.db.read(async (tx) => Promise.all([tx.query(batchOf(id, viewer)), tx.query(itemsOf(id))]))
  const batch = readBatch(rows)
  if (batch === null) throw notFound()
  return [batch, readItems(items)]
}

async function keptReport(deps: CaseDeps, viewer: Viewer, { id, locale }: { readonly id: Id; readonly locale: Locale }): Promise<BatchReport> {
  const [batch, items] = await keptBatch(deps, viewer, id)
  const undoable = batch.undoneAt === null && items.some(({ before }) => before !== null)
  return report(items, { id, more: batch.more, undoUntil: undoable ? later(batch.createdAt, UNDO_MINUTES * MINUTE) : null, locale })
}

type Reporting = { readonly id: Id | null; readonly more: boolean; readonly undoUntil: Instant | null; readonly locale: Locale }

function report(items: readonly BatchItem[], { id, more, undoUntil, locale }: Reporting): BatchReport {
  const count = (outcome: BatchItem['outcome']): number => items.filter((item) => item.outcome === outcome).length
  return {
    id,
    dryRun: id === null,
    changed: count('changed'),
    same: count('same'),
    refused: count('refused'),
    more,
    undoUntil: undoUntil === null ? null : formatInstant(undoUntil),
    items: items.map(({ caseId, number, outcome, refusal: said }) => ({ caseId, number, outcome, code: said?.code ?? null, message: said === null ? null : messageFor(said.code, said.params ?? {}, locale) })),
  }
}
