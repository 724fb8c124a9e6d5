import { Type, type Static, type TSchema } from 'typebox'
import { rolesOf } from '#capabilities/access/definition.ts'
import { calendarsOf } from '#capabilities/calendar/definition.ts'
import { wordingsOf } from '#capabilities/conversation/definition.ts'
import type { Condition } from '#capabilities/handbook/core/condition.ts'
import type { Section } from '#capabilities/handbook/core/section.ts'
import { surveysOf } from '#capabilities/survey/definition.ts'
import type { Finding, Whole } from '#kernel/finding.ts'
import { checkPrefixes, checkScenario } from './core/check-scenario.ts'
import type { ScenarioNames } from './core/scenario-names.ts'
import { PROMISE_WORDS, SCENARIO_WORDS } from './core/scenario-words.ts'

/**
 * What a scenario looks like in the handbook (`handbook/scenarios/*.yaml`). Everything the engine does comes from
 * these data: steps, forms, branches, waits, confirmations, clocks, ladders, loops, children. Keys are stable
 * across versions; names and wording are texts by locale.
 */
const Key = Type.String({ pattern: '^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$', maxLength: 60, examples: ['after-sales', 'tech_support'] })
const Clause = Type.String({ pattern: '^[A-Z]{3,4}-\\d{2,3}$', examples: ['SVC-01'] })
const Clauses = Type.Union([Clause, Type.Array(Clause, { minItems: 1 })])
const Text = Type.Union([
  Type.String({ minLength: 1, maxLength: 4000 }),
  Type.Object(
    { 'zh-CN': Type.String({ minLength: 1 }), 'zh-TW': Type.Optional(Type.String()), en: Type.Optional(Type.String()) },
    { additionalProperties: false },
  ),
])
/** ISO 8601, `PT2H` or `P3D`. */
const Length = Type.String({ pattern: '^P(?:\\d+D|T(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)$', examples: ['PT30M', 'PT2H', 'P3D'] })
/** Checked by shape here and by meaning (known facts) in the whole-check. */
const When = Type.Unsafe<Condition>(Type.Object({}, { additionalProperties: true }))
const one = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Array(schema, { minItems: 1 })])
const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })

/** The kinds of happening a trigger can name; each is what one event of a case means to the handbook. */
export const SIGNALS = [
  'opened', 'classified', 'received', 'replied', 'contacted', 'told', 'assigned', 'started', 'completed',
  'asked', 'confirmed', 'declined', 'lapsed', 'waiting', 'resumed', 'recorded', 'invited', 'answered',
  'resolved', 'reopened', 'closed', 'child_opened', 'child_closed',
] as const
export type Signal = (typeof SIGNALS)[number]

/** "When this happens": a signal, narrowed by step, record, role of the actor, outcome and condition. */
export const TriggerSchema = strict({
  on: Type.Enum(SIGNALS),
  step: Type.Optional(one(Key)),
  record: Type.Optional(Key),
  survey: Type.Optional(Key),
  by: Type.Optional(one(Key)),
  outcome: Type.Optional(one(Key)),
  when: Type.Optional(When),
})

export const FieldSchema = strict({
  key: Key,
  name: Text,
  /** `class` sets a classification; choice, number, flag, date, moment and score are codes the engine may read; text, phone and file are personal. */
  kind: Type.Enum(['class', 'choice', 'number', 'score', 'flag', 'date', 'moment', 'text', 'long_text', 'phone', 'file']),
  required: Type.Optional(Type.Boolean()),
  choices: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_-]*$' }), Text)),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  help: Type.Optional(Text),
  /** What stands in the field before anybody writes: `first_message`, the text with which the customer came. For written fields only. */
  prefill: Type.Optional(Type.Enum(['first_message'])),
  /** The moment at which the customer was reached: it counts as a contact then, and clocks stop at it. Only for a moment; never later than it is handed in, never before the step began. */
  contact: Type.Optional(Type.Boolean()),
  /** A day that is still to come when the form is handed in: that very day at the earliest, by the calendar of the scenario. Only for a date. */
  ahead: Type.Optional(Type.Boolean()),
  /** The choice made here is the outcome of the step, which `next` and clocks can name. */
  outcome: Type.Optional(Type.Boolean()),
  when: Type.Optional(When),
})

export const FormSchema = strict({ key: Key, name: Text, clause: Type.Optional(Clauses), fields: Type.Array(FieldSchema) })

export const NextSchema = strict({
  on: Type.Optional(one(Key)),
  when: Type.Optional(When),
  /** Step keys (several start side by side), or `end`: the case closes when nothing else is open. */
  to: one(Key),
})

export const ConfirmationSchema = strict({
  /** Wording sent with the signed link. */
  asks: Key,
  /** Who may answer: the customer on the signed page, or a colleague recording the customer's word. */
  accepts: Type.Array(Type.Union([Type.Literal('link'), Type.Literal('word')]), { minItems: 1 }),
  /** Facts under which only the written answer counts (GEN-08: complex needs in writing). */
  writtenWhen: Type.Optional(When),
  /** The customer's word counts all the same where no message could carry the question to them. */
  wordIfUnsent: Type.Optional(Type.Boolean()),
  remindAfter: Type.Optional(Type.Array(Length)),
  reminder: Type.Optional(Key),
  lapseAfter: Length,
})

export const SurveyStepSchema = strict({
  survey: Key,
  invitation: Key,
  remindAfter: Type.Optional(Type.Array(Length)),
  reminder: Type.Optional(Key),
  lapseAfter: Length,
  /** Outcomes of the step's form with which a score has to come: who was reached is asked for it, and another outcome says that they would not give one. */
  scoreNeededOn: Type.Optional(Type.Array(Key, { minItems: 1 })),
})

export const StepSchema = strict({
  key: Key,
  name: Text,
  clause: Clauses,
  kind: Type.Enum(['task', 'confirmation', 'survey']),
  role: Key,
  collaborators: Type.Optional(Type.Array(Key)),
  does: Type.Optional(Text),
  /** Name of the record the step leaves behind (GEN-14); with `form`, its columns. */
  output: Text,
  form: Type.Optional(Key),
  /** Completing this step hands the case to a team of this role. */
  assigns: Type.Optional(Key),
  /** Reaching this step gives the case back to the team it was opened for. */
  handsBack: Type.Optional(Type.Boolean()),
  /** Not to be done earlier than this after it is reached. */
  opensAfter: Type.Optional(Length),
  /** Reaching this step marks the case resolved. */
  resolves: Type.Optional(Type.Boolean()),
  /** The case may close while this step is open; it is then dropped. */
  optional: Type.Optional(Type.Boolean()),
  /** Wording sent to the customer when the step is reached. */
  tells: Type.Optional(Key),
  confirmation: Type.Optional(ConfirmationSchema),
  survey: Type.Optional(SurveyStepSchema),
  next: Type.Array(NextSchema),
})

export const LimitSchema = strict({
  when: Type.Optional(When),
  limit: Length,
  counting: Type.Union([Type.Literal('working'), Type.Literal('wall')]),
  /** Notices of this limit do not wait for working hours. */
  emergency: Type.Optional(Type.Boolean()),
})

export const ClockSchema = strict({
  key: Key,
  name: Text,
  clause: Clauses,
  starts: Type.Array(TriggerSchema, { minItems: 1 }),
  stops: Type.Array(TriggerSchema, { minItems: 1 }),
  /** The clock exists only while this holds; when it ceases to, an open clock is cancelled. */
  when: Type.Optional(When),
  /** The first entry whose condition holds; the last should have none. */
  limits: Type.Array(LimitSchema, { minItems: 1 }),
  pausesWhileWaiting: Type.Optional(Type.Boolean()),
  /** Keys of confirmation steps during which the clock stands still. */
  pausesWhileAsking: Type.Optional(Type.Array(Key)),
  notBefore: Type.Optional(Length),
  calendar: Type.Optional(Key),
  ladder: Type.Optional(Key),
})

export const LadderSchema = strict({
  key: Key,
  name: Text,
  clause: Clauses,
  warnings: Type.Array(Length),
  rungs: Type.Array(
    strict({
      key: Key,
      after: Length,
      does: Type.Enum(['remind', 'superior', 'reassign']),
      /** Role that is told, or that takes over; `remind` tells the person in charge. */
      role: Type.Optional(Key),
    }),
  ),
})

export const RuleSchema = strict({
  key: Key,
  clause: Clauses,
  on: TriggerSchema,
  does: Type.Union([
    /** A child case in another scenario; the parent cannot close before it. */
    strict({ opensChild: Key, role: Key }),
    /** A step is reached (a loop or a side branch). */
    strict({ startsStep: Key }),
    /** Wording goes to the customer by itself. */
    strict({ tells: Key }),
    /** A draft for the knowledge base is proposed. */
    strict({ proposesKnowledge: Type.Literal(true) }),
  ]),
})

export const RecordSchema = strict({
  key: Key,
  name: Text,
  clause: Clauses,
  roles: Type.Array(Key, { minItems: 1 }),
  form: Key,
  /** The customer is told by this record: it counts as news. */
  tellsCustomer: Type.Optional(Type.Boolean()),
})

export const ScenarioSchema = strict({
  key: Key,
  name: Text,
  /** Prefix of case numbers (GEN-15). */
  prefix: Type.String({ pattern: '^[A-Z]{2,4}$' }),
  clause: Clauses,
  audience: Text,
  aim: Text,
  calendar: Key,
  /** Role whose team owns a new case. */
  owner: Key,
  classification: Type.Array(strict({ key: Key, name: Text, clause: Type.Optional(Clauses), values: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_-]*$' }), Text) })),
  /** Cases for which this holds go the green way (AFT-10): marked so on every screen, and announced at any hour. */
  green: Type.Optional(strict({ clause: Clauses, when: When })),
  waits: Type.Record(Key, strict({ name: Text, longest: Type.Optional(Length) })),
  dismissals: Type.Record(Key, Text),
  forms: Type.Array(FormSchema),
  records: Type.Optional(Type.Array(RecordSchema)),
  steps: Type.Array(StepSchema, { minItems: 1 }),
  start: Key,
  reopening: strict({ clause: Type.Optional(Clauses), within: Length, to: Key }),
  clocks: Type.Array(ClockSchema),
  ladders: Type.Array(LadderSchema),
  rules: Type.Optional(Type.Array(RuleSchema)),
  /** Messages that belong to no case, from nowhere in particular, open a case of this scenario. */
  intake: Type.Optional(Type.Boolean()),
  acknowledgement: Type.Optional(Key),
  /** For a child case: whether the customer was won back (GEN-06). */
  recovered: Type.Optional(When),
})

export type ScenarioDefinition = Static<typeof ScenarioSchema>
export type StepDefinition = Static<typeof StepSchema>
export type ClockDefinition = Static<typeof ClockSchema>
export type TriggerDefinition = Static<typeof TriggerSchema>
export type FormDefinition = Static<typeof FormSchema>
export type FieldDefinition = Static<typeof FieldSchema>
export type LadderDefinition = Static<typeof LadderSchema>
export type RuleDefinition = Static<typeof RuleSchema>
export type RecordDefinition = Static<typeof RecordSchema>

/** The scenarios of a handbook. */
export const scenariosOf = (whole: Whole): readonly ScenarioDefinition[] => whole.sections['scenarios'] as readonly ScenarioDefinition[]

/** What is published to customers (GEN-18): each promise names the clock that keeps it, whose limits and calendar are shown with it. */
export const PromisesSchema = strict({
  clause: Clauses,
  title: Text,
  introduction: Text,
  promises: Type.Array(strict({ scenario: Key, clock: Key, text: Text })),
})
export type PromisesDefinition = Static<typeof PromisesSchema>

/** The published promises of a handbook. */
export const promisesOf = (whole: Whole): PromisesDefinition => whole.sections['promises'] as PromisesDefinition

const namesIn = (whole: Whole): ScenarioNames => ({
  roles: new Set(rolesOf(whole).map(({ key }) => key)),
  wordings: new Map(wordingsOf(whole).map(({ key, kind }) => [key, kind])),
  calendars: new Set(calendarsOf(whole).map(({ key }) => key)),
  surveys: new Set(surveysOf(whole).map(({ key }) => key)),
  scenarios: new Set(scenariosOf(whole).map(({ key }) => key)),
})

function checkScenarios(whole: Whole): readonly Finding[] {
  const names = namesIn(whole)
  const scenarios = scenariosOf(whole)
  const each = scenarios.flatMap((scenario, index) => checkScenario(scenario, names).map((finding) => ({ ...finding, path: [index, ...finding.path] })))
  return [...checkPrefixes(scenarios), ...each]
}

function checkPromises(whole: Whole): readonly Finding[] {
  const { promises } = promisesOf(whole)
  return promises.flatMap(({ scenario, clock }, index): readonly Finding[] => {
    const path = ['promises', index, 'clock']
    const known = scenariosOf(whole).some(({ key, clocks }) => key === scenario && clocks.some((other) => other.key === clock))
    if (!known) return [{ path, code: 'promise.unknown_clock', params: { scenario, clock } }]
    const earlier = promises.slice(0, index).some((other) => other.scenario === scenario && other.clock === clock)
    return earlier ? [{ path, code: 'promise.twice', params: { clock } }] : []
  })
}

/** scenarios/*.yaml: how customers are served. */
export const scenariosSection: Section = { key: 'scenarios', place: { folder: 'scenarios' }, schema: ScenarioSchema, check: checkScenarios, words: SCENARIO_WORDS }
/** promises.yaml: what customers may read about them. */
export const promisesSection: Section = { key: 'promises', place: { file: 'promises.yaml' }, schema: PromisesSchema, check: checkPromises, words: PROMISE_WORDS }
