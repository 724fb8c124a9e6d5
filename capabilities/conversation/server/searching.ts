import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { reachedCase, type Fragment } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import type { Statement } from '#platform/db/database.ts'

const TEXTS = `select id, case_id, direction, subject, text, date_trunc('milliseconds', created_at) as created_at from messages`

/** In which case the messages of these cases stand, and these messages. */
export const placesOfMessages = (caseIds: readonly Id[], messageIds: readonly Id[]): Statement => ({
  name: 'conversation.places',
  text: 'select id, case_id from messages where case_id = any($1::uuid[]) union select id, case_id from messages where id = any($2::uuid[]) and case_id is not null',
  values: [caseIds, messageIds],
})

/** What these messages say, for the index. */
export const textsOfMessages = (ids: readonly Id[]): Statement => ({ name: 'conversation.texts_of', text: `${TEXTS} where id = any($1::uuid[])`, values: [ids] })

/** What all messages of cases say, by id, for making the index anew. */
export const textsFrom = (after: string, limit: number): Statement => ({ name: 'conversation.texts_from', text: `${TEXTS} where id > $1::uuid and case_id is not null order by id limit $2`, values: [after, limit] })

/** A table of at most one row: what a message says, if the viewer may see the case in which it stands now; `in_full` where they read addresses in full. `id` is SQL. */
export function messageTold(viewer: Viewer, { id, firstParameter }: { readonly id: string; readonly firstParameter: number }): Fragment {
  const seen = reachedCase(viewer, 'case.read', { caseId: 'm.case_id', firstParameter })
  const inFull = reachedCase(viewer, 'customer.read_full', { caseId: 'm.case_id', firstParameter: firstParameter + seen.values.length })
  return {
    text: `(select m.id, m.case_id, m.direction, m.channel, m.author_kind, m.from_name, m.subject, m.text, m.created_at, ${inFull.text} as in_full from messages m where m.id = ${id} and ${seen.text} offset 0)`,
    values: [...seen.values, ...inFull.values],
  }
}
