import { LOCAL_DRAFTS } from '../thread/local-drafts.ts'

/** Which form: a person's own, of one round of one step. */
export type FormOf = { readonly me: string; readonly caseId: string; readonly step: string; readonly round: number }

/** What stands in a form: groups of fields, and fields beside them. */
export type FormDraft = Readonly<Record<string, unknown>>

const headOf = ({ me, caseId }: Pick<FormOf, 'me' | 'caseId'>): string => `${LOCAL_DRAFTS}${me}.${caseId}.form.`
const keyOf = (of: FormOf): string => `${headOf(of)}${of.step}.${of.round}`

/** Only in this browser, and only until the form is handed in or its writer signs out. */
export function keepFormDraft(of: FormOf, values: FormDraft): void {
  try {
    localStorage.setItem(keyOf(of), JSON.stringify(values))
  } catch {
    // A full or forbidden store: what was typed lives in the page then.
  }
}

export const forgetFormDraft = (of: FormOf): void => localStorage.removeItem(keyOf(of))

/** What was typed and not handed in yet; null where there is nothing. */
export function keptFormDraft(of: FormOf): FormDraft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(of)) ?? 'null')
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as FormDraft) : null
  } catch {
    return null
  }
}

/** Steps that somebody else has done, or that begin anew, leave nothing behind. */
export function forgetOtherForms(of: Pick<FormOf, 'me' | 'caseId'>, going: readonly { readonly key: string; readonly round: number }[]): void {
  const kept = new Set(going.map(({ key, round }) => keyOf({ ...of, step: key, round })))
  for (const key of Object.keys(localStorage)) if (key.startsWith(headOf(of)) && !kept.has(key)) localStorage.removeItem(key)
}
