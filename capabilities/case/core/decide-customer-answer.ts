import { holds } from '#capabilities/handbook/core/condition.ts'
import type { Answer, AnswerWay, CaseCommand } from './case-command.ts'
import type { Confirmation, Invitation } from './case-state.ts'
import { requireRole, rolesOfStep, staffId } from './acting.ts'
import { factsOf } from './happenings.ts'
import { askUnsent, bare, clearTimers, completeStep } from './step-flow.ts'
import { emit, refuse, stepOf, type Unfolding } from './unfolding.ts'

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

/** Yes or no to what was asked; by the signed link, or by a colleague who records the customer's word where that counts. */
export function confirmOrDecline(u: Unfolding, command: Command<'confirm' | 'decline'>): void {
  const asked = u.state.confirmations.find((it) => it.id === command.confirmationId)
  if (asked === undefined || asked.status !== 'open') refuse('case.confirmation_settled')
  if (command.via === 'word') requireWordAccepted(u, asked)
  const type = command.type === 'confirm' ? 'case.confirmed' : 'case.declined'
  emit(u, { type, at: u.at, confirmationId: asked.id, step: asked.step, via: command.via })
  clearTimers(u, (timer) => timer.of === asked.id)
  completeStep(u, asked.step, bare(command.type === 'confirm' ? 'confirmed' : 'declined'))
}

function requireWordAccepted(u: Unfolding, asked: Confirmation): void {
  const step = stepOf(u, asked.step)
  requireRole(u, rolesOfStep(step), asked.step)
  if (step.confirmation?.accepts.includes('word') !== true) refuse('case.word_not_accepted', { step: asked.step })
  const { writtenWhen, wordIfUnsent } = step.confirmation
  if (asked.unsent === true && wordIfUnsent === true) return
  if (writtenWhen !== undefined && holds(writtenWhen, factsOf(u.state))) refuse('case.written_answer_needed', { step: asked.step })
}

/** A colleague gets the customer's link: only of what is open now, only whoever may take the customer's word at this step. Nothing stands still for it. */
export function giveLink(u: Unfolding, command: Command<'giveLink'>): void {
  const asked = u.state.confirmations.find(({ id, status }) => id === command.of && status === 'open')
  const invited = u.state.invitations.find(({ id, status }) => id === command.of && status === 'open')
  const step = asked?.step ?? invited?.step ?? refuse(u.state.invitations.some(({ id }) => id === command.of) ? 'case.invitation_settled' : 'case.confirmation_settled')
  const definition = stepOf(u, step)
  requireRole(u, rolesOfStep(definition), step)
  if (asked !== undefined && definition.confirmation?.accepts.includes('link') !== true) refuse('case.link_not_accepted', { step })
  emit(u, { type: 'case.link_given', at: u.at, of: command.of, step, by: staffId(u) })
}

/** A question that could not be sent goes out after all. One that has gone goes no second time. */
export function sendQuestion(u: Unfolding, command: Command<'sendQuestion'>): void {
  const asked = u.state.confirmations.find(({ id, status }) => id === command.confirmationId && status === 'open') ?? refuse('case.confirmation_settled')
  requireRole(u, rolesOfStep(stepOf(u, asked.step)), asked.step)
  if (asked.unsent !== true) return
  if (!u.facts.mailable) refuse('case.not_mailable')
  askUnsent(u, ({ id }) => id === asked.id)
}

/** A score. One answer per invitation; it counts even when the case has closed in the meantime. */
export function answerSurvey(u: Unfolding, command: Command<'answerSurvey'>): void {
  const invitation = u.state.invitations.find((it) => it.id === command.invitationId)
  if (invitation === undefined || !answerable(u, invitation, command.via)) refuse('case.invitation_settled')
  if (command.via === 'word') requireRole(u, rolesOfStep(stepOf(u, invitation.step)), invitation.step)
  score(u, invitation, command.answer, command.via)
  if (u.state.steps[invitation.step]?.status === 'active') completeStep(u, invitation.step, bare('answered'))
}

/** A score that came with the step's own form: the customer gave it on the telephone. */
export function recordAnswer(u: Unfolding, step: string, answer: Answer): void {
  const invitation = u.state.invitations.findLast((it) => it.step === step)
  if (invitation === undefined || !answerable(u, invitation, 'word')) refuse('case.invitation_settled')
  score(u, invitation, answer, 'word')
}

/** Aspects and a reason beside a score that was given: once, and only by the customer. */
export function addToAnswer(u: Unfolding, command: Command<'addToAnswer'>): void {
  if (u.facts.actor.kind !== 'customer') refuse('case.wrong_role')
  const invitation = u.state.invitations.find((it) => it.id === command.invitationId)
  if (invitation?.status !== 'answered' || invitation.addedToAt !== undefined) refuse('case.invitation_settled')
  const { aspects, recordId, fields } = command
  if (!Object.values(aspects).every(isScore)) refuse('case.score_invalid')
  emit(u, { type: 'case.survey_added_to', at: u.at, invitationId: invitation.id, step: invitation.step, survey: invitation.survey, aspects, recordId, fields })
}

const isScore = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= 5

function answerable(u: Unfolding, invitation: Invitation, via: AnswerWay): boolean {
  if (invitation.status === 'open') return true
  const opensAt = u.state.steps[invitation.step]?.opensAt ?? null
  return via === 'word' && invitation.status === 'planned' && (opensAt === null || opensAt <= u.at)
}

function score(u: Unfolding, invitation: Invitation, answer: Answer, via: AnswerWay): void {
  if (!isScore(answer.score) || !Object.values(answer.aspects).every(isScore)) refuse('case.score_invalid')
  emit(u, { type: 'case.survey_answered', at: u.at, invitationId: invitation.id, step: invitation.step, survey: invitation.survey, score: answer.score, aspects: answer.aspects, via })
  clearTimers(u, (timer) => timer.of === invitation.id)
}
