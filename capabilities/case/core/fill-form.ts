import { holds, type Code } from '#capabilities/handbook/core/condition.ts'
import { must } from '#kernel/assert.ts'
import { parseInstant, type Instant } from '#kernel/instant.ts'
import type { FieldDefinition, FormDefinition } from '../definition.ts'
import type { Filled } from './case-command.ts'
import { isBehind } from './form-answers.ts'
import { factsOf } from './happenings.ts'
import { refuse, type Unfolding } from './unfolding.ts'

/** Kinds whose values are personal words: they live in rows, never in events. */
const PERSONAL = new Set<FieldDefinition['kind']>(['text', 'long_text', 'phone', 'file'])
export const isPersonal = (field: FieldDefinition): boolean => PERSONAL.has(field.kind)

/** A form as the engine takes it in: classification under its own name, other codes as `form.field`, and the outcome it sets. */
export type FormReading = { readonly classes: Readonly<Record<string, Code>>; readonly codes: Readonly<Record<string, Code>>; readonly outcome: string | null; /** When the customer was reached, as the form says. */ readonly contactedAt: Instant | null }

/** Reads a filled-in form against its definition; refuses what is unknown, missing or out of range. */
export function readForm(u: Unfolding, form: FormDefinition, filled: Filled): FormReading {
  const known = new Map(form.fields.map((field) => [field.key, field]))
  for (const key of [...Object.keys(filled.codes), ...filled.fields]) {
    const field = known.get(key)
    if (field === undefined || isPersonal(field) === key in filled.codes) refuse('case.form_field_unknown', { form: form.key, field: key })
  }
  const classes: Record<string, Code> = {}
  const codes: Record<string, Code> = {}
  let outcome: string | null = null
  let contactedAt: Instant | null = null
  for (const field of form.fields) {
    const given = filled.codes[field.key]
    if (given === undefined) requireField(u, form, field, filled)
    else if (field.kind === 'class') classes[field.key] = classValue(u, field.key, given)
    else codes[`${form.key}.${field.key}`] = codeValue(form, field, given)
    if (field.ahead === true && given !== undefined && isBehind(String(given), todayOf(u))) refuse('case.day_past', { form: form.key, field: field.key })
    if (field.contact === true && given !== undefined) contactedAt = momentIn(given)
    if (field.outcome === true && given !== undefined) outcome = String(given)
  }
  return { classes, codes, outcome, contactedAt }
}

function requireField(u: Unfolding, form: FormDefinition, field: FieldDefinition, filled: Filled): void {
  if (field.required !== true || filled.fields.includes(field.key)) return
  if (field.kind === 'class' && u.state.facts[field.key] !== undefined) return
  if (field.when !== undefined && !holds(field.when, factsOf(u.state))) return
  refuse('case.form_field_missing', { form: form.key, field: field.key })
}

/** A value of a classification that the handbook knows. */
export function classValue(u: Unfolding, key: string, given: Code): Code {
  const definition = u.facts.scenario.definition.classification.find((it) => it.key === key)
  if (definition === undefined || typeof given !== 'string' || !Object.hasOwn(definition.values, given)) refuse('case.class_unknown', { field: key })
  return given
}

/** The day it is where the scenario is worked on. */
const todayOf = (u: Unfolding): string => u.facts.calendars(u.facts.scenario.definition.calendar).dateOf(u.at)

/** A moment is written as RFC 3339 and kept as an instant; null when it is none. */
const momentIn = (given: Code): Instant | null => (typeof given === 'string' ? parseInstant(given) : null)

function codeValue(form: FormDefinition, field: FieldDefinition, given: Code): Code {
  if (field.kind === 'moment') return momentIn(given) ?? refuse('case.form_field_invalid', { form: form.key, field: field.key })
  if (!fits(field, given)) refuse('case.form_field_invalid', { form: form.key, field: field.key })
  return given
}

function fits(field: FieldDefinition, given: Code): boolean {
  switch (field.kind) {
    case 'choice':
      return typeof given === 'string' && Object.hasOwn(must(field.choices, `choice field ${field.key} has choices`), given)
    case 'flag':
      return typeof given === 'boolean'
    case 'date':
      return typeof given === 'string' && /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(given)
    case 'score':
      return typeof given === 'number' && Number.isInteger(given) && given >= (field.minimum ?? 1) && given <= (field.maximum ?? 5)
    case 'number':
      return typeof given === 'number' && Number.isFinite(given) && given >= (field.minimum ?? -1e12) && given <= (field.maximum ?? 1e12)
    case 'moment':
    case 'class':
    case 'text':
    case 'long_text':
    case 'phone':
    case 'file':
      return false
  }
}
