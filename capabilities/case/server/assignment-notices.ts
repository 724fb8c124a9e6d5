import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Wish } from '#platform/outbox/outbox-store.ts'
import type { Actor } from '../core/case-command.ts'
import type { CaseState } from '../core/case-state.ts'
import { clockNoticeKey } from '../core/settle.ts'
import { CASE_JOBS } from './effects.ts'
import type { Notice } from './notify-staff.ts'

type Told = { readonly id: Id; readonly type: string; readonly occurredAt: Instant; readonly data: Readonly<Record<string, unknown>> }

/** One decision as those who get the case are concerned: how it lay before (null: it was not there), how it lies now, and who decided. */
export type HandedOver = {
  readonly before: CaseState | null
  readonly after: CaseState
  readonly events: readonly Told[]
  readonly actor: Actor
  readonly at: Instant
  /** Who leads the team that owns the case now. */
  readonly leadId: Id | null
}

/**
 * Whoever gets a case learns of it, once: the person it lies with now, or the team when it lies with nobody; also when it is
 * opened under another. What was reopened and lies with nobody is news for the leader of its team, or else for the team; so is a customer's no to what was asked of them, for whoever had the case then.
 * Whoever brought it about knows already, and of imported history nobody is told.
 */
export function assignmentNotices(handed: HandedOver, newId: IdSource): readonly Wish[] {
  const { before, after, actor, at, leadId } = handed
  const event = handed.events.findLast(({ type }) => type === 'case.assigned' || type === 'case.opened')
  const reopened = handed.events.findLast(({ type }) => type === 'case.reopened')
  const declined = handed.events.findLast(({ type }) => type === 'case.declined')
  if (after.observed) return []
  const notice = event !== undefined && changedHands(handed) ? { to: holderOf(after), ...sayAssigned(handed, event) }
    : reopened !== undefined ? { to: after.assigneeId === null && leadId !== null ? { staffId: leadId } : holderOf(after), about: 'case_reopened', clockId: null, key: `reopened:${reopened.id}`, of: reopened }
    : declined !== undefined ? { to: before?.assigneeId === null && leadId !== null ? { staffId: leadId } : holderOf(before ?? after), about: 'case_declined', clockId: null, key: `declined:${declined.id}`, of: declined }
    : null
  if (notice === null || notice.to === null || ('staffId' in notice.to && actor.kind === 'staff' && actor.id === notice.to.staffId)) return []
  const { to, about, clockId, key, of } = notice
  const payload: Notice = { caseId: after.id, to, about, clockId, key, except: actor.kind === 'staff' ? actor.id : null }
  return [{ id: newId(), kind: CASE_JOBS.notify, payload, dueAt: at, dedupId: `notify:handed:${of.id}` }]
}

const holderOf = ({ assigneeId, teamId }: CaseState): Notice['to'] | null => (assigneeId !== null ? { staffId: assigneeId } : teamId !== null ? { teamId } : null)

/** A ladder that passes a case on has already said so under this key: each person hears of it once, whichever of the two reaches them. */
function sayAssigned({ events }: HandedOver, event: Told): Pick<Notice, 'about' | 'clockId' | 'key'> & { readonly of: Told } {
  const escalated = event.data['why'] === 'ladder' ? events.findLast(({ type }) => type === 'clock.escalated') : undefined
  if (escalated === undefined) return { about: 'case_assigned', clockId: null, key: `assigned:${event.id}`, of: event }
  const clockId = escalated.data['clockId'] as Id
  return { about: 'clock_reassign', clockId, key: clockNoticeKey(clockId, 'clock_reassign', escalated.occurredAt), of: event }
}

/** A case that comes in by itself lies with its team as always; one that is opened under another comes as news. */
function changedHands({ before, after }: HandedOver): boolean {
  if (before === null) return after.parentId !== null
  return before.assigneeId !== after.assigneeId || before.teamId !== after.teamId
}
