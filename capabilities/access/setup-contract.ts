import { Type, type Static, type TSchema } from 'typebox'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })

/** What the company calls itself in letters and on the customer's pages, and the number customers may call; empty until somebody has said. */
export const Company = strict({ name: Type.String(), phone: Type.String() })
export type Company = Static<typeof Company>
export const CompanyChange = strict({ name: Type.String({ minLength: 1, maxLength: 80, pattern: '^\\P{C}*[^\\s\\p{C}]\\P{C}*$' }), /** Left out, it stays as it is; empty, there is none. */ phone: Type.Optional(Type.String({ maxLength: 40, pattern: '^[0-9+() \\-]*$' })) })
export type CompanyChange = Static<typeof CompanyChange>

const StepSchema = Type.Union([Type.Literal('company'), Type.Literal('hours'), Type.Literal('mailbox'), Type.Literal('colleagues')])

/** Path of a step; `welcome` is the greeting itself. */
export const ByStep = strict({ step: Type.Union([StepSchema, Type.Literal('welcome')]) })

/** How far the house is set up: the steps that the reader may take, each done or still missing; `welcome` while nobody has been greeted. */
export const Setup = strict({ items: Type.Array(strict({ step: StepSchema, done: Type.Boolean() })), welcome: Type.Boolean() })
export type Setup = Static<typeof Setup>
