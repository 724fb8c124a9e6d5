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
