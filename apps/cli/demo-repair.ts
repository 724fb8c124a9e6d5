import { HOUR, later, MINUTE, type Instant } from '#kernel/instant.ts'
import { assign, ask, atOnce, call, chance, colleagueOf, complete, inHand, isActive, lived, look, note, press, worked, write, type Part, type Telling } from './demo-beat.ts'
import { letterBack } from './demo-letters.ts'

const ENGINEER = 'lintao'

/** Tech support takes over: diagnosis, plan, the customer's consent, the work, the customer's word that it is done. */
export function* repair(c: Telling): Part {
  const { hold } = c.plan
  if (hold === 'answer' || hold === 'dispatch') return
  yield* handedOver(c)
  if (hold === 'diagnosis') return
  yield* diagnosed(c)
  if (hold === 'solution') return
  yield* proposed(c)
  if (hold === 'consent') return
  if (!(yield* agreed(c))) return
  if (hold === 'visit') return
  yield* carriedOut(c)
  if (hold === 'execution' || hold === 'closing') return
  yield* closed(c)
}

function* handedOver(c: Telling): Part {
  const { agent, tech, problem } = c.plan
  const names = { tech: colleagueOf(c, tech).name }
  c.at = later(c.at, 2 * MINUTE)
  yield* write(c, agent, c.tell.phrase(problem.urgency === 'urgent' ? 'hand_over_urgent' : 'hand_over', names))
  if (problem.urgency === 'urgent') atOnce(c, agent, 1, 5)
  else worked(c, agent, 0.5, 3)
  const { id, teamId } = colleagueOf(c, tech)
  const briefing = c.tell.phrase('briefing', { finding_hint: c.tell.phrase('finding_hint'), phone_tail: c.plan.customer.phone.slice(-4) })
  yield* complete(c, agent, 'dispatch', { words: { briefing } }, { assign: { teamId, assigneeId: id } })
}

function* diagnosed(c: Telling): Part {
  const { tech, problem, hold } = c.plan
  if (hold === null && chance(c, 0.1)) {
    atOnce(c, tech, 2, 6)
    yield* call(c, tech, false, c.tell.phrase('missed_call'))
  }
  if (problem.urgency === 'urgent') atOnce(c, tech, 4, 18)
  else worked(c, tech, 5, 65)
  yield* call(c, tech, true, c.tell.phrase('tech_call'))
  worked(c, tech, 15, problem.urgency === 'urgent' ? 40 : 110)
  const finding = c.tell.fill(problem.finding)
  yield* complete(c, tech, 'diagnosis', { codes: { cause: problem.cause }, words: { finding } })
  if (chance(c, 0.35)) yield* note(c, tech, c.tell.phrase('notes', { agent: colleagueOf(c, c.plan.agent).name, tech: colleagueOf(c, tech).name }))
}

/** The plan goes to the customer; for what takes longer an interim plan is told first. */
function* proposed(c: Telling): Part {
  const { tech, problem } = c.plan
  const plan = c.tell.fill(problem.plan)
  if (problem.complexity === 'complex' && chance(c, 0.93)) {
    worked(c, tech, 5, 30)
    yield* ask(c, tech, { method: 'POST', url: '/records', body: { record: 'interim-plan', form: { words: { plan: c.tell.phrase('interim', { plan }) } } } })
    c.told = c.at
  }
  worked(c, tech, 10, 60)
  if (chance(c, 0.5)) yield* write(c, tech, c.tell.phrase('reply_tech', { finding: c.tell.fill(problem.finding), tech: colleagueOf(c, tech).name }))
  c.at = later(c.at, 2 * MINUTE)
  yield* complete(c, tech, 'solution', { codes: { way: problem.way === 'answer' ? 'remote' : problem.way }, words: { plan } })
}

/** True when the customer agreed; a customer who never answers lets the question lapse. */
function* agreed(c: Telling): Part<boolean> {
  const { tech, twist, hold, problem } = c.plan
  lived(c, 10, hold !== null || problem.urgency === 'urgent' ? 50 : 500)
  if (twist === 'plan-declined') {
    yield* press(c, 'consent', false, c.tell.phrase('decline_plan'))
    worked(c, tech, 15, 60)
    yield* complete(c, tech, 'solution', { codes: { way: problem.way === 'answer' ? 'remote' : problem.way }, words: { plan: c.tell.phrase('plan_again', { plan: c.tell.fill(problem.plan) }) } })
    lived(c, 20, 200)
  } else if (twist === 'silent' && hold === null && chance(c, 0.3)) {
    c.at = later(c.at, 7 * 24 * HOUR)
    return false
  }
  yield* press(c, 'consent', true)
  return true
}

function* carriedOut(c: Telling): Part {
  const { problem, hold } = c.plan
  const onSite = problem.way === 'on_site'
  const hand = onSite ? ENGINEER : c.plan.tech
  if (onSite) yield* visited(c)
  else if (problem.complexity === 'complex' && (problem.way !== 'remote' || chance(c, 0.4))) yield* shipped(c)
  if (hold === 'execution') return
  yield* workedInformed(c, hand, onSite ? 60 : 15, onSite ? 160 : 90)
  if (onSite) yield* inHand(c, c.plan.tech, hand)
  if (chance(c, 0.15)) {
    yield* complete(c, hand, 'execution', { codes: { done: false }, words: { progress: c.tell.phrase('half_done') } })
    yield* workedInformed(c, hand, 60, 200)
    if (onSite) yield* inHand(c, c.plan.tech, hand)
  }
  yield* complete(c, hand, 'execution', { codes: { done: true }, words: { progress: c.tell.fill(problem.done) } })
}

function* visited(c: Telling): Part {
  const { tech, problem } = c.plan
  worked(c, tech, 10, 60)
  const day = later(c.at, (problem.urgency === 'urgent' ? 3 : 20) * HOUR)
  yield* complete(c, tech, 'visit', { codes: { visit_on: c.hours.calendar.dateOf(day) }, words: { details: c.tell.phrase('visit_details') } })
  c.at = later(c.at, MINUTE)
  yield* assign(c, tech, ENGINEER, { lender: tech })
  yield* workedInformed(c, ENGINEER, 20, problem.urgency === 'urgent' ? 70 : 240)
}

/** Parts are on their way for a day or three, and the customer hears how things stand. */
function* shipped(c: Telling): Part {
  const days = c.plan.hold === null ? 1 + Math.floor(c.tell.rng() * 3) : 1
  yield* keptInformed(c, later(c.at, days * 24 * HOUR))
}

/** Work that reaches over a night or a weekend does not leave the customer in silence. */
function* workedInformed(c: Telling, who: string, from: number, to: number): Part {
  const before = c.at
  worked(c, who, from, to)
  const until = c.at
  c.at = before
  yield* keptInformed(c, until)
  if (c.at < until) c.at = until
}

/** News before a day has passed in silence, mostly. */
function* keptInformed(c: Telling, until: Instant): Part {
  while (later(c.told, 23 * HOUR) < until) {
    const next = c.hours.duty(later(c.told, Math.round(17 * 60 + c.tell.rng() * 270) * MINUTE))
    c.at = next > c.at ? next : later(c.at, MINUTE)
    if (c.at >= until) return
    c.told = c.at
    if (!chance(c, 0.94)) continue
    yield* ask(c, c.plan.tech, { method: 'POST', url: '/records', body: { record: 'news', form: { words: { news: c.tell.phrase('news', { lintao: '林涛' }) } } } })
  }
  if (until > c.at) c.at = c.hours.duty(until)
}

/** The closing question: yes by link, or word that it is not done yet. */
function* closed(c: Telling): Part {
  const { tech, twist, problem } = c.plan
  if (twist === 'silent') {
    c.at = later(c.at, 7 * 24 * HOUR + 10 * MINUTE)
    return
  }
  lived(c, 20, 900)
  if (twist === 'unsolved') {
    const still = c.tell.phrase('still_broken')
    yield* press(c, 'closing', false, still)
    worked(c, tech, 10, 50)
    yield* write(c, tech, c.tell.phrase('recheck_reply', { tech: colleagueOf(c, tech).name }))
    yield* once(c)
    lived(c, 30, 400)
  }
  yield* press(c, 'closing', true)
  if (chance(c, 0.25)) {
    c.at = later(c.at, 4 * MINUTE)
    yield* letterBack(c, c.tell.phrase('thanks'), { bare: true })
  }
  if (problem.type === 'wish' && chance(c, 0.3)) yield* note(c, c.plan.agent, c.tell.phrase('wish_note'))
}

/** Diagnosis, plan and work once more. */
function* once(c: Telling): Part {
  const { tech, problem } = c.plan
  const { main } = yield* look(c)
  if (!isActive(main, 'diagnosis')) return
  worked(c, tech, 20, 60)
  yield* complete(c, tech, 'diagnosis', { codes: { cause: problem.cause }, words: { finding: c.tell.phrase('recheck_finding', { finding: c.tell.fill(problem.finding) }) } })
  c.at = later(c.at, 5 * MINUTE)
  yield* complete(c, tech, 'solution', { codes: { way: 'remote' }, words: { plan: c.tell.phrase('recheck_plan', { plan: c.tell.fill(problem.plan) }) } })
  lived(c, 5, 120)
  yield* press(c, 'consent', true)
  worked(c, tech, 30, 120)
  yield* complete(c, tech, 'execution', { codes: { done: true }, words: { progress: c.tell.phrase('recheck_done', { done: c.tell.fill(problem.done) }) } })
}
