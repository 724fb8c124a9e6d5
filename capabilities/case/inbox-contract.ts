import { Type, type Static, type TSchema } from 'typebox'
import { VIEWS } from './core/standing-view.ts'

/**
 * What the staff's inbox (工作台) asks and gets:
 * `GET /api/v1/cases` (CaseListQuery → CasePage) · `GET /api/v1/cases/counts` (CountsQuery → Counts) · `POST`/`DELETE /api/v1/cases/:id/reading` (the new reply is read, or not) ·
 * `GET`/`POST /api/v1/case-views`, `PATCH`/`DELETE /api/v1/case-views/:id` (saved views; DELETE archives) ·
 * `POST /api/v1/case-batches`, `GET /api/v1/case-batches/:id`, `POST /api/v1/case-batches/:id/undo` (NewBatch → BatchReport).
 */

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const IdSchema = Type.String({ format: 'uuid' })
const InstantSchema = Type.String({ format: 'date-time' })
const KeySchema = Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60 })
const some = <T extends TSchema>(schema: T, maxItems = 50) => Type.Optional(Type.Array(schema, { minItems: 1, maxItems, uniqueItems: true }))
const idOr = (...words: readonly string[]) => Type.String({ pattern: `^(?:${[...words, UUID].join('|')})$` })

const ViewSchema = Type.String({ pattern: `^(?:${[...VIEWS, UUID].join('|')})$` })
export const SortSchema = Type.Enum(['due', 'newest', 'updated', 'closed'])
export type CaseSort = 'due' | 'newest' | 'updated' | 'closed'

/**
 * What narrows a list. All that is given must hold; of several values of one filter, one. In an address, give a filter again for each value.
 * `class.KEY`: codes of a classification of the handbook, e.g. `class.urgency=urgent`. Without `status`, open cases are meant, in the order of closing closed ones.
 */
const FILTERS = {
  status: some(Type.Enum(['open', 'resolved', 'closed', 'merged'])),
  scenario: some(KeySchema),
  /** `mine`: teams of mine. */
  teamId: some(idOr('mine', 'none')),
  assigneeId: some(idOr('me', 'none')),
  /** With the records that were merged into this customer. */
  customerId: Type.Optional(IdSchema),
  channel: some(KeySchema),
  awaiting: some(Type.Enum(['us', 'customer', 'nobody'])),
  green: Type.Optional(Type.Boolean()),
  newReply: Type.Optional(Type.Boolean()),
  openedFrom: Type.Optional(InstantSchema),
  openedTo: Type.Optional(InstantSchema),
  /** From here, and before there; a case without a deadline is in no span. */
  dueFrom: Type.Optional(InstantSchema),
  dueTo: Type.Optional(InstantSchema),
}
const CLASSES = { patternProperties: { '^class\\.[a-z][a-z0-9_-]{0,59}$': Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 50 }) }, additionalProperties: false } as const

export const CaseFilters = Type.Object(FILTERS, CLASSES)
export type CaseFilters = Static<typeof CaseFilters>

/** A page of cases: a view, narrowed further. `ids`: these alone, of any status, e.g. what changed on a live screen. */
export const CaseListQuery = Type.Object(
  {
    view: Type.Optional(ViewSchema),
    ...FILTERS,
    ids: some(IdSchema, 100),
    /** `due`: next deadline first; `newest`: opened last first; `updated`: changed last first; `closed`: closed last first, of those that are. Without one, the view's. */
    sort: Type.Optional(SortSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    after: Type.Optional(Type.String({ maxLength: 300 })),
  },
  CLASSES,
)
export type CaseListQuery = Static<typeof CaseListQuery>

const NamedSchema = strict({ id: IdSchema, name: Type.String() })

/** One case as a list shows it; nothing else has to be asked. */
export const CaseRow = strict({
  id: IdSchema,
  number: Type.String(),
  subject: nullable(Type.String()),
  /** `masked`: this viewer may not read the customer; the name is hidden but for its beginning. */
  customer: nullable(strict({ id: IdSchema, name: Type.String(), masked: Type.Boolean() })),
  scenario: strict({ key: Type.String(), name: Type.String() }),
  /** Steps that are active now. `state`: ours to do, asked of the customer, or not yet open. */
  steps: Type.Array(strict({ key: Type.String(), name: Type.String(), role: Type.String(), roleName: Type.String(), state: Type.Enum(['ours', 'asked', 'not_open']), since: InstantSchema, opensAt: nullable(InstantSchema) })),
  classes: Type.Array(strict({ key: Type.String(), name: Type.String(), code: Type.String(), codeName: Type.String() })),
  status: Type.String(),
  awaiting: Type.Enum(['us', 'customer', 'nobody']),
  /** Since when it waits like this, and for what, in words. */
  awaitingSince: InstantSchema,
  awaitingReason: nullable(Type.String()),
  green: Type.Boolean(),
  newReply: Type.Boolean(),
  channel: Type.String(),
  /** What the customer gave last, 1 to 5. */
  score: nullable(Type.Integer()),
  team: nullable(NamedSchema),
  assignee: nullable(NamedSchema),
  /** The last thing said or noted: its first 120 characters. */
  lastMessage: nullable(strict({ direction: Type.Enum(['in', 'out', 'note']), authorKind: Type.String(), at: InstantSchema, text: Type.String() })),
  nextDue: nullable(strict({
    clockId: IdSchema, key: Type.String(), name: Type.String(), clause: Type.String(), dueAt: nullable(InstantSchema), missed: Type.Boolean(), provisional: Type.Boolean(), paused: Type.Boolean(),
  })),
  openedAt: InstantSchema,
  closedAt: nullable(InstantSchema),
  updatedAt: InstantSchema,
  version: Type.Integer(),
  /** What this viewer may do with this case: `case.assign`, `case.reply` … */
  may: Type.Array(Type.String()),
})
export type CaseRow = Static<typeof CaseRow>
/** A page may hold fewer rows than asked and still go on: no request looks through more than a bounded number of cases. */
export const CasePage = strict({ items: Type.Array(CaseRow), next: nullable(Type.String()) })

export const CountsQuery = strict({ views: Type.Array(ViewSchema, { minItems: 1, maxItems: 20, uniqueItems: true }) })
/** `more`: there are at least so many; numbers stop at 99. A saved view that is not there any more is left out. */
export const Counts = strict({ items: Type.Array(strict({ view: Type.String(), count: Type.Integer(), more: Type.Boolean() })) })

/** A column of the list; screens know them by these keys. `class.KEY` shows a classification. */
const ColumnSchema = Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9_.-]{0,80}$' })
const NAMING = {
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  filters: CaseFilters,
  sort: SortSchema,
  columns: Type.Array(ColumnSchema, { maxItems: 40, uniqueItems: true }),
  density: Type.Enum(['compact', 'middle', 'large']),
  shared: Type.Enum(['private', 'team', 'all']),
  /** The team it is shared with. */
  teamId: nullable(IdSchema),
  order: Type.Integer({ minimum: 0, maximum: 1000 }),
  /** The view its owner begins with; only one is. */
  isDefault: Type.Boolean(),
}
/** A list somebody keeps: name, filters, order and looks. `mine`: this viewer may change it. */
export const SavedView = strict({ id: IdSchema, ...NAMING, owner: NamedSchema, mine: Type.Boolean(), updatedAt: InstantSchema })
export type SavedView = Static<typeof SavedView>
export const SavedViews = strict({ items: Type.Array(SavedView) })
export const NewView = strict({
  name: NAMING.name,
  filters: NAMING.filters,
  sort: Type.Optional(NAMING.sort),
  columns: Type.Optional(NAMING.columns),
  density: Type.Optional(NAMING.density),
  shared: Type.Optional(NAMING.shared),
  teamId: Type.Optional(NAMING.teamId),
  order: Type.Optional(NAMING.order),
  isDefault: Type.Optional(NAMING.isDefault),
})
export type NewView = Static<typeof NewView>
export const ViewMade = strict({ id: IdSchema })
/** What may change about a view; what is absent stays. */
export const ViewChange = Type.Partial(strict(NAMING), { additionalProperties: false, minProperties: 1 })
export type ViewChange = Static<typeof ViewChange>

const TextSchema = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' })
/** What is done to many. `assign`: what is absent stays as it is. `read`, `unread`: the new reply. */
export const BatchAction = Type.Union([
  strict({ type: Type.Literal('assign'), teamId: Type.Optional(nullable(IdSchema)), assigneeId: Type.Optional(nullable(IdSchema)) }),
  strict({ type: Type.Literal('note'), text: TextSchema }),
  strict({ type: Type.Literal('wait'), reason: KeySchema, until: Type.Optional(InstantSchema) }),
  strict({ type: Type.Literal('resume') }),
  strict({ type: Type.Literal('read') }),
  strict({ type: Type.Literal('unread') }),
])
export type BatchAction = Static<typeof BatchAction>

/** Either these cases, or those of a view and filters, at most 500; `dryRun` says what would happen and changes nothing. */
export const NewBatch = strict({
  action: BatchAction,
  caseIds: Type.Optional(Type.Array(IdSchema, { minItems: 1, maxItems: 500, uniqueItems: true })),
  search: Type.Optional(strict({ view: Type.Optional(ViewSchema), filters: Type.Optional(CaseFilters) })),
  dryRun: Type.Boolean(),
})
export type NewBatch = Static<typeof NewBatch>

/** What became of one case. `same`: it was so already. `code` and `message` say why it was refused. */
export const BatchOutcome = strict({ caseId: IdSchema, number: nullable(Type.String()), outcome: Type.Enum(['changed', 'same', 'refused']), code: nullable(Type.String()), message: nullable(Type.String()) })
export type BatchOutcome = Static<typeof BatchOutcome>
/** `id` is null for a dry run. `undoUntil`: null where there is nothing to take back. `more`: the search holds more cases than a batch takes. */
export const BatchReport = strict({
  id: nullable(IdSchema), dryRun: Type.Boolean(), changed: Type.Integer(), same: Type.Integer(), refused: Type.Integer(), more: Type.Boolean(), undoUntil: nullable(InstantSchema), items: Type.Array(BatchOutcome),
})
export type BatchReport = Static<typeof BatchReport>

/** Path of one view or batch. */
export const ByInboxId = strict({ id: IdSchema })

/** Every refusal of views and batches; worded in messages/. */
export const INBOX_REFUSALS = [
  'case_view.too_many', 'case_view.name_taken', 'case_view.team_missing', 'case_view.not_shareable',
  'case_batch.nothing_chosen', 'case_batch.not_undoable', 'case_batch.undone_already', 'case_batch.too_late', 'case_batch.changed_since',
  'case.no_new_reply', 'case.nothing_received',
] as const
