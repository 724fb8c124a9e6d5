import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })
/** Counts to 99; `more`: there are at least so many. */
const CountSchema = strict({ count: Type.Integer(), more: Type.Boolean() })
const WORK = { open: CountSchema, soon: CountSchema, overdue: CountSchema }

/**
 * What a lead looks at each morning, of what they may see: open cases, those due within hours and those overdue, of each team and each colleague of the teams they report on,
 * the colleagues first who have most to catch up on. `low`: the low scores of the last seven days, the newest first; low is what the handbook opens another case for.
 * `more`: there are others than are listed.
 */
export const Overview = strict({
  teams: Type.Array(strict({ id: IdSchema, name: Type.String(), ...WORK, unassigned: CountSchema })),
  colleagues: Type.Array(strict({ id: IdSchema, name: Type.String(), teams: Type.Array(Type.String()), ...WORK })),
  low: Type.Array(strict({
    caseId: IdSchema, number: Type.String(), subject: nullable(Type.String()), score: Type.Integer(), at: Type.String({ format: 'date-time' }), assignee: nullable(Type.String()),
    /** The case that was opened for this score, as the handbook has it. */
    second: nullable(strict({ caseId: IdSchema, number: Type.String(), status: Type.String() })),
  })),
  more: strict({ teams: Type.Boolean(), colleagues: Type.Boolean(), low: Type.Boolean() }),
})
export type Overview = Static<typeof Overview>
