import { holds, type Code, type Facts } from '#capabilities/handbook/core/condition.ts'
import type { GuideField } from '../guide-contract.ts'

/** What somebody has put into a form, by field; dates as `YYYY-MM-DD`. */
export type FormValues = Readonly<Record<string, Code | null | undefined>>

const PERSONAL: ReadonlySet<GuideField['kind']> = new Set<GuideField['kind']>(['text', 'long_text', 'phone', 'file'])

/** The fields to fill in now: those whose condition holds, what stands in the form already included. */
export function fieldsShown(fields: readonly GuideField[], { form, values, facts }: { readonly form: string; readonly values: FormValues; readonly facts: Facts }): readonly GuideField[] {
  const said = fields.flatMap(({ key, kind }) => {
    const value = values[key]
    return value === null || value === undefined || PERSONAL.has(kind) ? [] : [[kind === 'class' ? key : `${form}.${key}`, value] as const]
  })
  const known = { ...facts, ...Object.fromEntries(said) }
  return fields.filter(({ when }) => when === null || holds(when, known))
}

/** Whether a day lies behind, both as `YYYY-MM-DD`; today does not. */
export const isBehind = (day: string, today: string): boolean => day < today

/** What was chosen as the outcome of the step; null as long as nothing is. */
export function outcomeIn(fields: readonly GuideField[], values: FormValues): string | null {
  const chosen = values[fields.find(({ outcome }) => outcome)?.key ?? '']
  return typeof chosen === 'string' ? chosen : null
}

/** Whether the form asks for the score: not with an outcome that says there is none. `neededOn`: outcomes with which one has to come. */
export const asksScore = (neededOn: readonly string[], outcome: string | null): boolean => outcome === null || neededOn.length === 0 || neededOn.includes(outcome)

/** A form as the case takes it: codes the engine reads, and personal words; what was left empty is left out. */
export function answersOf(fields: readonly GuideField[], values: FormValues): { readonly codes: Record<string, Code>; readonly words: Record<string, string> } {
  const codes: Record<string, Code> = {}
  const words: Record<string, string> = {}
  for (const { key, kind } of fields) {
    const value = values[key]
    if (value === null || value === undefined || (typeof value === 'string' && value.trim() === '')) continue
    if (PERSONAL.has(kind)) words[key] = String(value)
    else codes[key] = value
  }
  return { codes, words }
}

/** How much a written field holds. */
export const FIELD_LIMITS = { text: 2_000, long_text: 20_000, phone: 40 } as const

/** Where what stands in a field beforehand comes from. */
export type FieldSources = Readonly<Record<NonNullable<GuideField['prefill']>, string | null>>

/** What stands in the fields before anybody writes: from the sources that the handbook names, no longer than the field holds. */
export function prefilled(fields: readonly GuideField[], sources: FieldSources): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.flatMap(({ key, kind, prefill }) => {
    if (prefill === null || (kind !== 'text' && kind !== 'long_text')) return []
    const words = (sources[prefill] ?? '').trim()
    return words === '' ? [] : [[key, cutTo(kind === 'text' ? words.replaceAll(/\s+/g, ' ') : words, FIELD_LIMITS[kind])]]
  }))
}

/** The first so many characters, none of them cut in two. */
const cutTo = (words: string, length: number): string => words.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
