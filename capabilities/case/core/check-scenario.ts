import { checkCondition, type KnownFacts } from '#capabilities/handbook/core/check-condition.ts'
import { parseLimit } from '#capabilities/clock/core/parse-limit.ts'
import type { Finding } from '#kernel/finding.ts'
import type { FieldDefinition, ScenarioDefinition, StepDefinition } from '../definition.ts'
import { checkClocks, checkTrigger, type TriggerContext } from './check-clocks.ts'
import { checkSteps } from './check-steps.ts'
import { isKnownEverywhere, knownFactsOf } from './scenario-facts.ts'
import type { ScenarioNames } from './scenario-names.ts'

type Path = Finding['path']

/** Everything that is wrong with a scenario by meaning, at its place. `names`: what the rest of the handbook offers. */
export function checkScenario(scenario: ScenarioDefinition, names: ScenarioNames): readonly Finding[] {
  const facts = knownFactsOf(scenario)
  const context: TriggerContext = { scenario, names, facts }
  return [
    ...checkTwice(scenario),
    ...checkFactNames(scenario),
    ...checkNamed(scenario, names),
    ...checkForms(scenario, facts),
    ...checkSteps(scenario, facts),
    ...checkClocks(context),
    ...checkRules(context),
    ...checkWhen(scenario.green?.when, ['green', 'when'], facts),
    ...checkWhen(scenario.recovered, ['recovered'], facts),
    ...checkLengths(scenario, facts),
  ]
}

/** Scenarios whose case numbers could not be told apart. */
export const checkPrefixes = (scenarios: readonly ScenarioDefinition[]): readonly Finding[] =>
  scenarios.flatMap(({ prefix }, index) => {
    const earlier = scenarios.slice(0, index).find((other) => other.prefix === prefix)
    return earlier === undefined ? [] : [{ path: [index, 'prefix'], code: 'scenario.prefix_twice', params: { prefix, scenario: earlier.key } }]
  })

const checkWhen = (when: unknown, path: Path, facts: KnownFacts): readonly Finding[] => (when === undefined ? [] : checkCondition(when, facts, path))

function checkTwice(scenario: ScenarioDefinition): readonly Finding[] {
  const lists = ['classification', 'forms', 'records', 'steps', 'clocks', 'ladders', 'rules'] as const
  return [
    ...lists.flatMap((list) => twice(scenario[list] ?? [], [list])),
    ...scenario.forms.flatMap(({ fields }, index) => twice(fields, ['forms', index, 'fields'])),
    ...scenario.ladders.flatMap(({ rungs }, index) => twice(rungs, ['ladders', index, 'rungs'])),
  ]
}

const twice = (items: readonly { readonly key: string }[], path: Path): readonly Finding[] =>
  items.flatMap(({ key }, index) => (items.findIndex((item) => item.key === key) < index ? [{ path: [...path, index, 'key'], code: 'scenario.key_twice', params: { key } }] : []))

/** A class or a field that took the name of what is known of every case would speak over it. */
function checkFactNames({ classification, forms }: ScenarioDefinition): readonly Finding[] {
  const taken = (name: string, path: Path): readonly Finding[] => (isKnownEverywhere(name) ? [{ path, code: 'scenario.fact_taken', params: { fact: name } }] : [])
  return [
    ...classification.flatMap(({ key }, index) => taken(key, ['classification', index, 'key'])),
    ...forms.flatMap((form, at) => form.fields.flatMap(({ key }, index) => taken(`${form.key}.${key}`, ['forms', at, 'fields', index, 'key']))),
  ]
}

type Reference = { readonly path: Path; readonly name: string | undefined; readonly kind?: string }

function checkNamed(scenario: ScenarioDefinition, names: ScenarioNames): readonly Finding[] {
  const forms = new Set(scenario.forms.map(({ key }) => key))
  const missing = (references: readonly Reference[], known: { has(name: string): boolean }, code: string, param: string): readonly Finding[] =>
    references.flatMap(({ path, name }) => (name === undefined || known.has(name) ? [] : [{ path, code, params: { [param]: name } }]))
  const formsUsed: readonly Reference[] = [
    ...scenario.steps.map(({ form }, index) => ({ path: ['steps', index, 'form'], name: form })),
    ...(scenario.records ?? []).map(({ form }, index) => ({ path: ['records', index, 'form'], name: form })),
  ]
  return [
    ...missing(rolesNamed(scenario), names.roles, 'scenario.unknown_role', 'role'),
    ...missing(formsUsed, forms, 'scenario.unknown_form', 'form'),
    ...missing([{ path: ['calendar'], name: scenario.calendar }], names.calendars, 'scenario.unknown_calendar', 'calendar'),
    ...missing(scenario.steps.map(({ survey }, index) => ({ path: ['steps', index, 'survey', 'survey'], name: survey?.survey })), names.surveys, 'scenario.unknown_survey', 'survey'),
    ...checkWordings(scenario, names),
    ...scenario.forms.flatMap(({ key }, index) => (formsUsed.some(({ name }) => name === key) ? [] : [{ path: ['forms', index, 'key'], code: 'scenario.form_unused', params: { form: key }, warning: true as const }])),
  ]
}

const rolesNamed = (scenario: ScenarioDefinition): readonly Reference[] => [
  { path: ['owner'], name: scenario.owner },
  ...scenario.steps.flatMap((step, index): readonly Reference[] => [
    { path: ['steps', index, 'role'], name: step.role },
    { path: ['steps', index, 'assigns'], name: step.assigns },
    ...(step.collaborators ?? []).map((name, at) => ({ path: ['steps', index, 'collaborators', at], name })),
  ]),
  ...(scenario.records ?? []).flatMap(({ roles }, index) => roles.map((name, at) => ({ path: ['records', index, 'roles', at], name }))),
]

function checkWordings(scenario: ScenarioDefinition, names: ScenarioNames): readonly Finding[] {
  return wordingsNamed(scenario).flatMap((reference) => checkWording(reference, names))
}

function checkWording({ path, name, kind }: Reference, names: ScenarioNames): readonly Finding[] {
  if (name === undefined) return []
  const found = names.wordings.get(name)
  if (found === undefined) return [{ path, code: 'scenario.unknown_wording', params: { wording: name } }]
  return found === kind ? [] : [{ path, code: 'scenario.wording_unfit', params: { wording: name, kind: kind ?? '', found } }]
}

const wordingsNamed = (scenario: ScenarioDefinition): readonly Reference[] => [
  { path: ['acknowledgement'], name: scenario.acknowledgement, kind: 'notice' },
  ...scenario.steps.flatMap((step, index): readonly Reference[] => [
    { path: ['steps', index, 'tells'], name: step.tells, kind: 'notice' },
    { path: ['steps', index, 'confirmation', 'asks'], name: step.confirmation?.asks, kind: 'confirmation' },
    { path: ['steps', index, 'confirmation', 'reminder'], name: step.confirmation?.reminder, kind: 'confirmation' },
    { path: ['steps', index, 'survey', 'invitation'], name: step.survey?.invitation, kind: 'survey' },
    { path: ['steps', index, 'survey', 'reminder'], name: step.survey?.reminder, kind: 'survey' },
  ]),
]

function checkForms(scenario: ScenarioDefinition, facts: KnownFacts): readonly Finding[] {
  return scenario.forms.flatMap(({ fields }, form) => [
    ...fields.flatMap((field, index) => checkField(scenario, field, ['forms', form, 'fields', index], facts)),
    ...(fields.filter(({ outcome }) => outcome === true).length > 1 ? [{ path: ['forms', form, 'fields'], code: 'scenario.outcomes_twice' }] : []),
    ...fields.flatMap(({ contact }, index) => (contact === true && fields.slice(0, index).some((before) => before.contact === true) ? [{ path: ['forms', form, 'fields', index], code: 'scenario.contacts_twice' }] : [])),
  ])
}

function checkField(scenario: ScenarioDefinition, field: FieldDefinition, path: Path, facts: KnownFacts): readonly Finding[] {
  const choices = Object.keys(field.choices ?? {}).length
  const params = { field: field.key }
  return [
    ...(field.kind === 'choice' && choices === 0 ? [{ path, code: 'scenario.choices_missing', params }] : []),
    ...(field.kind !== 'choice' && field.choices !== undefined ? [{ path: [...path, 'choices'], code: 'scenario.choices_unfit', params }] : []),
    ...(field.kind === 'class' && !scenario.classification.some(({ key }) => key === field.key) ? [{ path: [...path, 'key'], code: 'scenario.unknown_class', params }] : []),
    ...(field.outcome === true && field.kind !== 'choice' ? [{ path: [...path, 'outcome'], code: 'scenario.outcome_unfit', params }] : []),
    ...(field.contact === true && field.kind !== 'moment' ? [{ path: [...path, 'contact'], code: 'scenario.contact_unfit', params }] : []),
    ...(field.ahead === true && field.kind !== 'date' ? [{ path: [...path, 'ahead'], code: 'scenario.ahead_unfit', params }] : []),
    ...(field.prefill !== undefined && field.kind !== 'text' && field.kind !== 'long_text' ? [{ path: [...path, 'prefill'], code: 'scenario.prefill_unfit', params }] : []),
    ...(field.minimum !== undefined && field.maximum !== undefined && field.minimum > field.maximum ? [{ path: [...path, 'minimum'], code: 'scenario.range_reversed', params }] : []),
    ...checkWhen(field.when, [...path, 'when'], facts),
  ]
}

function checkRules(context: TriggerContext): readonly Finding[] {
  const { scenario, names } = context
  return (scenario.rules ?? []).flatMap(({ on, does }, index): readonly Finding[] => {
    const path = ['rules', index]
    return [...checkTrigger(context, on, [...path, 'on']), ...checkDeed(scenario, names, does, [...path, 'does'])]
  })
}

function checkDeed(scenario: ScenarioDefinition, names: ScenarioNames, does: NonNullable<ScenarioDefinition['rules']>[number]['does'], path: Path): readonly Finding[] {
  if ('opensChild' in does) {
    return [
      ...(names.scenarios.has(does.opensChild) ? [] : [{ path: [...path, 'opensChild'], code: 'scenario.unknown_scenario', params: { scenario: does.opensChild } }]),
      ...(names.roles.has(does.role) ? [] : [{ path: [...path, 'role'], code: 'scenario.unknown_role', params: { role: does.role } }]),
    ]
  }
  if ('startsStep' in does) return scenario.steps.some(({ key }) => key === does.startsStep) ? [] : [{ path: [...path, 'startsStep'], code: 'scenario.unknown_step', params: { step: does.startsStep } }]
  return 'tells' in does ? checkWording({ path: [...path, 'tells'], name: does.tells, kind: 'notice' }, names) : []
}

type Patience = { readonly remindAfter?: readonly string[]; readonly reminder?: string; readonly lapseAfter: string }

/** Lengths no clock can run on (`PT`, a thousand years), reminders without words, and reminders after the end. */
function checkLengths(scenario: ScenarioDefinition, facts: KnownFacts): readonly Finding[] {
  return [
    ...badLengths(scenario, []),
    ...scenario.steps.flatMap((step, index) => (['confirmation', 'survey'] as const).flatMap((part) => (step[part] === undefined ? [] : checkPatience(step, step[part], ['steps', index, part])))),
    ...scenario.steps.flatMap(({ confirmation }, index) => checkWhen(confirmation?.writtenWhen, ['steps', index, 'confirmation', 'writtenWhen'], facts)),
  ]
}

function checkPatience(step: StepDefinition, patience: Patience, path: Path): readonly Finding[] {
  const reminders = patience.remindAfter ?? []
  return [
    ...(reminders.length > 0 && patience.reminder === undefined ? [{ path, code: 'scenario.reminder_without_wording', params: { step: step.key } }] : []),
    ...reminders.flatMap((after, index) => (minutesOf(after) < minutesOf(patience.lapseAfter) ? [] : [{ path: [...path, 'remindAfter', index], code: 'scenario.reminder_too_late', params: { after, lapse: patience.lapseAfter } }])),
  ]
}

/** Every text that is written like a length must be one that a clock can run on. */
function badLengths(value: unknown, path: Path): readonly Finding[] {
  if (typeof value === 'string' && /^P(?:\d+D|T[\dHMS]*)$/.test(value)) return parseLimit(value).ok ? [] : [{ path, code: 'scenario.length_bad', params: { length: value } }]
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => badLengths(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => badLengths(inner, [...path, key]))
}

/** Minutes of a length, days as 24 hours: only to compare two of them. */
function minutesOf(length: string): number {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(length) ?? []
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Number(seconds ?? 0) / 60
}
