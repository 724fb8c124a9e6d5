import { Type, type Static } from 'typebox'

const optional = Type.Optional
const IdSchema = Type.String({ format: 'uuid' })
const InstantSchema = Type.String({ format: 'date-time' })
const Code = Type.String({ pattern: '^[a-z][a-z0-9_.]*$', maxLength: 80 })
const filters = {
  streamKind: optional(Code), streamId: optional(IdSchema), type: optional(Code), actorId: optional(IdSchema), requestId: optional(IdSchema),
  from: optional(InstantSchema), to: optional(InstantSchema),
}

/** What of the history is wanted: of which thing, what happened, who did it, through which request, from when up to before when. */
export const AuditFilters = Type.Object(filters)
export type AuditFilters = Static<typeof AuditFilters>
export const AuditQuery = Type.Object({ ...filters, limit: optional(Type.Integer({ minimum: 1, maximum: 100 })), after: optional(Type.String({ maxLength: 300 })) })

/** One thing that happened: ids, codes and names of fields only. */
export const AuditEvent = Type.Object({
  id: IdSchema, streamKind: Type.String(), streamId: IdSchema, version: Type.Integer(), type: Type.String(), occurredAt: InstantSchema, recordedAt: InstantSchema,
  actorKind: Type.String(), actorId: Type.Union([IdSchema, Type.Null()]), command: Type.String(), commandId: IdSchema, requestId: Type.Union([Type.String(), Type.Null()]),
  data: Type.Record(Type.String(), Type.Unknown()),
})
export type AuditEvent = Static<typeof AuditEvent>
export const AuditPage = Type.Object({ items: Type.Array(AuditEvent), next: Type.Union([Type.String(), Type.Null()]) })
