import { Type, type TSchema } from 'typebox'

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
