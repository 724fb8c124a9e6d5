import { Type, type Static, type TSchema } from 'typebox'

/**
 * Moving running cases to another version of the handbook: `GET /api/v1/version-moves/cases` lists what runs under a version,
 * `POST /api/v1/version-moves` tries the move of chosen cases, or does it.
 */

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })
const KeySchema = Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60 })

export const RunningCasesQuery = strict({ handbookId: IdSchema, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })), after: Type.Optional(Type.String({ maxLength: 300 })) })

/** A case that runs under a version and that the viewer may move. `steps`: those that are active now. */
const RunningCase = strict({ id: IdSchema, number: Type.String(), subject: nullable(Type.String()), scenario: Type.String(), steps: Type.Array(Type.String()), teamId: nullable(IdSchema) })
export type RunningCase = Static<typeof RunningCase>
export const RunningCases = strict({ items: Type.Array(RunningCase), next: nullable(Type.String()) })

/** `steps`: where each step goes on that the new version lacks; null drops it. */
export const VersionMove = strict({
  caseIds: Type.Array(IdSchema, { minItems: 1, maxItems: 500, uniqueItems: true }),
  handbookId: IdSchema,
  steps: Type.Optional(Type.Record(KeySchema, nullable(KeySchema), { maxProperties: 200 })),
  dryRun: Type.Boolean(),
})
export type VersionMove = Static<typeof VersionMove>

/** Case by case what happened or would. `unmapped`: active steps that the new version lacks; `endedClocks`: promises that end with the move; `message`: why it cannot move, in words. */
const MovedCase = strict({
  caseId: IdSchema, ok: Type.Boolean(), code: nullable(Type.String()), message: nullable(Type.String()), steps: Type.Array(Type.String()),
  unmapped: Type.Array(Type.String()), endedClocks: Type.Array(Type.String()),
})
export type MovedCase = Static<typeof MovedCase>
export const MoveReport = strict({ dryRun: Type.Boolean(), items: Type.Array(MovedCase) })
export type MoveReport = Static<typeof MoveReport>
