import { Type, type Static, type TSchema } from 'typebox'
import type { Condition } from '#capabilities/handbook/core/condition.ts'

/**
 * What a screen needs to know of a scenario to work on its cases: forms, classes, waits, records, in the reader's words.
 * `GET /api/v1/scenarios` lists those in force, `GET /api/v1/scenarios/:key` answers one as a version of the handbook has it.
 */

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const KeySchema = Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60 })
const Clauses = Type.Array(Type.String())
const Named = strict({ key: Type.String(), name: Type.String() })
/** Holds or not for the facts of a case; asked by `holds` of the handbook's core, in the browser too. */
const When = Type.Unsafe<Condition | null>(Type.Unknown())

/** The scenarios of the handbook in force. `intake`: unasked mail opens a case of it; `opens`: people may open one (a child's scenario only follows another). */
export const ScenarioList = strict({
  items: Type.Array(strict({ key: Type.String(), name: Type.String(), prefix: Type.String(), audience: Type.String(), aim: Type.String(), clauses: Clauses, intake: Type.Boolean(), opens: Type.Boolean() })),
  next: Type.Null(),
})

export const ByScenarioKey = strict({ key: KeySchema })
/** Without a version, the one in force is meant. */
export const GuideQuery = strict({ handbookId: Type.Optional(Type.String({ format: 'uuid' })) })

/** A field of a form. `prefill`: what stands in it before anybody writes. `choices` are those of a choice or of a class; `outcome`: what is chosen here decides where the case goes. */
export const GuideField = strict({
  key: Type.String(), name: Type.String(), kind: Type.Enum(['class', 'choice', 'number', 'score', 'flag', 'date', 'moment', 'text', 'long_text', 'phone', 'file']),
  required: Type.Boolean(), choices: Type.Array(Named), minimum: nullable(Type.Number()), maximum: nullable(Type.Number()), help: nullable(Type.String()), outcome: Type.Boolean(), when: When,
  prefill: nullable(Type.Enum(['first_message'])),
  /** A day that must not lie behind. */
  ahead: Type.Boolean(),
})
export type GuideField = Static<typeof GuideField>
export const GuideForm = strict({ key: Type.String(), name: Type.String(), clauses: Clauses, fields: Type.Array(GuideField) })
export type GuideForm = Static<typeof GuideForm>

export const ScenarioGuide = strict({
  key: Type.String(), name: Type.String(), handbookId: Type.String({ format: 'uuid' }), version: Type.Integer(),
  audience: Type.String(), aim: Type.String(), clauses: Clauses, ownerRole: Named, calendar: Type.String(),
  classes: Type.Array(strict({ key: Type.String(), name: Type.String(), clauses: Clauses, values: Type.Array(Named) })),
  waits: Type.Array(Named),
  dismissals: Type.Array(Named),
  forms: Type.Array(GuideForm),
  /** `assignsRole`: completing the step hands the case to a team of this role. `asks`: what the customer is asked, for confirmations. */
  steps: Type.Array(strict({
    key: Type.String(), name: Type.String(), kind: Type.Enum(['task', 'confirmation', 'survey']), role: Named, does: nullable(Type.String()), output: Type.String(), clauses: Clauses,
    form: nullable(Type.String()), assignsRole: nullable(Named), optional: Type.Boolean(), resolves: Type.Boolean(), acceptsWord: Type.Boolean(), writtenWhen: When, wordIfUnsent: Type.Boolean(),
    /** Roles that may do the step beside its own. */
    collaborators: Type.Array(Named),
    /** What the customer is asked to score; null where the step asks for no score. */
    survey: nullable(strict({ question: Type.String(), low: Type.String(), high: Type.String(), aspects: Type.Array(Named), reason: Type.String(), /** Outcomes of the form with which a score has to come. */ neededOn: Type.Array(Type.String()) })),
  })),
  /** How one step leads to another, as the flowchart has it: on which outcomes, under which condition. `start` and `end` stand for both ends. */
  ways: Type.Array(strict({ from: Type.String(), to: Type.String(), on: Type.Array(Type.String()), when: When, why: Type.Enum(['start', 'next', 'rule', 'reopening']) })),
  records: Type.Array(strict({ key: Type.String(), name: Type.String(), clauses: Clauses, form: Type.String(), roles: Type.Array(Named), tellsCustomer: Type.Boolean() })),
  clocks: Type.Array(strict({ key: Type.String(), name: Type.String(), clauses: Clauses })),
  /** Scenarios that a child case can be of. `onScore`: under which conditions a score opens one by itself. */
  children: Type.Array(strict({ key: Type.String(), name: Type.String(), onScore: Type.Array(When) })),
})
export type ScenarioGuide = Static<typeof ScenarioGuide>
