import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { MINUTE, type Instant } from '#kernel/instant.ts'
import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { StepDefinition } from '../definition.ts'
import type { CaseCommand } from './case-command.ts'
import { classValue, readForm, type FormReading } from './fill-form.ts'
import { requireRole, rolesOf, rolesOfStep, staffId } from './acting.ts'
import { recordAnswer } from './decide-customer-answer.ts'
import { completeStep } from './step-flow.ts'
import { emit, refuse, type Unfolding } from './unfolding.ts'

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

/** New class codes; what does not change is not an event. */
export function classify(u: Unfolding, command: Command<'classify'>): void {
  const codes: Record<string, Code> = {}
  for (const key of Object.keys(command.codes)) codes[key] = classValue(u, key, command.codes[key]!)
  takeClasses(u, codes)
}

function takeClasses(u: Unfolding, classes: Readonly<Record<string, Code>>): void {
  const changed = Object.keys(classes).filter((key) => u.state.facts[key] !== classes[key])
  if (changed.length > 0) emit(u, { type: 'case.classified', at: u.at, codes: Object.fromEntries(changed.map((key) => [key, classes[key]!])) })
}

const NOTHING: FormReading = { classes: {}, codes: {}, outcome: null, contactedAt: null }

/** A person did a step: its form is taken in, the case is handed over if the step says so, and the branch goes on. */
export function completeActiveStep(u: Unfolding, command: Command<'completeStep'>): void {
  const step = u.facts.scenario.steps.get(command.step) ?? refuse('case.step_unknown', { step: command.step })
  const standing = u.state.steps[command.step]
  if (standing?.status !== 'active') refuse('case.step_not_active', { step: command.step })
  requireRole(u, rolesOfStep(step), command.step)
  if (standing.opensAt !== null && standing.opensAt > u.at) refuse('case.too_early', { step: command.step, opensAt: standing.opensAt })
  if (step.kind === 'confirmation') refuse('case.confirm_first', { step: command.step })
  const reading = readStepForm(u, step, command)
  requireScore(step, command, reading)
  takeClasses(u, reading.classes)
  handOver(u, step, command)
  if (command.answer !== null) recordAnswer(u, step.key, command.answer)
  if (reading.contactedAt !== null && command.form !== null) reportContact(u, { contactedAt: reading.contactedAt, since: standing.startedAt, recordId: command.form.recordId })
  const by = staffId(u)
  completeStep(u, step.key, { outcome: outcomeOf(command, reading), recordId: command.form?.recordId ?? null, codes: reading.codes, fields: command.form?.fields ?? [], by })
}

/** The form says that the customer was reached before it was handed in: not later than now, and not before the minute in which the step began. Forms know no seconds. */
function reportContact(u: Unfolding, { contactedAt, since, recordId }: { readonly contactedAt: Instant; readonly since: Instant; readonly recordId: Id }): void {
  if (contactedAt > u.at) refuse('case.contact_ahead')
  if (contactedAt < since - (since % MINUTE)) refuse('case.contact_too_early', { since })
  emit(u, { type: 'case.contacted', at: u.at, recordId, by: staffId(u), roles: rolesOf(u.facts.actor), reached: true, first: u.state.firstToldAt === null, contactedAt: contactedAt < since ? since : contactedAt })
}

/** A customer who gave a score was reached and answered, whatever the form says. */
const outcomeOf = (command: Command<'completeStep'>, reading: FormReading): string => (command.answer !== null ? 'answered' : (reading.outcome ?? 'done'))

/** Whoever reached the customer has asked for the score. */
function requireScore(step: StepDefinition, { answer }: Command<'completeStep'>, { outcome }: FormReading): void {
  if (answer === null && outcome !== null && step.survey?.scoreNeededOn?.includes(outcome) === true) refuse('case.score_needed', { step: step.key })
}

function readStepForm(u: Unfolding, step: StepDefinition, command: Command<'completeStep'>): FormReading {
  if (step.form === undefined) return command.form === null ? NOTHING : refuse('case.form_field_unknown', { form: step.key, field: command.form.fields[0] ?? Object.keys(command.form.codes)[0] ?? '' })
  if (command.form === null) return refuse('case.form_required', { form: step.form })
  return readForm(u, must(u.facts.scenario.forms.get(step.form), `form ${step.form} exists`), command.form)
}

function handOver(u: Unfolding, step: StepDefinition, command: Command<'completeStep'>): void {
  if (step.assigns === undefined) {
    if (command.assign !== null) refuse('case.team_role', { role: '' })
    return
  }
  if (command.assign === null) refuse('case.team_required', { role: step.assigns })
  if (u.facts.team(command.assign.teamId)?.role !== step.assigns) refuse('case.team_role', { role: step.assigns })
  emit(u, { type: 'case.assigned', at: u.at, teamId: command.assign.teamId, role: step.assigns, assigneeId: command.assign.assigneeId, why: 'step' })
}

/** Something worth a record that is no step: an interim plan told, news given. Can be made at any time while the case lives. */
export function record(u: Unfolding, command: Command<'record'>): void {
  const definition = u.facts.scenario.records.get(command.record) ?? refuse('case.record_unknown', { record: command.record })
  if (u.state.status === 'closed') refuse('case.closed')
  requireRole(u, definition.roles, command.record)
  const form = must(u.facts.scenario.forms.get(definition.form), `form ${definition.form} exists`)
  const reading = readForm(u, form, command.form)
  takeClasses(u, reading.classes)
  if (reading.contactedAt !== null) reportContact(u, { contactedAt: reading.contactedAt, since: u.state.openedAt, recordId: command.form.recordId })
  const tells = definition.tellsCustomer === true
  emit(u, {
    type: 'case.recorded',
    at: u.at,
    record: command.record,
    recordId: command.form.recordId,
    by: staffId(u),
    roles: rolesOf(u.facts.actor),
    codes: reading.codes,
    fields: command.form.fields,
    tells,
    first: tells && u.state.firstToldAt === null,
  })
}
