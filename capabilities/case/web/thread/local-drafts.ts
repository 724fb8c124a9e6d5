import type { DraftKind } from '../../writing-contract.ts'

/** Everything that is written and not sent yet begins with this in the browser's store. */
export const LOCAL_DRAFTS = 'careloop.draft.'

/** A draft as this browser holds it: only until the server has it. */
export type LocalDraft = { readonly text: string; readonly fileIds: readonly string[]; readonly seenUntil: string | null }
type Of = { readonly me: string; readonly caseId: string; readonly kind: DraftKind }

const keyOf = ({ me, caseId, kind }: Of): string => `${LOCAL_DRAFTS}${me}.${caseId}.${kind}`

export function bridgeDraft(of: Of, draft: LocalDraft): void {
  try {
    localStorage.setItem(keyOf(of), JSON.stringify(draft))
  } catch {
    // A full or forbidden store: the draft lives in the page then.
  }
}

export const unbridgeDraft = (of: Of): void => localStorage.removeItem(keyOf(of))

export function bridgedDraft(of: Of): LocalDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(of)) ?? 'null') as Partial<LocalDraft> | null
    return typeof kept?.text === 'string' ? { text: kept.text, fileIds: Array.isArray(kept.fileIds) ? kept.fileIds : [], seenUntil: kept.seenUntil ?? null } : null
  } catch {
    return null
  }
}

/** Nothing that was written stays in a browser whose user has signed out. */
export function forgetLocalDrafts(): void {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(LOCAL_DRAFTS))) localStorage.removeItem(key)
}
