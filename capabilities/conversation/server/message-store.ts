import { reachedCase } from '#capabilities/access/server/visibility.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** An outbound message for a command; whoever else changes it waits. */
export function outboundToChange(viewer: Viewer, id: Id): Statement {
  const readable = reachedCase(viewer, 'case.read', { caseId: 'm.case_id', firstParameter: 2 })
  const permitted = reachedCase(viewer, 'case.reply', { caseId: 'm.case_id', firstParameter: 3 })
  return {
    name: 'conversation.outbound_to_change',
    text: `select m.state, m.case_id, ${readable.text} as readable, ${permitted.text} as permitted from messages m where m.id = $1 and m.direction = 'out' for update of m`,
    values: [id, ...readable.values, ...permitted.values],
  }
}

/** A person says what became of an uncertain send. */
export const settleUncertain = (id: Id, sent: boolean, at: Instant): Statement => ({
  name: 'conversation.settle_uncertain',
  text: `update messages set state = case when $2 then 'sent' else 'failed' end, failure_code = case when $2 then null else 'mail.not_sent' end,
      sent_at = case when $2 then coalesce(claimed_at, $3::timestamptz) end, failed_at = case when $2 then null else $3::timestamptz end where id = $1 and state = 'uncertain'`,
  values: [id, sent, formatInstant(at)],
})

/** A file of a message or of a form whose case the viewer may see. */
export function attachmentFor(viewer: Viewer, id: Id): Statement {
  const readable = reachedCase(viewer, 'case.read', { caseId: 'coalesce(m.case_id, a.case_id)', firstParameter: 2 })
  return {
    name: 'conversation.attachment',
    text: `select a.file_id, a.name, a.sha256 from attachments a left join messages m on m.id = a.message_id where a.id = $1 and ${readable.text}`,
    values: [id, ...readable.values],
  }
}

/** Outbound messages of a state, oldest first. */
export const outboundInState = (state: string, page: { readonly after: string; readonly limit: number }): Statement => ({
  name: 'conversation.outbound_in_state',
  text: `select id, case_id, state, channel, wording, failure_code, created_at, send_at, claimed_at, failed_at from messages
    where state in ('planned', 'claimed', 'uncertain', 'failed') and state = $1 and id > $2::uuid order by id limit $3`,
  values: [state, page.after, page.limit],
})
