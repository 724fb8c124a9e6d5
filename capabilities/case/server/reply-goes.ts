import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { enqueue, type Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { Actor } from '../core/case-command.ts'
import type { CaseDeps } from './case-deps.ts'
import { CASE_JOBS } from './effects.ts'
import { runCases } from './run-cases.ts'

/** A reply on its way: who wrote it, and when it goes. */
export type PlannedReply = { readonly caseId: Id; readonly messageId: Id; readonly actor: Actor; readonly sendAt: Instant; /** The reason for which the case then waits for the customer. */ readonly wait?: string }

/** The wish that marks a planned reply as given at the instant it goes. */
export const replyGoes = (reply: PlannedReply, at: Instant, wishId: Id): Statement =>
  enqueue([{ id: wishId, kind: CASE_JOBS.replyGoes, payload: reply, dueAt: reply.sendAt, dedupId: `reply_goes:${reply.messageId}` }], at)

/** The reply's instant has come: the case counts as answered, unless the reply was taken back, and waits where its writer said so. Once, however often it is asked. */
export async function markReplyGone(deps: CaseDeps, job: Job, now: Instant): Promise<Outcome> {
  const { caseId, messageId, actor, wait } = job.payload as PlannedReply
  const { rows } = await deps.db.query(standing(caseId, messageId))
  const [row] = rows
  if (row === undefined || row['state'] === 'cancelled' || row['told'] === true) return DONE
  const shared = { caseId, actor, commandId: job.id, requestId: null }
  const waiting = wait === undefined ? [] : [{ ...shared, command: { type: 'startWaiting', at: now, reason: wait, until: null } as const }]
  // Both in one transaction; where the case cannot wait any more, it is answered all the same.
  const [result] = await runCases(deps, [{ ...shared, command: { type: 'reply', at: now, messageId } }, ...waiting])
  return result?.ok === true || result?.refusal.code === 'case.merged' ? DONE : { kind: 'failed', code: result?.refusal.code ?? 'case.not_found' }
}

const standing = (caseId: Id, messageId: Id): Statement => ({
  name: 'case.reply_standing',
  text: `select state, exists (select 1 from events where stream_id = $1 and type = 'case.replied' and data ->> 'messageId' = $2::text) as told
    from messages where id = $2::uuid`,
  values: [caseId, messageId],
})
