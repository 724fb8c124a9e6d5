import { Readable } from 'node:stream'
import { AuditFilters, AuditPage, AuditQuery, type AuditEvent } from '#capabilities/access/audit-contract.ts'
import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, parseInstant, type Instant } from '#kernel/instant.ts'
import { noteAccess } from '#platform/audit/note-access.ts'
import type { Db } from '#platform/db/database.ts'
import { NEWEST, readEvents, type EventFilter } from '#platform/events/read-events.ts'
import { csvLine } from '#platform/http/csv-line.ts'
import { nextOf, pageAsked } from '#platform/http/keyset.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { House } from './house.ts'

/** So many events in one file; of more, the dates are to be narrowed. */
const EXPORTED_MAX = 100_000
const EXPORT_PAGE = 1_000

/** Who changed what, over all streams: for those who may read everything. Events hold no personal values. */
export function auditTrail(app: Http, { db, now, newId }: House): void {
  app.get('/api/v1/events', { schema: { tags: ['audit'], summary: '操作记录（新的在前）', querystring: AuditQuery, response: { 200: AuditPage } } }, async (request) => {
    requireAuditor(viewerOf(request))
    const { limit, after } = pageAsked(request.query, NEWEST)
    const { rows } = await db.query(readEvents(filterOf(request.query), { before: after, limit, now: now() }))
    return { items: rows.map(present), next: nextOf(rows, limit, (last) => ({ xid: String(last['xid']), seq: String(last['seq']) })) }
  })
  app.get('/api/v1/events/export', { schema: { tags: ['audit'], summary: '导出操作记录（CSV，最多 10 万条）', querystring: AuditFilters, produces: ['text/csv'] } }, async (request, reply) => {
    const viewer = viewerOf(request)
    requireAuditor(viewer)
    const asked = Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, String(value)]))
    await db.query(noteAccess({ id: newId(), at: now(), actor: viewer, action: 'audit.export', subjectKind: 'events', subjectId: null, requestId: request.id, data: asked }))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="careloop-audit-${formatInstant(now()).slice(0, 10)}.csv"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(exported(db, filterOf(request.query), now())))
  })
}

function requireAuditor(viewer: Viewer): void {
  if (scopeOf(viewer, 'audit.read') !== 'all') throw forbidden('audit.read')
}

const COLUMNS = ['recordedAt', 'occurredAt', 'type', 'streamKind', 'streamId', 'version', 'actorKind', 'actorId', 'command', 'commandId', 'requestId', 'data'] as const satisfies readonly (keyof AuditEvent)[]

/** Page by page, so that a long history does not lie in memory; the mark in front tells spreadsheets that it is UTF-8. */
async function* exported(db: Db, filter: EventFilter, now: Instant): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLUMNS)}`
  let before = NEWEST
  for (let written = 0; written < EXPORTED_MAX; written += EXPORT_PAGE) {
    const { rows } = await db.query(readEvents(filter, { before, limit: EXPORT_PAGE, now }))
    yield rows.map((row) => csvLine(lineOf(present(row)))).join('')
    const last = rows.at(-1)
    if (last === undefined || rows.length < EXPORT_PAGE) return
    before = { xid: String(last['xid']), seq: String(last['seq']) }
  }
}

const lineOf = (event: AuditEvent): readonly string[] => COLUMNS.map((column) => (column === 'data' ? JSON.stringify(event.data) : String(event[column] ?? '')))

const filterOf = (query: AuditFilters): EventFilter => ({
  streamKind: query.streamKind ?? null,
  streamId: (query.streamId ?? null) as Id | null,
  type: query.type ?? null,
  actorId: (query.actorId ?? null) as Id | null,
  requestId: query.requestId ?? null,
  from: query.from === undefined ? null : parseInstant(query.from),
  to: query.to === undefined ? null : parseInstant(query.to),
})

const present = (row: Readonly<Record<string, unknown>>): AuditEvent => ({
  id: String(row['id']),
  streamKind: String(row['stream_kind']),
  streamId: String(row['stream_id']),
  version: Number(row['version']),
  type: String(row['type']),
  occurredAt: formatInstant(row['occurred_at'] as Instant),
  recordedAt: formatInstant(row['recorded_at'] as Instant),
  actorKind: String(row['actor_kind']),
  actorId: row['actor_id'] as string | null,
  command: String(row['command']),
  commandId: String(row['command_id']),
  requestId: row['request_id'] as string | null,
  data: row['data'] as Record<string, unknown>,
})
