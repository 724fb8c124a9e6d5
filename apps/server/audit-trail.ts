import { Type, type Static } from 'typebox'
import { scopeOf } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, parseInstant, type Instant } from '#kernel/instant.ts'
import { NEWEST, readEvents, type EventFilter } from '#platform/events/read-events.ts'
import { nextOf, pageAsked } from '#platform/http/keyset.ts'
import { forbidden } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { House } from './house.ts'

const optional = Type.Optional
const IdSchema = Type.String({ format: 'uuid' })
const InstantSchema = Type.String({ format: 'date-time' })
const Code = Type.String({ pattern: '^[a-z][a-z0-9_.]*$', maxLength: 80 })

const AuditQuery = Type.Object({
  streamKind: optional(Code), streamId: optional(IdSchema), type: optional(Code), actorId: optional(IdSchema), requestId: optional(IdSchema),
  from: optional(InstantSchema), to: optional(InstantSchema), limit: optional(Type.Integer({ minimum: 1, maximum: 100 })), after: optional(Type.String({ maxLength: 300 })),
})
const AuditEvent = Type.Object({
  id: IdSchema, streamKind: Type.String(), streamId: IdSchema, version: Type.Integer(), type: Type.String(), occurredAt: InstantSchema, recordedAt: InstantSchema,
  actorKind: Type.String(), actorId: Type.Union([IdSchema, Type.Null()]), command: Type.String(), commandId: IdSchema, requestId: Type.Union([Type.String(), Type.Null()]),
  data: Type.Record(Type.String(), Type.Unknown()),
})
const AuditPage = Type.Object({ items: Type.Array(AuditEvent), next: Type.Union([Type.String(), Type.Null()]) })

/** Who changed what, over all streams: for those who may read everything. Events hold no personal values. */
export function auditTrail(app: Http, { db }: House): void {
  app.get('/api/v1/events', { schema: { tags: ['audit'], summary: '操作记录（新的在前）', querystring: AuditQuery, response: { 200: AuditPage } } }, async (request) => {
    if (scopeOf(viewerOf(request), 'audit.read') !== 'all') throw forbidden('audit.read')
    const { limit, after } = pageAsked(request.query, NEWEST)
    const { rows } = await db.query(readEvents(filterOf(request.query), { before: after, limit }))
    return { items: rows.map(present), next: nextOf(rows, limit, (last) => ({ xid: String(last['xid']), seq: String(last['seq']) })) }
  })
}

const filterOf = (query: Static<typeof AuditQuery>): EventFilter => ({
  streamKind: query.streamKind ?? null,
  streamId: (query.streamId ?? null) as Id | null,
  type: query.type ?? null,
  actorId: (query.actorId ?? null) as Id | null,
  requestId: query.requestId ?? null,
  from: query.from === undefined ? null : parseInstant(query.from),
  to: query.to === undefined ? null : parseInstant(query.to),
})

const present = (row: Readonly<Record<string, unknown>>): Static<typeof AuditEvent> => ({
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
