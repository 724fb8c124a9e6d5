import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** A look at something that matters: who, when, at what, through which request. Ids and codes only. */
export type Look = {
  readonly id: Id
  readonly at: Instant
  readonly actor: { readonly kind: string; readonly id: Id | null }
  readonly action: string
  readonly subjectKind: string
  /** Null where many things were looked at. */
  readonly subjectId: Id | null
  readonly requestId: string | null
  readonly data?: Readonly<Record<string, string>>
}

/** Notes the look before anything is shown. */
export const noteAccess = ({ id, at, actor, action, subjectKind, subjectId, requestId, data = {} }: Look): Statement => ({
  name: 'access_log.note',
  text: 'insert into access_log (id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, data) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
  values: [id, formatInstant(at), actor.kind, actor.id, action, subjectKind, subjectId, requestId, JSON.stringify(data)],
})
