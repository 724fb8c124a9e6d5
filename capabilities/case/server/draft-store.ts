import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { DraftKind, KeepDraft } from '../writing-contract.ts'

/** Whose draft, on which case. */
export type DraftOf = { readonly staffId: Id; readonly caseId: Id }

export const draftsOf = ({ staffId, caseId }: DraftOf): Statement => ({
  name: 'case.drafts_of',
  text: 'select kind, text, file_ids, seen_until, begun_at, saved_at from case_drafts where staff_id = $1 and case_id = $2 order by kind',
  values: [staffId, caseId],
})

/** Kept as it is now; when it was begun, and what was known then, stays. */
export const keepDraft = ({ staffId, caseId }: DraftOf, draft: KeepDraft, at: Instant): Statement => ({
  name: 'case.keep_draft',
  text: `insert into case_drafts (staff_id, case_id, kind, text, file_ids, seen_until, begun_at, saved_at) values ($1, $2, $3, $4, $5, $6, $7, $7)
    on conflict (staff_id, case_id, kind) do update set text = excluded.text, file_ids = excluded.file_ids, seen_until = excluded.seen_until, saved_at = excluded.saved_at
    returning kind, text, file_ids, seen_until, begun_at, saved_at`,
  values: [staffId, caseId, draft.kind, draft.text, draft.files, draft.seenUntil, formatInstant(at)],
})

export const forgetDraft = ({ staffId, caseId }: DraftOf, kind: DraftKind): Statement => ({
  name: 'case.forget_draft',
  text: 'delete from case_drafts where staff_id = $1 and case_id = $2 and kind = $3',
  values: [staffId, caseId, kind],
})
