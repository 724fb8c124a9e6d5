import { nextNoticeAt } from '#capabilities/clock/core/clock-event.ts'
import { staffId } from './acting.ts'
import type { CaseCommand } from './case-command.ts'
import type { Timer } from './case-state.ts'
import { stopWaiting } from './decide-words.ts'
import { noticeEffects } from './settle.ts'
import { bare, clearTimers, completeStep, openStep, tellCustomer } from './step-flow.ts'
import { emit, isOpenClock, refuse, stepOf, tick, type Unfolding } from './unfolding.ts'

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

/** Time has come for something: clocks announce what is due, timers do their work. Late, twice or early does no harm. */
export function timeReached(u: Unfolding): void {
  if (u.state.status === 'merged') return
  for (const clock of u.clocks) {
    const wake = nextNoticeAt(clock)
    if (wake === null || wake > u.at) continue
    for (const event of tick(u, clock, { type: 'clockReached', at: u.at })) noticeEffects(u, event)
  }
  const due = u.state.timers.filter((timer) => timer.at <= u.at)
  if (due.length > 1) due.sort((a, b) => a.at - b.at)
  for (const timer of due) if (u.state.timers.some((it) => it.key === timer.key)) ring(u, timer)
}

function ring(u: Unfolding, timer: Timer): void {
  clearTimers(u, (it) => it.key === timer.key)
  switch (timer.does) {
    case 'open_step':
      return timer.step === null ? undefined : openStep(u, timer.step)
    case 'remind':
      return remind(u, timer)
    case 'lapse':
      return lapse(u, timer)
    case 'end_wait':
      return u.state.wait === null ? undefined : stopWaiting(u, 'time')
  }
}

function remind(u: Unfolding, timer: Timer): void {
  const { of, step } = timer
  if (of === null || step === null) return
  const confirmation = u.state.confirmations.find((it) => it.id === of && it.status === 'open')
  if (confirmation !== undefined) {
    emit(u, { type: 'case.confirmation_reminded', at: u.at, confirmationId: of, step })
    const terms = stepOf(u, step).confirmation
    tellCustomer(u, terms?.reminder ?? terms?.asks ?? refuse('case.nobody_to_ask'), of, timer.key)
  }
  const invitation = u.state.invitations.find((it) => it.id === of && it.status === 'open')
  if (invitation !== undefined) {
    emit(u, { type: 'case.survey_reminded', at: u.at, invitationId: of, step, survey: invitation.survey })
    const terms = stepOf(u, step).survey
    tellCustomer(u, terms?.reminder ?? terms?.invitation ?? refuse('case.nobody_to_ask'), of, timer.key)
  }
}

/** The customer stayed silent: the question lapses, the case goes on as the handbook says for silence. */
function lapse(u: Unfolding, timer: Timer): void {
  const { of, step } = timer
  if (of === null || step === null) return
  if (u.state.confirmations.some((it) => it.id === of && it.status === 'open')) {
    emit(u, { type: 'case.confirmation_lapsed', at: u.at, confirmationId: of, step })
    completeStep(u, step, bare('lapsed'))
  }
  const invitation = u.state.invitations.find((it) => it.id === of && it.status === 'open')
  if (invitation === undefined) return
  emit(u, { type: 'case.survey_expired', at: u.at, invitationId: of, step, survey: invitation.survey })
  if (u.state.steps[step]?.status === 'active') completeStep(u, step, bare('lapsed'))
}

/** A due instant by hand; its reason stands in a row beside the event. */
export function setDue(u: Unfolding, command: Command<'setDue'>): void {
  tick(u, clockById(u, command.clockId), { type: 'setDue', at: u.at, dueAt: command.dueAt, by: staffId(u) })
}

export function returnDue(u: Unfolding, command: Command<'returnDue'>): void {
  tick(u, clockById(u, command.clockId), { type: 'returnDueToRule', at: u.at, by: staffId(u) })
}

const clockById = (u: Unfolding, id: string) => u.clocks.find((clock) => clock.id === id && isOpenClock(clock)) ?? refuse('case.clock_unknown')

/** A calendar was corrected (holidays announced): open deadlines are measured again. */
export function calendarChanged(u: Unfolding): void {
  for (const clock of u.clocks.filter(isOpenClock)) tick(u, clock, { type: 'calendarChanged', at: u.at })
}
