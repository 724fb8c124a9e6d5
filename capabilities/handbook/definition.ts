import { Type, type TSchema } from 'typebox'
import type { Whole, Words } from '#kernel/finding.ts'
import { checkClauses } from './core/check-clauses.ts'
import type { Section } from './core/section.ts'

/** A key of the handbook: stable across versions, written by people. */
export const Key = Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60, examples: ['after-sales', 'tech_support'] })
/** The id of a clause of the service handbook. */
export const Clause = Type.String({ pattern: '^[A-Z]{3,4}-\\d{2,3}$', examples: ['SVC-01'] })
export const Clauses = Type.Union([Clause, Type.Array(Clause, { minItems: 1 })])
export const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
/** A text: one for all languages, or one per language, zh-CN always. */
export const HandbookText = Type.Union([
  Type.String({ minLength: 1, maxLength: 8000 }),
  strict({
    'zh-CN': Type.String({ minLength: 1, maxLength: 8000 }),
    'zh-TW': Type.Optional(Type.String({ minLength: 1, maxLength: 8000 })),
    en: Type.Optional(Type.String({ minLength: 1, maxLength: 8000 })),
  }),
])

export const HeadSchema = strict({
  name: HandbookText,
  effectiveOn: Type.String({ pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$', examples: ['2026-01-01'] }),
  locale: Type.Optional(Type.Union([Type.Literal('zh-CN'), Type.Literal('zh-TW'), Type.Literal('en')])),
  /** How case numbers are written: the scenario's prefix, the date, and a serial of at least this many digits. */
  numbering: Type.Optional(strict({ clause: Type.Optional(Clauses), serialDigits: Type.Integer({ minimum: 3, maximum: 9 }) })),
})

export const ClausesSchema = Type.Array(strict({ id: Clause, title: HandbookText, text: HandbookText }))

const CLAUSE_WORDS: Readonly<Record<string, Words>> = {
  'clause.twice': { 'zh-CN': '条款 {clause} 列了两次。请删去一处。', en: 'Clause {clause} is listed twice. Remove one.' },
  'clause.not_enforced': {
    'zh-CN': '条款 {clause} 没有落实：手册里没有任何步骤、时限、表单或规则标注它。请在落实它的内容上写 clause: {clause}，或从 clauses.yaml 中删去。',
    en: 'Nothing carries out clause {clause}: no step, clock, form or rule names it. Write clause: {clause} on what enforces it, or remove it from clauses.yaml.',
  },
}

/** handbook.yaml: what the handbook is called and since when it holds. */
export const headSection: Section = { key: 'handbook', place: { file: 'handbook.yaml' }, schema: HeadSchema, check: () => [], words: {} }
/** clauses.yaml: the promises of the handbook, one by one. */
export const clausesSection: Section = {
  key: 'clauses', place: { file: 'clauses.yaml' }, schema: ClausesSchema, check: (whole: Whole) => checkClauses(whole), words: CLAUSE_WORDS,
}
