import { holds } from '#capabilities/handbook/core/condition.ts'
import type { Code } from '#capabilities/handbook/core/condition.ts'
import type { Id } from '#kernel/id.ts'
import { later } from '#kernel/instant.ts'
import type { StepDefinition } from '../definition.ts'
import { activeSteps, openConfirmation, type Confirmation, type Invitation, type Timer } from './case-state.ts'
import { lengthOf } from './compile-scenario.ts'
import { factsOf } from './happenings.ts'
import { emit, refuse, stepOf, wish, type Unfolding } from './unfolding.ts'

/** A step may be reached again and again (declined, reopened), but not for ever. */
const ROUNDS_MAX = 50

/** What a completed step leaves behind. */
export type Outcome = { readonly outcome: string; readonly recordId: Id | null; readonly codes: Readonly<Record<string, Code>>; readonly fields: readonly string[]; readonly by: Id | null }
export const bare = (outcome: string): Outcome => ({ outcome, recordId: null, codes: {}, fields: [], by: null })

/** The case reaches a step: its question goes out, its timers are set. A step that is already active stays as it is. */
export function startStep(u: Unfolding, key: string): void {
  if (u.state.steps[key]?.status === 'active') return
  const step = stepOf(u, key)
  const round = (u.state.steps[key]?.round ?? 0) + 1
  if (round > ROUNDS_MAX) refuse('case.too_many_rounds', { step: key, limit: ROUNDS_MAX })
  const opensAt = step.opensAfter === undefined ? null : later(u.at, lengthOf(step.opensAfter))
  emit(u, { type: 'case.step_started', at: u.at, step: key, round, opensAt })
  if (step.handsBack === true) handBack(u)
  if (step.resolves === true && u.state.status === 'open') resolve(u, key)
  if (opensAt !== null) setTimer(u, { key: `open:${key}`, at: opensAt, does: 'open_step', step: key, of: null })
  if (step.tells !== undefined) tellCustomer(u, step.tells, null, `step:${key}:${round}`)
  if (step.kind === 'confirmation') ask(u, step, u.facts.ids())
  if (step.kind === 'survey') planSurvey(u, step, opensAt === null)
}

/** The case goes home: to the whole team it was opened for. */
function handBack(u: Unfolding): void {
  const { teamId, homeTeamId } = u.state
  if (homeTeamId === null || homeTeamId === teamId) return
  emit(u, { type: 'case.assigned', at: u.at, teamId: homeTeamId, role: u.facts.team(homeTeamId)?.role ?? null, assigneeId: null, why: 'step' })
}

/** What was still asked on the side has lost its point once the matter is resolved. */
function resolve(u: Unfolding, by: string): void {
  emit(u, { type: 'case.resolved', at: u.at })
  for (const key of activeSteps(u.state)) if (key !== by && stepOf(u, key).optional === true) dropStep(u, key)
}

/** The step's time has come (it was not to be done earlier). */
export function openStep(u: Unfolding, key: string): void {
  if (u.state.steps[key]?.status !== 'active') return
  emit(u, { type: 'case.step_opened', at: u.at, step: key })
  const planned = u.state.invitations.find((invitation) => invitation.step === key && invitation.status === 'planned')
  if (planned !== undefined) invite(u, stepOf(u, key), planned)
}

/**
 * The question goes to the customer. Where no mail can reach them, nobody is reminded and nothing lapses: it is for us to ask in another
 * way. Their word then counts as the step accepts it; where writing is asked for, only if the handbook says so (`wordIfUnsent`).
 */
function ask(u: Unfolding, { key, confirmation: terms }: StepDefinition, id: Id): void {
  if (terms === undefined) return
  if (!u.facts.mailable) return emit(u, { type: 'case.confirmation_asked', at: u.at, confirmationId: id, step: key, unsent: true })
  emit(u, { type: 'case.confirmation_asked', at: u.at, confirmationId: id, step: key })
  tellCustomer(u, terms.asks, id, `ask:${id}`)
  remindAndLapse(u, key, id, terms)
}

/** Asks what could not be sent anew, now that a mail can reach the customer; a link that was handed over stays good. */
export function askUnsent(u: Unfolding, which: (it: Confirmation) => boolean = () => true): void {
  if (!u.facts.mailable) return
  for (const it of u.state.confirmations) if (it.status === 'open' && it.unsent === true && which(it)) ask(u, stepOf(u, it.step), it.id)
}

function planSurvey(u: Unfolding, step: StepDefinition, now: boolean): void {
  if (step.survey === undefined) return
  const id = u.facts.ids()
  emit(u, { type: 'case.survey_planned', at: u.at, invitationId: id, step: step.key, survey: step.survey.survey })
  const planned = u.state.invitations.at(-1)
  if (now && planned !== undefined) invite(u, step, planned)
}

function invite(u: Unfolding, step: StepDefinition, planned: Invitation): void {
  if (step.survey === undefined) return
  emit(u, { type: 'case.survey_invited', at: u.at, invitationId: planned.id, step: step.key, survey: planned.survey })
  tellCustomer(u, step.survey.invitation, planned.id, `invite:${planned.id}`)
  remindAndLapse(u, step.key, planned.id, step.survey)
}

function remindAndLapse(u: Unfolding, step: string, of: Id, terms: { readonly remindAfter?: readonly string[]; readonly lapseAfter: string }): void {
  for (const [index, after] of (terms.remindAfter ?? []).entries()) {
    setTimer(u, { key: `remind:${of}:${index}`, at: later(u.at, lengthOf(after)), does: 'remind', step, of })
  }
  setTimer(u, { key: `lapse:${of}`, at: later(u.at, lengthOf(terms.lapseAfter)), does: 'lapse', step, of })
}

/** The step is done: its branch goes on where the handbook says. */
export function completeStep(u: Unfolding, key: string, outcome: Outcome): void {
  emit(u, { type: 'case.step_completed', at: u.at, step: key, ...outcome })
  clearTimers(u, (timer) => timer.key === `open:${key}`)
  withdrawConfirmation(u, key)
  withdrawPlanned(u, key)
  advance(u, stepOf(u, key), outcome.outcome)
}

function advance(u: Unfolding, step: StepDefinition, outcome: string): void {
  const facts = factsOf(u.state)
  const next = step.next.find((entry) => (entry.on === undefined || [entry.on].flat().includes(outcome)) && holds(entry.when, facts))
  for (const target of next === undefined ? [] : [next.to].flat()) {
    if (target === 'end') emit(u, { type: 'case.ending', at: u.at })
    else startStep(u, target)
  }
}

/** A step that is left without being done: reopening, closing, leaving the scenario. Never called "done". */
export function dropStep(u: Unfolding, key: string): void {
  emit(u, { type: 'case.step_dropped', at: u.at, step: key })
  clearTimers(u, (timer) => timer.step === key && timer.does === 'open_step')
  withdrawConfirmation(u, key)
  withdrawPlanned(u, key)
}

export const dropActiveSteps = (u: Unfolding): void => {
  for (const key of activeSteps(u.state)) dropStep(u, key)
}

function withdrawConfirmation(u: Unfolding, step: string): void {
  const open = openConfirmation(u.state, step)
  if (open === undefined) return
  emit(u, { type: 'case.confirmation_withdrawn', at: u.at, confirmationId: open.id, step })
  clearTimers(u, (timer) => timer.of === open.id)
}

/** An invitation that never went out dies with its step; one that went out may still be answered. */
function withdrawPlanned(u: Unfolding, step: string): void {
  for (const it of u.state.invitations) {
    if (it.step === step && it.status === 'planned') emit(u, { type: 'case.survey_withdrawn', at: u.at, invitationId: it.id, step, survey: it.survey })
  }
}

/** The product itself writes to the customer. Nobody is written to when the customer is not known. */
export function tellCustomer(u: Unfolding, wording: string, of: Id | null, key: string): void {
  if (u.state.customerId === null && u.state.channel !== 'email') return
  wish(u, { type: 'tell', messageId: u.facts.ids(), caseId: u.state.id, wording, of, key: `${u.state.id}:${key}` })
}

export const setTimer = (u: Unfolding, timer: Timer): void => emit(u, { type: 'case.timer_set', at: u.at, timer })

export function clearTimers(u: Unfolding, which: (timer: Timer) => boolean): void {
  // Evolving replaces the list, so the one walked here stays as it is.
  for (const timer of u.state.timers) if (which(timer)) emit(u, { type: 'case.timer_cleared', at: u.at, key: timer.key })
}
