import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Wish } from '#platform/outbox/outbox-store.ts'
import type { Actor } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import { CASE_JOBS } from './effects.ts'
import type { Notice } from './notify-staff.ts'

/** One decision as those who get the case are concerned: how it lay before (null: it was not there), how it lies now, and who decided. */
export type HandedOver = {
  readonly before: CaseState | null
  readonly after: CaseState
  readonly events: readonly { readonly id: Id; readonly type: string }[]
  readonly actor: Actor
  readonly at: Instant
}

/**
 * Whoever gets a case learns of it, once: the person it lies with now, or the team when it lies with nobody; also when it is
 * opened under another. Whoever gives it to themself is not told, and of imported history nobody is.
 */
export function assignmentNotices(handed: HandedOver, newId: IdSource): readonly Wish[] {
  const { after, actor, at } = handed
  const event = handed.events.findLast(({ type }) => type === 'case.assigned' || type === 'case.opened')
  if (event === undefined || after.observed || !changedHands(handed)) return []
  const to = after.assigneeId !== null ? { staffId: after.assigneeId } : after.teamId !== null ? { teamId: after.teamId } : null
  if (to === null || ('staffId' in to && actor.kind === 'staff' && actor.id === to.staffId)) return []
  const payload: Notice = { caseId: after.id, to, about: 'case_assigned', clockId: null, key: `assigned:${event.id}`, except: actor.kind === 'staff' ? actor.id : null }
  return [{ id: newId(), kind: CASE_JOBS.notify, payload, dueAt: at, dedupId: `notify:${payload.key}` }]
}

/** A case that comes in by itself lies with its team as always; one that is opened under another comes as news. */
function changedHands({ before, after }: HandedOver): boolean {
  if (before === null) return after.parentId !== null
  return before.assigneeId !== after.assigneeId || before.teamId !== after.teamId
}
