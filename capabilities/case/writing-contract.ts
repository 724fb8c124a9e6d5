import { Type, type Static, type TSchema } from 'typebox'

/**
 * What a colleague writes with:
 * `GET`/`PUT`/`DELETE /api/v1/cases/:id/draft` (what they have begun on a case, theirs alone) · `GET /api/v1/reply-templates?caseId=` (texts to begin with, filled in for the case),
 * `POST`, `PATCH`/`DELETE /api/v1/reply-templates/:id` (own and shared ones) · `GET /api/v1/cases/:id/send-times` (good moments for a later sending).
 */

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })
const InstantSchema = Type.String({ format: 'date-time' })
const DraftKind = Type.Enum(['reply', 'note'])
export type DraftKind = Static<typeof DraftKind>

/** What somebody has begun. `seenUntil`: when the newest message was written that they had before them on beginning. */
export const Draft = strict({
  kind: DraftKind, text: Type.String(), files: Type.Array(strict({ id: IdSchema, name: Type.String(), type: Type.String(), bytes: Type.Integer() })),
  seenUntil: nullable(InstantSchema), begunAt: InstantSchema, savedAt: InstantSchema,
})
export type Draft = Static<typeof Draft>
/** One's own drafts on a case: at most one of each kind. */
export const Drafts = strict({ items: Type.Array(Draft) })
export const KeepDraft = strict({ kind: DraftKind, text: Type.String({ maxLength: 100_000 }), files: Type.Array(IdSchema, { maxItems: 100, uniqueItems: true }), seenUntil: nullable(InstantSchema) })
export type KeepDraft = Static<typeof KeepDraft>
export const DraftAsked = strict({ kind: DraftKind })

const TEMPLATE = {
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  text: Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' }),
  shared: Type.Enum(['private', 'team', 'all']),
  /** The team it is shared with. */
  teamId: nullable(IdSchema),
}
/** A text to begin a reply with. `text` as it was written, `filled` as it reads on the case asked for. From the handbook it has no id and nobody may change it here. */
export const ReplyTemplate = strict({
  id: nullable(IdSchema), key: Type.String(), ...TEMPLATE, filled: nullable(Type.String()), source: Type.Enum(['handbook', 'staff']), owner: nullable(strict({ id: IdSchema, name: Type.String() })), mine: Type.Boolean(),
})
export type ReplyTemplate = Static<typeof ReplyTemplate>
export const ReplyTemplates = strict({ items: Type.Array(ReplyTemplate) })
export const TemplateQuery = strict({ caseId: Type.Optional(IdSchema) })
export const NewTemplate = strict({ name: TEMPLATE.name, text: TEMPLATE.text, shared: Type.Optional(TEMPLATE.shared), teamId: Type.Optional(TEMPLATE.teamId) })
export type NewTemplate = Static<typeof NewTemplate>
export const TemplateMade = strict({ id: IdSchema })
/** What may change about a template; what is absent stays. */
export const TemplateChange = Type.Partial(strict(TEMPLATE), { additionalProperties: false, minProperties: 1 })
export type TemplateChange = Static<typeof TemplateChange>
export const ByTemplate = strict({ id: IdSchema })

/** Moments that suit a later sending, by the calendar of the case: before today ends, when work begins on the next working day, and at the beginning of next week. */
export const SendTimes = strict({ items: Type.Array(strict({ key: Type.Enum(['today', 'next_day', 'next_week']), at: InstantSchema })) })
export type SendTimes = Static<typeof SendTimes>

/** Every refusal about writing; worded in messages/. */
export const WRITING_REFUSALS = ['case.newer_message', 'case.mention_unseen', 'case.mention_hidden', 'case.too_many_colleagues', 'reply_template.too_many', 'reply_template.name_taken', 'reply_template.team_missing', 'reply_template.not_shareable'] as const

/** Colleagues at work who see the case, and those who do not but whom the reader could let in by mentioning them. */
export const CaseReaders = strict({ readers: Type.Array(IdSchema), invitable: Type.Array(IdSchema) })
export type CaseReaders = Static<typeof CaseReaders>
