import { Type, type Static, type TSchema } from 'typebox'
import type { CaseRefusalCode } from './core/case-command.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.String({ format: 'uuid' })
const InstantSchema = Type.String({ format: 'date-time' })
const KeySchema = Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60 })
const CodeSchema = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()])
const CodesSchema = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_.-]{0,80}$' }), CodeSchema, { maxProperties: 60 })
const WordsSchema = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_-]{0,60}$' }), Type.String({ maxLength: 20_000 }), { maxProperties: 60 })
const TextSchema = Type.String({ minLength: 1, maxLength: 100_000, pattern: '\\S' })

/** Path of one case, and of what lies in it. */
export const ByCase = strict({ id: IdSchema })
export const ByStep = strict({ id: IdSchema, step: KeySchema })
export const ByClock = strict({ id: IdSchema, clock: IdSchema })
export const ByConfirmation = strict({ id: IdSchema, confirmation: IdSchema })
export const ByInvitation = strict({ id: IdSchema, invitation: IdSchema })
export const ByOther = strict({ id: IdSchema, other: IdSchema })

/** A page of a list: `after` is the opaque `next` of the page before. */
export const PageQuery = strict({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })), after: Type.Optional(Type.String({ maxLength: 300 })) })
/** A filled-in form: codes the engine reads, and the personal words, which only rows keep. */
export const FormInput = strict({ codes: Type.Optional(CodesSchema), words: Type.Optional(WordsSchema) })
export type FormInput = Static<typeof FormInput>

export const OpenCase = strict({
  scenario: KeySchema,
  channel: Type.Enum(['phone', 'web', 'email', 'api']),
  subject: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
  text: Type.Optional(TextSchema),
  customerId: Type.Optional(nullable(IdSchema)),
  teamId: Type.Optional(nullable(IdSchema)),
})
export type OpenCase = Static<typeof OpenCase>

/** Files uploaded beforehand by the writer. */
const FilesSchema = Type.Optional(Type.Array(IdSchema, { maxItems: 100 }))
/** `wait`: as soon as it has gone, the case waits for the customer, for this reason. `seenUntil`: when the newest message the writer knows was written; anything newer refuses the reply. */
export const Reply = strict({
  text: TextSchema, files: FilesSchema, sendAt: Type.Optional(InstantSchema), undoSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
  wait: Type.Optional(KeySchema), seenUntil: Type.Optional(InstantSchema),
})
const PeopleSchema = Type.Optional(Type.Array(IdSchema, { maxItems: 20, uniqueItems: true }))
/** `mentions`: colleagues who are told of it. `collaborators`: those among them who do not see the case yet and are let in, which takes the right to assign it; a mention of anybody else who does not see it is refused. */
export const Note = strict({ text: TextSchema, files: FilesSchema, mentions: PeopleSchema, collaborators: PeopleSchema })
export const Contact = strict({ reached: Type.Boolean(), text: Type.Optional(TextSchema), channel: Type.Optional(Type.Enum(['phone', 'chat', 'visit'])) })
export const NewRecordInput = strict({ record: KeySchema, form: FormInput })
export const Classification = strict({ codes: CodesSchema })
/** `taking`: only if the case still lies with nobody (else `case.taken`) and with this team (else `case.handed_on`). */
export const Assignment = strict({ teamId: nullable(IdSchema), assigneeId: nullable(IdSchema), taking: Type.Optional(Type.Boolean()) })
const AnswerInput = strict({
  score: Type.Integer({ minimum: 1, maximum: 5 }),
  aspects: Type.Optional(Type.Record(KeySchema, Type.Integer({ minimum: 1, maximum: 5 }), { maxProperties: 20 })),
  reason: Type.Optional(Type.String({ maxLength: 5000 })),
})
export const Completion = strict({
  form: Type.Optional(FormInput),
  assign: Type.Optional(strict({ teamId: IdSchema, assigneeId: Type.Optional(nullable(IdSchema)) })),
  answer: Type.Optional(AnswerInput),
})
/** `note`: what the customer said; by word of mouth it is the only evidence. */
export const ConfirmationAnswer = strict({ confirmed: Type.Boolean(), note: Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' }) })
export const SurveyAnswer = AnswerInput
export const Waiting = strict({ reason: KeySchema, until: Type.Optional(InstantSchema) })
export const ManualDue = strict({ dueAt: InstantSchema, reason: TextSchema })
export const Dismissal = strict({ dismissal: KeySchema })
export const NewChild = strict({ scenario: KeySchema, role: Type.Optional(KeySchema) })
export const NewLink = strict({ otherId: IdSchema })
export const Merge = strict({ intoId: IdSchema })
export const Split = strict({ messageIds: Type.Array(IdSchema, { minItems: 1, maxItems: 100, uniqueItems: true }), subject: Type.String({ minLength: 1, maxLength: 300 }) })
export const CustomerOfCase = strict({ customerId: nullable(IdSchema) })
/** The answer to every command on a case: what exists now, and what else was made. */
export const Done = strict({ case: IdSchema, version: Type.Integer(), ids: Type.Record(Type.String(), Type.String()) })

/** Which question or invitation the customer's link is wanted of. */
export const LinkWanted = strict({ of: IdSchema })
/** The customer's link, to be handed over by hand; whoever opens it answers as the customer. */
export const GivenLink = strict({ case: IdSchema, version: Type.Integer(), link: Type.String() })

const ClockView = strict({
  id: IdSchema,
  key: Type.String(),
  name: Type.String(),
  clause: Type.String(),
  status: Type.String(),
  startedAt: InstantSchema,
  endedAt: nullable(InstantSchema),
  dueAt: nullable(InstantSchema),
  missedAt: nullable(InstantSchema),
  provisional: Type.Boolean(),
  manual: Type.Boolean(),
})
const StepView = strict({
  key: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  clause: Type.Array(Type.String()),
  role: Type.String(),
  output: Type.String(),
  status: Type.String(),
  round: Type.Integer(),
  startedAt: InstantSchema,
  opensAt: nullable(InstantSchema),
  endedAt: nullable(InstantSchema),
  outcome: nullable(Type.String()),
  form: nullable(Type.String()),
  assigns: nullable(Type.String()),
  confirmationId: nullable(IdSchema),
  invitationId: nullable(IdSchema),
})

/** One case as a screen needs it: where it stands, what is due, and what this viewer may do with it. */
export const CaseView = strict({
  id: IdSchema,
  number: Type.String(),
  scenario: strict({ key: Type.String(), name: Type.String(), audience: Type.String(), aim: Type.String() }),
  handbookId: IdSchema,
  status: Type.String(),
  awaiting: Type.String(),
  observed: Type.Boolean(),
  subject: nullable(Type.String()),
  green: Type.Boolean(),
  newReply: Type.Boolean(),
  channel: Type.String(),
  customerId: nullable(IdSchema),
  /** Whether a mail can reach the customer. */
  mailable: Type.Boolean(),
  /** Whether there is a mailbox of ours to write from. */
  mailboxOpen: Type.Boolean(),
  teamId: nullable(IdSchema),
  assigneeId: nullable(IdSchema),
  collaboratorIds: Type.Array(IdSchema),
  parentId: nullable(IdSchema),
  childIds: Type.Array(IdSchema),
  linkedIds: Type.Array(IdSchema),
  mergedInto: nullable(IdSchema),
  wait: nullable(strict({ reason: Type.String(), name: Type.String(), since: InstantSchema, until: nullable(InstantSchema) })),
  facts: Type.Record(Type.String(), CodeSchema),
  steps: Type.Array(StepView),
  clocks: Type.Array(ClockView),
  /** What the customer was asked, oldest first. */
  confirmations: Type.Array(strict({ id: IdSchema, step: Type.String(), status: Type.String(), askedAt: InstantSchema, reminders: Type.Integer(), /** No message could carry it. */ unsent: Type.Boolean() })),
  invitations: Type.Array(strict({ id: IdSchema, step: Type.String(), status: Type.String(), score: nullable(Type.Integer()), invitedAt: nullable(InstantSchema), reminders: Type.Integer() })),
  openedAt: InstantSchema,
  resolvedAt: nullable(InstantSchema),
  closedAt: nullable(InstantSchema),
  nextDueAt: nullable(InstantSchema),
  version: Type.Integer(),
  permissions: Type.Array(Type.String()),
})
export type CaseView = Static<typeof CaseView>

/** An event of the case as its history shows it. */
export const CaseEventView = strict({
  id: IdSchema,
  version: Type.Integer(),
  type: Type.String(),
  occurredAt: InstantSchema,
  recordedAt: InstantSchema,
  actorKind: Type.String(),
  actorId: nullable(IdSchema),
  command: Type.String(),
  /** Events of one command belong together: the first is what was done, the others follow from it. */
  commandId: IdSchema,
  data: Type.Record(Type.String(), Type.Unknown()),
})
export const CaseEventPage = strict({ items: Type.Array(CaseEventView), next: nullable(Type.String()) })

export const RecordView = strict({
  id: IdSchema,
  kind: Type.String(),
  subject: Type.String(),
  form: nullable(Type.String()),
  codes: Type.Record(Type.String(), Type.Unknown()),
  words: Type.Record(Type.String(), Type.String()),
  /** The files that the words name by their ids. */
  files: Type.Array(strict({ id: IdSchema, name: Type.String(), type: Type.String(), bytes: Type.Integer() })),
  authorKind: Type.String(),
  authorId: nullable(IdSchema),
  recordedAt: InstantSchema,
})
export type RecordView = Static<typeof RecordView>
export const RecordPage = strict({ items: Type.Array(RecordView), next: nullable(Type.String()) })

/** A page of one's own notices, newest first; `unread` leaves out what was read. */
export const NotificationQuery = strict({ ...PageQuery.properties, unread: Type.Optional(Type.Boolean()) })
/** What a colleague is told: `about` is a code such as `clock_warned`, `saying` its sentence. */
export const NotificationView = strict({
  id: IdSchema, caseId: IdSchema, number: Type.String(), subject: nullable(Type.String()), clockId: nullable(IdSchema), about: Type.String(), saying: Type.String(),
  createdAt: InstantSchema, readAt: nullable(InstantSchema),
})
export const NotificationPage = strict({ items: Type.Array(NotificationView), next: nullable(Type.String()) })

/** The ledger of a clock: contiguous stretches, each counted or not and why. */
export const LedgerView = strict({
  dueAt: nullable(InstantSchema),
  elapsed: Type.String(),
  remaining: nullable(Type.String()),
  saying: Type.String(),
  provisional: Type.Boolean(),
  ledger: Type.Array(strict({ from: InstantSchema, to: InstantSchema, counts: Type.Boolean(), why: Type.String() })),
})

/** Every refusal of a case; worded in messages/. */
export const CASE_REFUSALS = [
  ...([
    'case.already_open', 'case.not_found', 'case.closed', 'case.merged', 'case.not_closed', 'case.observed', 'case.has_open_children',
    'case.step_not_active', 'case.step_unknown', 'case.wrong_role', 'case.too_early', 'case.form_required', 'case.form_field_missing',
    'case.form_field_unknown', 'case.form_field_invalid', 'case.team_required', 'case.team_role', 'case.too_many_rounds', 'case.too_many_events',
    'case.record_unknown', 'case.class_unknown', 'case.not_waiting', 'case.already_waiting', 'case.wait_unknown', 'case.wait_until_past',
    'case.confirmation_settled', 'case.written_answer_needed', 'case.word_not_accepted', 'case.invitation_settled', 'case.score_invalid', 'case.score_needed',
    'case.clock_unknown', 'case.dismissal_unknown', 'case.scenario_unknown', 'case.same_case', 'case.not_merged', 'case.already_linked',
    'case.child_merge', 'case.not_linked', 'case.mapping_incomplete', 'case.nobody_to_ask', 'case.confirm_first', 'case.time_backwards', 'case.reopen_too_late',
    'case.event_unknown', 'case.taken', 'case.handed_on', 'case.link_not_accepted', 'case.contact_ahead', 'case.contact_too_early', 'case.day_past', 'case.not_mailable',
  ] as const satisfies readonly CaseRefusalCode[]),
  // Those of the shell: what a case alone cannot know.
  'case.customer_erased', 'case.move_leaves_nothing', 'case.handbook_unknown', 'case.assignee_unknown', 'case.no_address', 'case.no_mailbox', 'case.message_elsewhere',
] as const

/** A page of the thread: oldest first, or `order=newest` from its end backwards. */
export const ThreadQuery = strict({ ...PageQuery.properties, order: Type.Optional(Type.Enum(['oldest', 'newest'])) })
/** A message of the thread; `direction: note` is internal and never leaves the house. */
export const MessageView = strict({
  id: IdSchema,
  direction: Type.String(),
  channel: Type.String(),
  authorKind: Type.String(),
  authorId: nullable(IdSchema),
  /** Who of ours wrote it. */
  authorName: nullable(Type.String()),
  fromName: nullable(Type.String()),
  subject: nullable(Type.String()),
  text: Type.String(),
  html: nullable(Type.String()),
  replyText: nullable(Type.String()),
  auto: Type.String(),
  wording: nullable(Type.String()),
  state: nullable(Type.String()),
  failureCode: nullable(Type.String()),
  createdAt: InstantSchema,
  sendAt: nullable(InstantSchema),
  sentAt: nullable(InstantSchema),
  failedAt: nullable(InstantSchema),
  /** The failure code in words. */
  failure: nullable(Type.String()),
  files: Type.Array(strict({ id: IdSchema, name: Type.String(), type: Type.String(), bytes: Type.Integer() })),
})
export type MessageView = Static<typeof MessageView>
export const MessagePage = strict({ items: Type.Array(MessageView), next: nullable(Type.String()) })

/** A draft for the knowledge base, proposed when a case closed. */
export const DraftPage = strict({
  items: Type.Array(strict({ id: IdSchema, title: Type.String(), problem: Type.String(), solution: Type.String(), createdAt: InstantSchema })),
  next: nullable(Type.String()),
})
