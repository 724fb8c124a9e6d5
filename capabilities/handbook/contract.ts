import { Type, type Static, type TSchema } from 'typebox'
import type { Problem } from './core/section.ts'

/** Why publishing a handbook can be refused. `handbook.invalid` comes with its problems. */
export type HandbookRefusalCode = 'handbook.invalid' | 'handbook.unchanged'

/** A published version as others see it. */
export const HandbookVersionSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  number: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  effectiveOn: Type.String(),
  publishedAt: Type.String({ format: 'date-time' }),
  publishedBy: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  sha256: Type.String(),
}, { additionalProperties: false })

export type HandbookVersionView = Static<typeof HandbookVersionSchema>

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** Published versions, newest first, and which is in force today. */
export const HandbookVersionList = strict({ items: Type.Array(HandbookVersionSchema), inForce: Type.String({ format: 'uuid' }), next: Type.Null() })
/** The files of a handbook folder; `path` is relative to it. */
export const PublishHandbook = strict({
  files: Type.Array(strict({ path: Type.String({ pattern: '^[a-z0-9_-]+(?:/[a-z0-9_-]+)*\\.ya?ml$', maxLength: 200 }), text: Type.String({ maxLength: 1_000_000 }) }), { minItems: 1, maxItems: 500 }),
})
/** Path of a scenario. */
export const ByScenario = strict({ key: Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60 }) })
/** A scenario as a drawing, in the reader's language: nodes in the lane of their role, ways between them with their conditions in words. */
export const FlowchartView = strict({
  key: Type.String(),
  name: Type.String(),
  lanes: Type.Array(strict({ key: Type.String(), name: Type.String() })),
  nodes: Type.Array(strict({
    key: Type.String(), kind: Type.String(), name: Type.String(), lane: nullable(Type.String()), output: nullable(Type.String()),
    clauses: Type.Array(Type.String()), clocks: Type.Array(Type.String()), resolves: Type.Boolean(), optional: Type.Boolean(),
  })),
  edges: Type.Array(strict({ from: Type.String(), to: Type.String(), on: Type.Array(Type.String()), when: nullable(Type.String()), why: Type.String() })),
  clocks: Type.Array(strict({ key: Type.String(), name: Type.String(), clauses: Type.Array(Type.String()), limits: Type.Array(Type.String()) })),
})
export type FlowchartView = Static<typeof FlowchartView>

/** What publishing answers: the version, or why not. */
export type PublishAnswer<Version> =
  | { readonly ok: true; readonly value: Version }
  | { readonly ok: false; readonly refusal: { readonly code: HandbookRefusalCode; readonly params?: Readonly<Record<string, string | number>> }; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly forbidden: 'handbook.publish' }

/** `handbook.published`: a version came into being. Carries its number and the hash of its files. */
export type HandbookPublished = { readonly type: 'handbook.published'; readonly data: { readonly number: number; readonly sha256: string } }
