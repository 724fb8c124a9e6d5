import { holds } from '#capabilities/handbook/core/condition.ts'
import type { Clock, ClockPolicy } from '#capabilities/clock/core/clock.ts'
import { must } from '#kernel/assert.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Facts } from '#capabilities/handbook/core/condition.ts'
import type { ClockRule } from './compile-scenario.ts'
import { sentConfirmation, type CaseState } from './case-state.ts'
import { answersTo, factsOf, type Happening } from './happenings.ts'
import { isOpenClock, openClock, tick, type Unfolding } from './unfolding.ts'

/**
 * Stops and starts the clocks whose triggers answer to what happened: stops first, so that a clock may begin anew.
 * What is told afterwards stops nothing that began since, and starts a clock from when it was.
 */
export function applyClockTriggers(u: Unfolding, happening: Happening): void {
  const { at: asOf = u.at } = happening
  const since = (clock: Clock): boolean => happening.at !== undefined && clock.startedAt > happening.at
  for (const { rule, trigger } of u.facts.scenario.stops.get(happening.signal) ?? []) {
    const clock = openClock(u, rule.definition.key)
    if (clock !== undefined && !since(clock) && answersTo(trigger, happening, u.state)) tick(u, clock, { type: 'stopClock', at: u.at, asOf })
  }
  for (const { rule, trigger } of u.facts.scenario.starts.get(happening.signal) ?? []) {
    if (openClock(u, rule.definition.key) === undefined && answersTo(trigger, happening, u.state)) startByRule(u, rule, asOf < u.at ? goingSince(u, asOf) : asOf)
  }
}

/** Since when the case has gone on without standing still, from `asOf` at the earliest. */
const goingSince = ({ at, clocks }: Unfolding, asOf: Instant): Instant =>
  clocks.flatMap(({ pauses }) => pauses).reduce<Instant>((since, { to }) => (to === null ? at : to > since ? to : since), asOf)

function startByRule(u: Unfolding, rule: ClockRule, asOf: Instant): void {
  const facts = factsOf(u.state)
  const policy = policyFor(rule, facts, u.state.observed)
  if (policy === undefined || !holds(rule.definition.when, facts)) return
  tick(u, null, { type: 'startClock', at: u.at, asOf, id: u.facts.ids(), key: rule.definition.key, clause: rule.clause, policy })
}

/** The policy of the first limit that applies. Imported history announces nothing. */
function policyFor(rule: ClockRule, facts: Facts, observed: boolean): ClockPolicy | undefined {
  const policy = rule.limits.find((limit) => holds(limit.when, facts))?.policy
  return policy !== undefined && observed ? { ...policy, notices: [] } : policy
}

/** Brings open clocks into line with the class of the case, the handbook version and what stands still. */
export function alignClocks(u: Unfolding, factsChanged: boolean): void {
  if (!u.clocks.some(isOpenClock)) return
  if (factsChanged) alignPolicies(u)
  for (const rule of u.facts.scenario.clocks) alignPause(u, rule)
}

function alignPolicies(u: Unfolding): void {
  // What happens to clocks changes no fact.
  const facts = factsOf(u.state)
  for (const rule of u.facts.scenario.clocks) {
    const clock = openClock(u, rule.definition.key)
    if (clock !== undefined) alignPolicy(u, rule, { clock, facts })
  }
}

function alignPolicy(u: Unfolding, rule: ClockRule, { clock, facts }: { readonly clock: Clock; readonly facts: Facts }): void {
  const policy = policyFor(rule, facts, u.state.observed)
  if (policy === undefined || !holds(rule.definition.when, facts)) tick(u, clock, { type: 'cancelClock', at: u.at })
  else if (!samePolicy(must(clock.policies.at(-1), 'a clock has a policy').policy, policy)) tick(u, clock, { type: 'changePolicy', at: u.at, policy })
}

function alignPause(u: Unfolding, rule: ClockRule): void {
  const clock = openClock(u, rule.definition.key)
  if (clock === undefined) return
  const reason = standsStill(rule, u.state)
  if (reason !== null && clock.status === 'running') tick(u, clock, { type: 'pauseClock', at: u.at, reason })
  if (reason === null && clock.status === 'paused') tick(u, clock, { type: 'resumeClock', at: u.at })
}

/** Why a clock of this rule does not run now; null when it does. */
function standsStill(rule: ClockRule, state: CaseState): string | null {
  if (state.status === 'merged') return 'merged'
  if (rule.definition.pausesWhileWaiting === true && state.wait !== null) return state.wait.reason
  const asking = rule.definition.pausesWhileAsking?.find((step) => sentConfirmation(state, step) !== undefined)
  return asking ?? null
}

/** Ends what is still open when a case is over: history without evidence stays unknown, the rest is cancelled. */
export function endClocks(u: Unfolding, which: (clock: Clock) => boolean = () => true): void {
  for (const clock of u.clocks.filter((it) => isOpenClock(it) && which(it))) tick(u, clock, { type: u.state.observed ? 'leaveUnknown' : 'cancelClock', at: u.at })
}

const samePolicy = (a: ClockPolicy, b: ClockPolicy): boolean =>
  a === b ||
  (a.counting === b.counting && a.calendar === b.calendar && a.emergency === b.emergency && a.notBefore === b.notBefore &&
    JSON.stringify(a.limit) === JSON.stringify(b.limit) && sameNotices(a, b))

const sameNotices = (a: ClockPolicy, b: ClockPolicy): boolean =>
  a.notices.length === b.notices.length && a.notices.every((notice, index) => JSON.stringify(notice) === JSON.stringify(b.notices[index]))
