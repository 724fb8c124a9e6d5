import { Type, type Static, type TSchema } from 'typebox'
import { SEARCH_KINDS } from './core/search-kind.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })
const InstantSchema = Type.String({ format: 'date-time' })
const Kind = `(?:${SEARCH_KINDS.join('|')})`

/**
 * What is looked for: words, `"exactly so"`, `-without`, `from:customer`; a case number or a part of it; a name, also in pinyin; a full mail address
 * or telephone number, or its last four digits. `after` goes on where one kind is asked.
 */
export const SearchAsked = strict({
  q: Type.String({ minLength: 1, maxLength: 200, pattern: '^(?=.*\\S)\\P{Cc}*$' }),
  kinds: Type.Optional(Type.String({ pattern: `^${Kind}(?:,${Kind}){0,2}$` })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  after: Type.Optional(Type.String({ maxLength: 300 })),
})

/** Places to highlight in the text beside them: from, up to, in UTF-16 units. */
const Marks = Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]))
const Marked = strict({ text: Type.String(), marks: Marks })

const FoundCase = strict({
  id: IdSchema,
  number: Marked,
  subject: nullable(Marked),
  scenario: Type.String(),
  status: Type.String(),
  customerId: nullable(IdSchema),
  openedAt: InstantSchema,
})
const FoundCustomer = strict({
  id: IdSchema,
  kind: Type.String(),
  name: Marked,
  company: nullable(Marked),
  tier: nullable(Type.String()),
  archivedAt: nullable(InstantSchema),
  /** By what they were found. */
  by: Type.Enum(['name', 'address']),
})
const FoundMessage = strict({
  id: IdSchema,
  caseId: IdSchema,
  number: Type.String(),
  direction: Type.String(),
  channel: Type.String(),
  authorKind: Type.String(),
  fromName: nullable(Type.String()),
  subject: nullable(Marked),
  /** The line around what was found; addresses are masked for those who do not read them in full. */
  snippet: Marked,
  createdAt: InstantSchema,
})

/** What was found, best first and then newest first. `more` says of which there are more; `next` goes on where one kind was asked. Nothing is counted. */
export const SearchFound = strict({
  cases: Type.Array(FoundCase),
  customers: Type.Array(FoundCustomer),
  messages: Type.Array(FoundMessage),
  more: strict({ cases: Type.Boolean(), customers: Type.Boolean(), messages: Type.Boolean() }),
  next: nullable(Type.String()),
  /** The index has not caught up: what was written lately, or anything while it is made anew, may be missing. */
  incomplete: Type.Boolean(),
})
export type SearchFound = Static<typeof SearchFound>
