import { HOUR, later, MINUTE } from '#kernel/instant.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import { ask, assign, call, chance, colleagueOf, complete, isActive, look, worked, write, type Of, type Part, type Telling } from './demo-beat.ts'

const SUPERVISOR = 'zhouning'
const CAUSES = ['slow', 'attitude', 'unsolved', 'product'] as const

/** A day after the solution: the customer scores by the link, or somebody rings; a low score is handled a second time. */
export function* callBack(c: Telling): Part {
  const { main } = yield* look(c)
  const step = main?.steps['callback']
  if (step?.status !== 'active' || c.plan.hold === 'callback') return
  const opensAt = step.opensAt ?? c.at
  const linked = chance(c, 0.52) || c.plan.hold !== null
  const quick = later(opensAt, Math.round((20 + c.tell.rng() * 700) * MINUTE))
  const score = scoreOf(c)
  if (linked) {
    c.at = c.hours.customer(quick, 1, c.tell.rng)
    yield* scored(c, score, 'main')
  } else if (chance(c, 0.95)) yield* rung(c, later(opensAt, Math.round((1 + c.tell.rng() * 14) * HOUR)), score)
  else return
  if (score < 4) yield* secondHandling(c)
}

function scoreOf(c: Telling): number {
  const low = c.plan.hold !== null && c.plan.hold.startsWith('second-') ? 0 : c.tell.rng() + (c.plan.mood === 'angry' ? -0.12 : 0) + (c.plan.twist === 'unsolved' ? -0.1 : 0)
  if (low < 0.025) return 1
  if (low < 0.06) return 2
  if (low < 0.13) return 3
  return low < 0.38 ? 4 : 5
}

/** The customer scores on the page, and some say why. */
function* scored(c: Telling, score: number, of: Of): Part {
  const reason = chance(c, score < 4 ? 0.9 : 0.55) ? c.tell.phrase(`survey.${score}`, { agent: colleagueOf(c, c.plan.agent).name }) : null
  const near = (): number => Math.min(5, Math.max(1, score + Math.round(c.tell.rng() * 1.4 - 0.7)))
  const aspects: Readonly<Record<string, number>> = reason === null ? {} : { efficiency: near(), attitude: near(), effect: near() }
  yield { at: c.at, does: (on) => (isOpen(on[of]) ? { kind: 'score', of, score, aspects, reason } : null) }
}

const isOpen = (state: CaseState | null): boolean => state?.invitations.some(({ status }) => status === 'open') === true

/** The agent rings: the score is given on the telephone, or nobody answers. */
function* rung(c: Telling, from: typeof c.at, score: number): Part {
  c.at = c.hours.duty(from)
  const { main } = yield* look(c)
  if (!isActive(main, 'callback')) return
  const caller = c.plan.agent
  if (chance(c, 0.78)) yield* complete(c, caller, 'callback', { codes: { reached: 'answered' }, words: { remark: score < 4 ? c.tell.phrase(`survey.${score}`) : c.tell.phrase('callback') } }, { answer: { score, reason: c.tell.phrase(`survey.${score}`, { agent: colleagueOf(c, caller).name }) } })
  else yield* complete(c, caller, 'callback', { codes: { reached: 'unreached' }, words: { remark: c.tell.phrase('unreached') } })
}

/** The supervisor writes and rings, finds the cause, makes it good and asks again. */
function* secondHandling(c: Telling): Part {
  const { hold } = c.plan
  c.at = later(c.at, MINUTE)
  const { child } = yield* look(c)
  if (child?.scenario !== 'second-handling' || hold === 'second-contact') return
  const cause = c.tell.oneOf(CAUSES)
  worked(c, SUPERVISOR, 10, 120)
  yield* assign(c, SUPERVISOR, SUPERVISOR, { of: 'child' })
  yield* write(c, SUPERVISOR, c.tell.phrase('second_letter'), 'child')
  worked(c, SUPERVISOR, 5, 30)
  yield* call(c, SUPERVISOR, true, c.tell.phrase(`second_complaint.${cause}`), 'child')
  c.at = later(c.at, 3 * MINUTE)
  yield* complete(c, SUPERVISOR, 'contact', { words: { complaint: c.tell.phrase(`second_complaint.${cause}`) } }, {}, 'child')
  if (hold === 'second-plan') return
  yield* madeGood(c, cause)
}

function* madeGood(c: Telling, cause: (typeof CAUSES)[number]): Part {
  worked(c, SUPERVISOR, 30, 120)
  const plan = c.tell.phrase(`second_plan.${cause}`, { agent: colleagueOf(c, 'chenyu').name })
  yield* complete(c, SUPERVISOR, 'plan', { codes: { cause }, words: { plan } }, {}, 'child')
  yield* ask(c, SUPERVISOR, { method: 'POST', url: '/notes', body: { text: c.tell.phrase('second_note', { plan, agent: colleagueOf(c, c.plan.agent).name }) } }, 'child')
  if (c.plan.hold === 'second-effect') return
  worked(c, SUPERVISOR, 180, 600)
  yield* complete(c, SUPERVISOR, 'effect', { words: { effect: c.tell.phrase('second_effect') } }, {}, 'child')
  const happy = chance(c, 0.82) ? 4 + Math.round(c.tell.rng()) : 3
  worked(c, SUPERVISOR, 200, 420)
  yield* complete(c, SUPERVISOR, 'callback', { codes: { reached: 'answered' }, words: { remark: c.tell.phrase('second_survey') } }, { answer: { score: happy, reason: happy < 4 ? c.tell.phrase('survey.3') : c.tell.phrase('second_survey') } }, 'child')
}
