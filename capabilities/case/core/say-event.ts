import type { Locale } from '#kernel/text.ts'
import type { CaseEvent, CaseOwnEvent } from './case-event.ts'
import type { ClockEvent } from '#capabilities/clock/core/clock-event.ts'
import { EVENT_SENTENCES, type EventSentence } from './event-sentences.ts'

/** What the ids and keys of a case's history are called. `time` says an instant as the reader likes it. */
export type EventNames = {
  readonly time: (at: number) => string
  readonly person: (id: string) => string
  readonly team: (id: string) => string
  readonly step: (key: string) => string
  readonly record: (key: string) => string
  readonly clock: (id: string) => string
  /** Why something waits or stands still. */
  readonly reason: (key: string) => string
  readonly dismissal: (key: string) => string
  readonly scenario: (key: string) => string
  readonly channel: (key: string) => string
  readonly code: (key: string, value: string | number | boolean) => string
  /** The number of another case. */
  readonly other: (id: string) => string
}

type Fill = Readonly<Record<string, string | number>>
type Said = { readonly key: EventSentence; readonly fill: Fill }

/** What happened, in one sentence of the reader's language, without who did it: 完成步骤“问题受理”. */
export function sayEvent(event: CaseEvent, names: EventNames, locale: Locale): string {
  const { key, fill } = isClockEvent(event) ? saidOfClock(event, names) : saidOfCase(event, names)
  return EVENT_SENTENCES[locale][key].replaceAll(/\{(\w+)\}/g, (_hole, name: string) => String(fill[name] ?? '')).trim()
}

/** Inner workings: of use to whoever looks closely, noise to everybody else. */
export function isQuiet(event: CaseEvent): boolean {
  switch (event.type) {
    case 'case.timer_set':
    case 'case.timer_cleared':
    case 'case.ending':
    case 'case.survey_planned':
    case 'case.knowledge_proposed': return true
    default: return false
  }
}

const isClockEvent = (event: CaseEvent): event is ClockEvent => event.type.startsWith('clock.')
const plain = (key: EventSentence, fill: Fill = {}): Said => ({ key, fill })

function saidOfClock(event: ClockEvent, names: EventNames): Said {
  const clock = names.clock(event.clockId)
  switch (event.type) {
    case 'clock.started':
    case 'clock.resumed':
    case 'clock.policy_changed':
    case 'clock.rescheduled':
      return event.dueAt === null ? plain(`${event.type}.never`, { clock }) : plain(event.type, { clock, time: names.time(event.dueAt) })
    case 'clock.paused': return plain(event.type, { clock, reason: names.reason(event.reason) })
    case 'clock.due_set': return plain(event.type, { clock, time: names.time(event.setTo) })
    case 'clock.stopped': return plain(event.outcome === 'late' ? 'clock.stopped.late' : event.type, { clock })
    case 'clock.due_returned':
    case 'clock.warned':
    case 'clock.missed':
    case 'clock.escalated':
    case 'clock.cancelled':
    case 'clock.left_unknown': return plain(event.type, { clock })
  }
}

function saidOfCase(event: CaseOwnEvent, names: EventNames): Said {
  switch (event.type) {
    case 'case.opened':
      return event.parentId === null ? plain(event.type, { channel: names.channel(event.channel) }) : plain('case.opened.child', { parent: names.other(event.parentId) })
    case 'case.message_received': return plain(event.auto === 'none' ? event.type : 'case.message_received.auto')
    case 'case.replied': return plain(event.first ? 'case.replied.first' : event.type)
    case 'case.reply_planned': return plain(event.type, { time: names.time(event.sendAt) })
    case 'case.contacted': return plain(event.reached ? event.type : 'case.contacted.unreached')
    case 'case.recorded': return plain(event.type, { record: names.record(event.record) })
    case 'case.classified': return plain(event.type, { codes: Object.entries(event.codes).map(([key, code]) => names.code(key, code)).join('、') })
    case 'case.assigned': return saidOfAssignment(event, names)
    case 'case.collaborator_added': return plain(event.type, { person: names.person(event.personId) })
    case 'case.waiting_started': {
      const reason = names.reason(event.reason)
      return event.until === null ? plain(event.type, { reason }) : plain('case.waiting_started.until', { reason, time: names.time(event.until) })
    }
    case 'case.waiting_ended': return plain(event.why === 'person' ? event.type : `case.waiting_ended.${event.why}`)
    case 'case.timer_set': return plain(event.type, { time: names.time(event.timer.at) })
    case 'case.closed': return event.dismissal === null ? plain(event.type) : plain('case.closed.dismissed', { dismissal: names.dismissal(event.dismissal) })
    case 'case.reopened': return plain(event.why === 'customer_wrote' ? 'case.reopened.customer_wrote' : event.type)
    case 'case.child_opened': return plain(event.type, { other: names.other(event.childId), scenario: names.scenario(event.scenario) })
    case 'case.child_closed': {
      const other = names.other(event.childId)
      return plain(event.recovered === null ? event.type : event.recovered ? 'case.child_closed.recovered' : 'case.child_closed.lost', { other })
    }
    case 'case.linked':
    case 'case.unlinked':
    case 'case.merged_into':
    case 'case.took_over':
    case 'case.merge_undone': return plain(event.type, { other: names.other(event.otherId) })
    case 'case.split_off': return plain(event.type, { count: event.messageIds.length, other: names.other(event.newCaseId) })
    case 'case.customer_set': return plain(event.customerId === null ? 'case.customer_set.nobody' : event.type)
    case 'case.noted':
    case 'case.reply_read':
    case 'case.reply_unread':
    case 'case.timer_cleared':
    case 'case.observed':
    case 'case.resolved':
    case 'case.ending':
    case 'case.closure_lifted':
    case 'case.version_moved':
    case 'case.told_by_rule':
    case 'case.knowledge_proposed': return plain(event.type)
    default: return saidOfStep(event, names)
  }
}

type StepEvent = Extract<CaseOwnEvent, { readonly step: string }>

function saidOfStep(event: StepEvent, names: EventNames): Said {
  const step = names.step(event.step)
  switch (event.type) {
    case 'case.step_started': return event.round > 1 ? plain('case.step_started.again', { step, round: event.round }) : plain(event.type, { step })
    case 'case.step_completed': return plain(event.outcome === 'declined' || event.outcome === 'lapsed' ? `case.step_completed.${event.outcome}` : event.type, { step })
    case 'case.confirmation_asked': return plain(event.unsent === true ? 'case.confirmation_asked.unsent' : event.type, { step })
    case 'case.confirmed':
    case 'case.declined': return plain(event.via === 'link' ? event.type : `${event.type}.${event.via}`, { step })
    case 'case.survey_answered': return plain(event.via === 'link' ? event.type : `${event.type}.${event.via}`, { score: event.score })
    case 'case.link_given':
    case 'case.step_opened':
    case 'case.step_dropped':
    case 'case.confirmation_reminded':
    case 'case.confirmation_lapsed':
    case 'case.confirmation_withdrawn':
    case 'case.survey_planned':
    case 'case.survey_invited':
    case 'case.survey_reminded':
    case 'case.survey_expired':
    case 'case.survey_withdrawn':
    case 'case.survey_added_to': return plain(event.type, { step })
  }
}

function saidOfAssignment({ teamId, assigneeId, why }: Extract<CaseOwnEvent, { readonly type: 'case.assigned' }>, names: EventNames): Said {
  const team = teamId === null ? '' : names.team(teamId)
  if (assigneeId === null && why === 'person') return plain('case.assigned.nobody', { team })
  const person = assigneeId === null ? '' : `${team === '' ? '' : ' '}${names.person(assigneeId)}`
  return plain(why === 'person' ? 'case.assigned' : `case.assigned.${why}`, { team, person })
}
