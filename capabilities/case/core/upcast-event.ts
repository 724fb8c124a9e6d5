import type { Refusal } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { CaseEvent } from './case-event.ts'

/** An event as the log keeps it: what is not in `data` stands in columns of its own. */
export type KeptEvent = { readonly type: string; readonly v: number; readonly at: Instant; readonly data: Readonly<Record<string, unknown>> }

/** An event that this version of the product cannot read: written by a newer one. */
export type UpcastRefusal = Refusal<'case.event_unknown'>
export type Upcasted = { readonly ok: true; readonly event: CaseEvent } | { readonly ok: false; readonly refusal: UpcastRefusal }

/** Turns the data of one version into that of the next. */
type Upcast = (data: KeptEvent['data']) => KeptEvent['data']

/**
 * Every type of the log with the steps from version 1 to the present one: the first leads from 1 to 2. None: version 1 is the present.
 * Whoever changes the form of an event adds a step here, keeps the fixture of the old version and writes one of the new.
 */
const STEPS: { readonly [T in CaseEvent['type']]: readonly Upcast[] } = {
  'case.opened': [],
  'case.message_received': [],
  'case.replied': [],
  'case.reply_planned': [],
  'case.contacted': [],
  'case.noted': [],
  'case.collaborator_added': [],
  'case.reply_read': [],
  'case.reply_unread': [],
  'case.recorded': [],
  'case.classified': [],
  'case.assigned': [],
  'case.step_started': [],
  'case.step_completed': [],
  'case.step_opened': [],
  'case.step_dropped': [],
  'case.confirmation_asked': [],
  'case.confirmation_reminded': [],
  'case.confirmed': [],
  'case.declined': [],
  'case.confirmation_lapsed': [],
  'case.confirmation_withdrawn': [],
  'case.survey_planned': [],
  'case.survey_invited': [],
  'case.survey_reminded': [],
  'case.survey_expired': [],
  'case.survey_withdrawn': [],
  'case.survey_answered': [],
  'case.survey_added_to': [],
  'case.link_given': [],
  'case.waiting_started': [],
  'case.waiting_ended': [],
  'case.timer_set': [],
  'case.timer_cleared': [],
  'case.observed': [],
  'case.resolved': [],
  'case.ending': [],
  'case.closed': [],
  'case.reopened': [],
  'case.closure_lifted': [],
  'case.child_opened': [],
  'case.child_closed': [],
  'case.linked': [],
  'case.unlinked': [],
  'case.merged_into': [],
  'case.took_over': [],
  'case.merge_undone': [],
  'case.split_off': [],
  'case.customer_set': [],
  'case.version_moved': [],
  'case.told_by_rule': [],
  'case.knowledge_proposed': [],
  'clock.started': [],
  'clock.paused': [],
  'clock.resumed': [],
  'clock.policy_changed': [],
  'clock.due_set': [],
  'clock.due_returned': [],
  'clock.rescheduled': [],
  'clock.warned': [],
  'clock.missed': [],
  'clock.escalated': [],
  'clock.stopped': [],
  'clock.cancelled': [],
  'clock.left_unknown': [],
}

/** The version in which an event of this type is written today. */
export const presentVersion = (type: CaseEvent['type']): number => STEPS[type].length + 1

/** Reads an event of the log into its present form. Refuses `case.event_unknown`: a type or version nobody here has written. */
export function upcastEvent({ type, v, at, data }: KeptEvent): Upcasted {
  if (!isKnown(type) || !Number.isInteger(v) || v < 1 || v > presentVersion(type)) return { ok: false, refusal: { code: 'case.event_unknown', params: { type, v } } }
  const present = STEPS[type].slice(v - 1).reduce((older, step) => step(older), data)
  return { ok: true, event: { ...present, type, at } as CaseEvent }
}

const isKnown = (type: string): type is CaseEvent['type'] => Object.hasOwn(STEPS, type)
