import { Type } from 'typebox'
import type { Problem } from './core/section.ts'

/** Why publishing a handbook can be refused. `handbook.invalid` comes with its problems. */
export type HandbookRefusalCode = 'handbook.invalid' | 'handbook.unchanged'

/** A published version as others see it. */
export const HandbookVersionSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  number: Type.Integer({ minimum: 1 }),
  name: Type.Unknown(),
  effectiveOn: Type.String(),
  publishedAt: Type.String({ format: 'date-time' }),
  publishedBy: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  sha256: Type.String(),
}, { additionalProperties: false })

/** What publishing answers: the version, or why not. */
export type PublishAnswer<Version> =
  | { readonly ok: true; readonly value: Version }
  | { readonly ok: false; readonly refusal: { readonly code: HandbookRefusalCode; readonly params?: Readonly<Record<string, string | number>> }; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly forbidden: 'handbook.publish' }

/** `handbook.published`: a version came into being. Carries its number and the hash of its files. */
export type HandbookPublished = { readonly type: 'handbook.published'; readonly data: { readonly number: number; readonly sha256: string } }
