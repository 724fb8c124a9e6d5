import { Type, type Static, type TSchema } from 'typebox'

/** The pages of the handbook as people read them, in the reader's language; every length of time and every condition is already in words. */

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })
const Clauses = Type.Array(Type.String())
const Named = strict({ key: Type.String(), name: Type.String() })
const Version = { handbookId: IdSchema, version: Type.Integer() }

/** Which version is read; without one, the one in force. */
export const ByVersion = strict({ handbookId: Type.Optional(IdSchema) })

/** The handbook on one page: what it is called, since when it holds, its scenarios with their forms. `follows`: only ever the child of another case. */
export const HandbookOverview = strict({
  ...Version, name: Type.String(), effectiveOn: Type.String(), publishedAt: Type.String({ format: 'date-time' }),
  scenarios: Type.Array(strict({ key: Type.String(), name: Type.String(), prefix: Type.String(), audience: Type.String(), aim: Type.String(), clauses: Clauses, follows: Type.Boolean(), steps: Type.Integer(), forms: Type.Array(Named) })),
})
export type HandbookOverview = Static<typeof HandbookOverview>

const FieldView = strict({
  key: Type.String(), name: Type.String(), kind: Type.String(), required: Type.Boolean(), choices: Type.Array(Type.String()),
  minimum: nullable(Type.Number()), maximum: nullable(Type.Number()), help: nullable(Type.String()), outcome: Type.Boolean(), when: nullable(Type.String()),
})
const LimitView = strict({ when: nullable(Type.String()), limit: Type.String(), emergency: Type.Boolean() })

/** A scenario to be read: its steps, forms, clocks, ladders, calendars and texts to customers. */
export const ScenarioPage = strict({
  ...Version, key: Type.String(), name: Type.String(), prefix: Type.String(), audience: Type.String(), aim: Type.String(), clauses: Clauses, owner: Type.String(),
  steps: Type.Array(strict({
    key: Type.String(), name: Type.String(), kind: Type.String(), role: Type.String(), collaborators: Type.Array(Type.String()), output: Type.String(), clauses: Clauses,
    form: nullable(Named), clocks: Type.Array(Type.String()), optional: Type.Boolean(),
  })),
  forms: Type.Array(strict({ key: Type.String(), name: Type.String(), clauses: Clauses, usedBy: Type.Array(Type.String()), fields: Type.Array(FieldView) })),
  clocks: Type.Array(strict({
    key: Type.String(), name: Type.String(), clauses: Clauses, starts: Type.Array(Type.String()), stops: Type.Array(Type.String()), limits: Type.Array(LimitView),
    pausesWhileWaiting: Type.Boolean(), pausesWhileAsking: Type.Array(Type.String()), notBefore: nullable(Type.String()), calendar: Type.String(), ladder: nullable(Type.String()),
  })),
  ladders: Type.Array(strict({
    key: Type.String(), name: Type.String(), clauses: Clauses, warnings: Type.Array(Type.String()),
    rungs: Type.Array(strict({ key: Type.String(), after: nullable(Type.String()), does: Type.String(), role: nullable(Type.String()) })),
  })),
  calendars: Type.Array(strict({ key: Type.String(), name: Type.String(), timezone: Type.String(), statutory: Type.Boolean(), week: Type.Array(strict({ day: Type.String(), hours: Type.Array(Type.String()) })) })),
  wordings: Type.Array(strict({ key: Type.String(), name: Type.String(), kind: Type.String(), clauses: Clauses, subject: Type.String(), body: Type.String(), page: nullable(strict({ title: Type.String(), question: Type.String(), yes: Type.String(), no: Type.String() })) })),
})
export type ScenarioPage = Static<typeof ScenarioPage>

/** What carries a clause out: an element of the handbook, and the scenario it stands in. `kind` is the chapter or list it belongs to. */
const CarrierView = strict({ kind: Type.String(), key: Type.String(), name: Type.String(), scenario: nullable(Named) })
const ClauseView = strict({ id: Type.String(), title: Type.String(), text: Type.String(), carriers: Type.Array(CarrierView) })
export type ClauseView = Static<typeof ClauseView>

/** Path of a clause. */
export const ByClause = strict({ id: Type.String({ pattern: '^[A-Z]{3,4}-\\d{2,3}$' }) })
/** The clauses of the handbook by number. */
export const ClauseList = strict({ ...Version, items: Type.Array(ClauseView), next: Type.Null() })
export const OneClause = strict({ ...Version, ...ClauseView.properties })

/** Two versions to compare: `from` the older, `to` the newer. */
export const TwoVersions = strict({ from: IdSchema, to: IdSchema })
/** A difference: where (from the element down to the field, each part with its name where it has one), and what it said before and says now. */
const ChangeView = strict({ section: Type.String(), path: Type.Array(strict({ key: Type.String(), name: nullable(Type.String()) })), before: nullable(Type.String()), after: nullable(Type.String()) })
export type ChangeView = Static<typeof ChangeView>
export const ChangeList = strict({ items: Type.Array(ChangeView), next: Type.Null() })

/** A mistake of a draft: where it stands, and what to do. */
const ProblemView = strict({ file: Type.String(), line: Type.Integer(), column: Type.Integer(), severity: Type.Enum(['error', 'warning']), code: Type.String(), sentence: Type.String() })
/** Files tried before they are published: what is wrong with them, and what they change in the version published last. */
export const DraftReport = strict({ publishable: Type.Boolean(), unchanged: Type.Boolean(), number: Type.Integer(), effectiveOn: nullable(Type.String()), problems: Type.Array(ProblemView), changes: Type.Array(ChangeView) })
export type DraftReport = Static<typeof DraftReport>
