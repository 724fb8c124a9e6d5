import { DAY } from '#kernel/instant.ts'
import { LOCAL_DRAFTS } from '../thread/local-drafts.ts'

/** Which form: a person's own, of one round of one step. */
export type FormOf = { readonly me: string; readonly caseId: string; readonly step: string; readonly round: number }

/** What stands in a form: groups of fields, and fields beside them. */
export type FormDraft = Readonly<Record<string, unknown>>

const headOf = ({ me, caseId }: Pick<FormOf, 'me' | 'caseId'>): string => `${LOCAL_DRAFTS}${me}.${caseId}.form.`
const keyOf = (of: FormOf): string => `${headOf(of)}${of.step}.${of.round}`

/** Whoever never comes back leaves nothing of a customer in a browser for longer than this. */
const KEPT_FOR = 3 * DAY
type Kept = { readonly keptAt: number; readonly values: FormDraft }

/** Only in this browser, and only until the form is handed in, its writer signs out, or three days are over. */
export function keepFormDraft(of: FormOf, values: FormDraft): void {
  try {
    localStorage.setItem(keyOf(of), JSON.stringify({ keptAt: Date.now(), values } satisfies Kept))
  } catch {
    // A full or forbidden store: what was typed lives in the page then.
  }
}

export const forgetFormDraft = (of: FormOf): void => localStorage.removeItem(keyOf(of))

/** What was typed and not handed in yet; null where there is nothing. */
export const keptFormDraft = (of: FormOf): FormDraft | null => read(keyOf(of))?.values ?? null

/** What lies under a key and is not too old. */
function read(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Kept> | null
    const { keptAt, values } = kept ?? {}
    return typeof keptAt === 'number' && keptAt > Date.now() - KEPT_FOR && typeof values === 'object' && values !== null ? { keptAt, values } : null
  } catch {
    return null
  }
}

/** Forms that nobody came back to are thrown away as soon as the console is opened again, by whomever. */
export function forgetOldForms(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(LOCAL_DRAFTS) && key.includes('.form.') && read(key) === null) localStorage.removeItem(key)
}

/** Steps that somebody else has done, or that begin anew, leave nothing behind. */
export function forgetOtherForms(of: Pick<FormOf, 'me' | 'caseId'>, going: readonly { readonly key: string; readonly round: number }[]): void {
  const kept = new Set(going.map(({ key, round }) => keyOf({ ...of, step: key, round })))
  for (const key of Object.keys(localStorage)) if (key.startsWith(headOf(of)) && !kept.has(key)) localStorage.removeItem(key)
}
