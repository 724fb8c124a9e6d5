import { later, HOUR, MINUTE } from '#kernel/instant.ts'
import { assign, ask, atOnce, call, chance, colleagueOf, complete, isActive, lived, look, note, press, worked, write, type Course, type Hold, type Part, type Telling } from './demo-beat.ts'
import { callBack } from './demo-callback.ts'
import { letterBack, openingLetter, secondLetter } from './demo-letters.ts'
import { repair } from './demo-repair.ts'

/** The whole life of one customer's matter, from the first letter to the score; a case of today stops where it is held. */
export function* courseOf(c: Telling): Course {
  yield* openingLetter(c)
  const { plan } = c
  if (plan.hold === 'new') return
  if (plan.twist === 'spam' || plan.twist === 'withdrawn') return yield* dismissal(c)
  if (plan.hold === 'chased') return yield* chaser(c)
  if (yield* firstAnswer(c)) return
  yield* intake(c)
  if (plan.problem.way === 'answer') yield* guide(c)
  else yield* repair(c)
  if (plan.hold !== null && BEFORE_CALLBACK.has(plan.hold)) return
  yield* callBack(c)
  if (plan.twist === 'reopened' || plan.hold === 'reopened') yield* again(c)
}

/** Cases that come out of another lie with the first team. */
const HELPER = 'chenyu'
const BEFORE_CALLBACK: ReadonlySet<Hold> = new Set<Hold>(['answer', 'closing', 'dispatch', 'diagnosis', 'solution', 'consent', 'visit', 'execution', 'test', 'child'])

function* chaser(c: Telling): Part {
  lived(c, 40, 90)
  yield* letterBack(c, c.tell.phrase('chase'))
}

/** Junk is closed as such; a customer who needs nothing any more too. */
function* dismissal(c: Telling): Part {
  const { agent, twist } = c.plan
  if (twist === 'withdrawn') {
    lived(c, 10, 60)
    yield* letterBack(c, c.tell.phrase('withdrawn'))
  }
  worked(c, agent, 5, 40)
  yield* assign(c, agent, agent)
  if (twist === 'withdrawn') yield* write(c, agent, c.tell.phrase('withdrawn_reply'))
  c.at = later(c.at, 2 * MINUTE)
  yield* ask(c, agent, { method: 'POST', url: '/dismissal', body: { dismissal: twist } })
}

/** Somebody takes the case and writes or rings for the first time, usually asking back. True when it is held there. */
function* firstAnswer(c: Telling): Part<boolean> {
  const { agent, mood, twist, problem, hold, channel } = c.plan
  if (twist === 'duplicate') {
    lived(c, 30, 80)
    yield* secondLetter(c)
  } else if (hold === null && channel === 'email' && chance(c, mood === 'angry' ? 0.35 : 0.06)) {
    lived(c, 35, 75)
    yield* letterBack(c, c.tell.phrase('chase'))
  }
  if (problem.urgency === 'urgent') atOnce(c, agent, 4, 16)
  else worked(c, agent, 6, 62, 0.93)
  yield* assign(c, agent, agent)
  if (twist === 'duplicate') yield* merging(c)
  if (problem.urgency === 'urgent') yield* call(c, agent, true, c.tell.phrase('tech_call'))
  else yield* firstReply(c)
  if (chance(c, 0.28)) yield* note(c, agent, c.tell.phrase('notes', colleaguesOf(c)))
  return yield* askedBack(c)
}

function* merging(c: Telling): Part {
  const { agent } = c.plan
  yield { at: c.at, does: ({ main, twin }) => (main === null || twin === null ? null : { kind: 'ask', of: 'twin', who: agent, request: { method: 'POST', url: '/merge', body: { intoId: main.id } } }) }
  c.at = later(c.at, MINUTE)
}

function* firstReply(c: Telling): Part {
  const { agent, mood, problem } = c.plan
  const asks = c.tell.fill(problem.asks)
  const own = problem.type === 'wish' ? c.tell.phrase('wish_reply', { asks }) : null
  yield* write(c, agent, own ?? c.tell.phrase(mood === 'angry' ? 'first_reply_angry' : 'first_reply', { asks }))
}

/** The customer is asked back, the clocks stand still, and the answer comes soon, late, or together with a holiday notice. */
function* askedBack(c: Telling): Part<boolean> {
  const { agent, hold, problem, twist } = c.plan
  if (problem.urgency === 'urgent' && hold !== 'asked') return false
  c.at = later(c.at, MINUTE)
  yield* ask(c, agent, { method: 'POST', url: '/wait', body: { reason: 'customer-information' } })
  if (hold === 'asked') return true
  if (chance(c, 0.03)) {
    c.at = later(c.at, MINUTE)
    yield* letterBack(c, c.tell.phrase('vacation'), { automatic: true })
  }
  lived(c, hold === null ? 20 : 10, hold === null && twist === 'silent' ? 2_600 : hold === null ? 420 : 60)
  yield* letterBack(c, `${c.tell.phrase('tells_intro')}${c.tell.fill(c.tell.oneOf(problem.tells))}${c.tell.phrase('tells_outro')}`, { files: chance(c, 0.3) })
  if (hold === 'replied') return true
  worked(c, agent, 8, 55)
  return false
}

const colleaguesOf = (c: Telling): Readonly<Record<string, string>> => ({ agent: colleagueOf(c, c.plan.agent).name, tech: colleagueOf(c, c.plan.tech).name })

/** What was learnt goes into the form of intake; the need goes back to the customer to be confirmed. */
function* intake(c: Telling): Part {
  const { agent, problem, twist, hold, customer } = c.plan
  c.at = later(c.at, 2 * MINUTE)
  const words = { symptom: c.tell.fill(c.tell.oneOf(problem.symptom)), occurred: c.tell.phrase('occurred'), environment: c.tell.phrase('environment'), contact: customer.phone, need: c.tell.fill(problem.need) }
  yield* complete(c, agent, 'intake', { codes: { urgency: problem.urgency, type: problem.type, complexity: problem.complexity ?? 'simple' }, words })
  if (twist === 'restated') yield* restate(c)
  else if (hold === null && problem.urgency === 'ordinary' && chance(c, 0.12)) {
    c.at = later(c.at, (3 + Math.floor(c.tell.rng() * 20)) * MINUTE)
    yield* press(c, 'need', true)
  }
}

function* restate(c: Telling): Part {
  lived(c, 15, 90)
  yield* press(c, 'need', false, c.tell.phrase('restate_remark'))
  worked(c, c.plan.agent, 5, 30)
  const need = c.tell.phrase('restated_need', { need: c.tell.fill(c.plan.problem.need) })
  yield { at: c.at, does: ({ main }) => (isActive(main, 'restate') ? { kind: 'ask', of: 'main', who: c.plan.agent, request: { method: 'POST', url: '/steps/:step/completion', params: { step: 'restate' }, body: { form: { words: { need } } } } } : null) }
  c.at = later(c.at, 10 * MINUTE)
  yield* press(c, 'need', true)
}

/** The agent answers; the customer says whether it works. */
function* guide(c: Telling): Part {
  const { agent, hold, twist, problem } = c.plan
  if (hold === 'answer') return
  const steps = c.tell.fill(problem.steps ?? problem.plan)
  if (hold === 'child' || twist === 'child') yield* child(c)
  if (hold === 'child') return
  worked(c, agent, 4, 35)
  yield* write(c, agent, c.tell.phrase('answer', { steps }))
  c.at = later(c.at, 2 * MINUTE)
  if (isActive((yield* look(c)).main, 'answer')) yield* complete(c, agent, 'answer', { codes: { result: 'answered' }, words: { answer: steps } })
  if (hold === 'closing' || hold === 'test') return yield* trying(c)
  if (twist === 'unsolved') yield* notYet(c)
  yield* confirmed(c)
}

/** Part of it goes on as a case of its own under this one. */
function* child(c: Telling): Part {
  const { agent } = c.plan
  const subject = c.tell.phrase('child_subject')
  yield* note(c, agent, `@${colleagueOf(c, HELPER).name} ${subject}`)
  c.at = later(c.at, MINUTE)
  yield* ask(c, agent, { method: 'POST', url: '/children', body: { scenario: 'after-sales', role: 'agent' } })
  yield* look(c)
  if (c.plan.hold === 'child') return
  worked(c, HELPER, 5, 30)
  yield* assign(c, HELPER, HELPER, { of: 'child' })
  yield* call(c, HELPER, true, c.tell.phrase('tech_call'), 'child')
  c.at = later(c.at, 2 * MINUTE)
  yield* complete(c, HELPER, 'intake', { codes: { urgency: 'ordinary', type: 'question', complexity: 'simple' }, words: { symptom: subject, need: c.tell.phrase('child_need') } }, {}, 'child')
  worked(c, HELPER, 10, 40)
  if (isActive((yield* look(c)).child, 'answer')) yield* complete(c, HELPER, 'answer', { codes: { result: 'answered' }, words: { answer: c.tell.phrase('child_answer') } }, {}, 'child')
  lived(c, 20, 60)
  yield* press(c, 'closing', true, null, 'child')
}

/** The customer wants to try it for some days before saying yes. */
function* trying(c: Telling): Part {
  if (c.plan.hold !== 'test') return
  lived(c, 20, 60)
  yield* letterBack(c, c.tell.phrase('observe'))
  worked(c, c.plan.agent, 5, 20)
  yield* write(c, c.plan.agent, c.tell.phrase('observe_reply'))
  c.at = later(c.at, MINUTE)
  yield* ask(c, c.plan.agent, { method: 'POST', url: '/wait', body: { reason: 'customer-test' } })
}

function* notYet(c: Telling): Part {
  const { agent } = c.plan
  lived(c, 60, 900)
  const still = c.tell.phrase('still_broken')
  yield* letterBack(c, still)
  c.at = later(c.at, MINUTE)
  yield* press(c, 'closing', false, still)
  worked(c, agent, 6, 50)
  const steps = c.tell.phrase('answer_again')
  yield* write(c, agent, steps)
  c.at = later(c.at, 2 * MINUTE)
  const { main } = yield* look(c)
  if (isActive(main, 'answer')) yield* complete(c, agent, 'answer', { codes: { result: 'answered' }, words: { answer: steps } })
}

/** Yes by the link, yes by a letter that the agent enters, or nothing at all. */
function* confirmed(c: Telling): Part {
  const { agent, twist } = c.plan
  if (twist === 'silent') {
    c.at = later(c.at, 7 * 24 * HOUR + 10 * MINUTE)
    return
  }
  lived(c, 30, 1_100)
  if (chance(c, 0.72)) {
    yield* press(c, 'closing', true)
    if (chance(c, 0.3)) {
      c.at = later(c.at, 3 * MINUTE)
      yield* letterBack(c, c.tell.phrase('thanks'), { bare: true })
    }
    return
  }
  yield* letterBack(c, c.tell.phrase('works_now'))
  worked(c, agent, 5, 45)
  yield { at: c.at, does: ({ main }) => confirmForCustomer(main, agent, c.tell.phrase('confirmed_by_letter')) }
}

function confirmForCustomer(main: Parameters<typeof isActive>[0], who: string, said: string) {
  const open = main?.confirmations.find((it) => it.step === 'closing' && it.status === 'open')
  return open === undefined ? null : { kind: 'ask' as const, of: 'main' as const, who, request: { method: 'POST' as const, url: '/confirmations/:confirmation/answer', params: { confirmation: open.id }, body: { confirmed: true, note: said } } }
}

/** It was solved, and comes back within two weeks. */
function* again(c: Telling): Part {
  const { agent, hold } = c.plan
  lived(c, 60 * 24, hold === null ? 60 * 24 * 9 : 60 * 26)
  yield* letterBack(c, c.tell.phrase('reopen'))
  if (hold === 'reopened') return
  worked(c, agent, 8, 60)
  const { main } = yield* look(c)
  if (!isActive(main, 'answer')) return
  const steps = c.tell.phrase('answer_again')
  yield* write(c, agent, steps)
  c.at = later(c.at, 2 * MINUTE)
  yield* complete(c, agent, 'answer', { codes: { result: 'answered' }, words: { answer: steps } })
  lived(c, 60, 700)
  yield* press(c, 'closing', true)
  yield* callBack(c)
}
