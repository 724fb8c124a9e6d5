import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { reachedCase } from '#capabilities/access/server/visibility.ts'
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

/** These messages as far as the viewer may see the case in which they stand now; `in_full` where they read addresses in full. */
export function messagesFound(viewer: Viewer, ids: readonly Id[]): Statement {
  const seen = reachedCase(viewer, 'case.read', { caseId: 'm.case_id', firstParameter: 2 })
  const inFull = reachedCase(viewer, 'customer.read_full', { caseId: 'm.case_id', firstParameter: 3 })
  return {
    name: 'conversation.found',
    text: `select m.id, m.case_id, m.direction, m.channel, m.author_kind, m.from_name, m.subject, m.text, m.created_at, ${inFull.text} as in_full
      from messages m where m.id = any($1::uuid[]) and ${seen.text}`,
    values: [ids, ...seen.values, ...inFull.values],
  }
}
