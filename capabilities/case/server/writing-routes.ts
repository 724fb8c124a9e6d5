import { Type } from 'typebox'
import { mayOn, type Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { waitingFiles } from '#capabilities/conversation/server/commands.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import { forbidden, HttpProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByCase } from '../contract.ts'
import { sendTimes } from '../core/send-times.ts'
import { CaseReaders, Draft, DraftAsked, Drafts, KeepDraft, SendTimes } from '../writing-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { readersOf } from './case-readers.ts'
import { draftsOf, forgetDraft, keepDraft } from './draft-store.ts'
import { timeIn } from './queries.ts'
import { loadVisible, requireSeen } from './read-routes.ts'

const tags = ['case'] as const
/** A draft says again what it is: nothing happens twice by saying it twice. */
const OFTEN = { idempotency: false } as const

/** What somebody has begun to write on a case, whom it can name, and when it might go. */
export function registerWriting(app: Http, deps: CaseDeps): void {
  app.get('/api/v1/cases/:id/draft', { schema: { tags, summary: '我在这张工单上的草稿', params: ByCase, response: { 200: Drafts } } }, async (request) => {
    const of = { staffId: personOf(viewerOf(request)).id, caseId: request.params.id as Id }
    await requireSeen(deps, viewerOf(request), of.caseId)
    const { rows } = await deps.db.query(draftsOf(of))
    return { items: await Promise.all(rows.map((row) => present(deps, of.staffId, row))) }
  })
  app.put('/api/v1/cases/:id/draft', { config: OFTEN, schema: { tags, summary: '保存草稿', params: ByCase, body: KeepDraft, response: { 200: Draft } } }, async (request) => {
    const viewer = personOf(viewerOf(request))
    const caseId = request.params.id as Id
    const permission = request.body.kind === 'reply' ? 'case.reply' : 'case.note'
    const { loaded } = await loadVisible(deps, viewer, caseId)
    if (!mayOn(viewer, permission, loaded.aggregate.state)) throw forbidden(permission)
    const { rows } = await deps.db.query(keepDraft({ staffId: viewer.id, caseId }, request.body, deps.now()))
    return present(deps, viewer.id, must(rows[0], 'what is kept is there'))
  })
  app.delete('/api/v1/cases/:id/draft', { config: OFTEN, schema: { tags, summary: '丢弃草稿', params: ByCase, querystring: DraftAsked, response: { 204: Type.Null() } } }, async (request, reply) => {
    const of = { staffId: personOf(viewerOf(request)).id, caseId: request.params.id as Id }
    await requireSeen(deps, viewerOf(request), of.caseId)
    await deps.db.query(forgetDraft(of, request.query.kind))
    return reply.status(204).send(null)
  })
  app.get('/api/v1/cases/:id/readers', { schema: { tags, summary: '谁看得到这张工单，还可以请谁协作', params: ByCase, response: { 200: CaseReaders } } }, async (request) => {
    const viewer = viewerOf(request)
    const { loaded } = await loadVisible(deps, viewer, request.params.id as Id)
    return readersOf(deps, viewer, loaded.aggregate.state)
  })
  app.get('/api/v1/cases/:id/send-times', { schema: { tags, summary: '适合定时发送的时刻', params: ByCase, response: { 200: SendTimes } } }, async (request) => {
    const { scenario, handbook } = await loadVisible(deps, viewerOf(request), request.params.id as Id)
    return { items: sendTimes(handbook.calendars(scenario.definition.calendar), deps.now()).map(({ key, at }) => ({ key, at: formatInstant(at) })) }
  })
}

/** A program keeps no drafts. */
export function personOf(viewer: Viewer): Viewer & { readonly kind: 'staff' } {
  if (viewer.kind !== 'staff') throw new HttpProblem(403, 'access.session_needed')
  return viewer as Viewer & { readonly kind: 'staff' }
}

async function present(deps: CaseDeps, staffId: Id, row: Readonly<Record<string, unknown>>): Promise<Draft> {
  const ids = row['file_ids'] as readonly Id[]
  const waiting = await waitingFiles(deps.db, { kind: 'staff', id: staffId }, ids)
  return {
    kind: row['kind'] as Draft['kind'],
    text: String(row['text']),
    files: ids.flatMap((id) => waiting.get(id) ?? []),
    seenUntil: timeIn(row['seen_until']),
    begunAt: must(timeIn(row['begun_at']), 'a draft was begun'),
    savedAt: must(timeIn(row['saved_at']), 'a draft was saved'),
  }
}
