import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })
const InstantSchema = Type.String({ format: 'date-time' })

/**
 * How the server is: what waits to be done and since when, when each mailbox was read, how far sealing and the search index follow, and when
 * each process was last alive. Counts stop at 1 000.
 */
export const HealthDetails = strict({
  at: InstantSchema,
  version: Type.String(),
  startedAt: InstantSchema,
  database: strict({ version: Type.String(), bytes: Type.Integer(), connections: Type.Integer() }),
  room: Type.Boolean(),
  outbox: strict({ waiting: Type.Integer(), late: Type.Integer(), failed: Type.Integer(), oldestDueAt: nullable(InstantSchema) }),
  quarantined: Type.Integer(),
  mailboxes: Type.Array(strict({ id: IdSchema, name: Type.String(), address: Type.String(), active: Type.Boolean(), lastCheckedAt: nullable(InstantSchema), lastError: nullable(Type.String()), error: nullable(Type.String()) })),
  sealing: strict({ lastSealedAt: nullable(InstantSchema), oldestUnsealedAt: nullable(InstantSchema) }),
  search: strict({ oldestUnindexedAt: nullable(InstantSchema), rebuilding: Type.Boolean() }),
  processes: Type.Array(strict({ id: IdSchema, role: Type.String(), host: Type.String(), version: Type.String(), startedAt: InstantSchema, beatAt: InstantSchema })),
})
export type HealthDetails = Static<typeof HealthDetails>
