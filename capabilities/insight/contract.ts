import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const InstantSchema = Type.String({ format: 'date-time' })
const CountSchema = Type.Integer({ minimum: 0 })

/** Which promises are looked at: those that started in [from, to), under one clause. */
export const AttainmentQuery = strict({
  from: Type.Optional(InstantSchema),
  to: Type.Optional(InstantSchema),
  clause: Type.Optional(Type.String({ pattern: '^[A-Z]{3,4}-\\d{2,3}$' })),
})

/** How well each clause is kept; median and 90th percentile (nearest rank) are of the counted time, as `PT3H20M`. */
export const AttainmentReport = strict({
  items: Type.Array(strict({
    clause: Type.String(), cases: CountSchema, met: CountSchema, missed: CountSchema, unknown: CountSchema, running: CountSchema,
    median: nullable(Type.String()), ninetieth: nullable(Type.String()),
  })),
})

const StandingSchema = Type.Enum(['missed', 'unknown', 'running', 'met'])
/** Path of a clause. */
export const ByClause = strict({ clause: Type.String({ pattern: '^[A-Z]{3,4}-\\d{2,3}$' }) })
/** The period, and in which time zone its weeks begin. */
export const WeeksQuery = strict({ from: InstantSchema, to: InstantSchema, zone: Type.String({ pattern: '^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$', maxLength: 60 }) })
/** Week by week, Monday first: `week` is the local date of its Monday. Weeks without a case are left out. */
export const AttainmentWeeks = strict({ items: Type.Array(strict({ week: Type.String(), met: CountSchema, missed: CountSchema, unknown: CountSchema, running: CountSchema })), next: Type.Null() })

/** Which cases stand behind the figures of a clause; without a standing, all of them, missed ones first. */
export const AttainedQuery = strict({
  from: Type.Optional(InstantSchema), to: Type.Optional(InstantSchema), standing: Type.Optional(StandingSchema),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })), after: Type.Optional(Type.String({ maxLength: 400 })),
})
/** The cases behind the figures that the viewer may see: how each stands, and the time its rule counted (`PT3H20M`, null while it runs or without evidence). */
export const AttainedCases = strict({
  items: Type.Array(strict({
    caseId: Type.String({ format: 'uuid' }), number: Type.String(), scenario: Type.String(), subject: nullable(Type.String()), standing: StandingSchema,
    startedAt: InstantSchema, dueAt: nullable(InstantSchema), counted: nullable(Type.String()),
  })),
  next: nullable(Type.String()),
})
export type AttainedCases = Static<typeof AttainedCases>
