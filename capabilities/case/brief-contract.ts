import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })

/** What a list says of these customers beside their names. */
export const CustomerBriefsQuery = strict({ ids: Type.Array(IdSchema, { minItems: 1, maxItems: 100, uniqueItems: true }) })

/**
 * Each customer as far as the viewer sees their cases; of one they see nothing of, nothing is said. `open` counts to 99, `more`: there are others.
 * `contact`: the last word in either direction that has come or gone. `score`: what they gave last, 1 to 5.
 */
export const CustomerBriefs = strict({
  items: Type.Array(strict({
    customerId: IdSchema, open: Type.Integer(), more: Type.Boolean(),
    contact: nullable(strict({ at: Type.String({ format: 'date-time' }), direction: Type.Enum(['in', 'out']) })), score: nullable(Type.Integer()),
  })),
  next: Type.Null(),
})
export type CustomerBrief = Static<typeof CustomerBriefs>['items'][number]
