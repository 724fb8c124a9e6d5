import type { ClockEvent } from '#capabilities/clock/core/clock-event.ts'
import { holds } from '#capabilities/handbook/core/condition.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { RuleDefinition } from '../definition.ts'
import type { CaseEffect } from './case-command.ts'
import type { CaseOwnEvent } from './case-event.ts'
import { activeSteps } from './case-state.ts'
import { alignClocks, applyClockTriggers, endClocks } from './clock-rules.ts'
import { answersTo, factsOf, happeningsOf, type Happening } from './happenings.ts'
import { clearTimers, dropStep, startStep, tellCustomer } from './step-flow.ts'
import { emit, stepOf, wish, type Unfolding } from './unfolding.ts'

/** Draws every consequence of what happened: clocks, rules of the handbook, closing. Ends because events are limited. */
export function settle(u: Unfolding): void {
  for (;;) {
    const event = u.unsettled.shift()
    if (event !== undefined) consequences(u, event)
    else if (!closeWhenFree(u)) break
  }
  alignClocks(u, u.state.facts !== u.factsBefore || u.events[0]?.type === 'case.version_moved')
  if (u.state.status === 'closed') endClocks(u)
}

function consequences(u: Unfolding, event: CaseOwnEvent): void {
  if (u.state.status === 'merged') return
  for (const happening of happeningsOf(event)) {
    applyClockTriggers(u, happening)
    applyRules(u, happening)
  }
}

function applyRules(u: Unfolding, happening: Happening): void {
  if (u.state.observed) return
  for (const rule of u.facts.scenario.rules.get(happening.signal) ?? []) {
    if (answersTo(rule.on, happening, u.state)) carryOut(u, rule)
  }
}

function carryOut(u: Unfolding, rule: RuleDefinition): void {
  const { does } = rule
  if ('opensChild' in does) openChild(u, { childId: u.facts.ids(), scenario: does.opensChild, role: does.role, rule: rule.key })
  else if ('startsStep' in does) startStep(u, does.startsStep)
  else if ('tells' in does) {
    emit(u, { type: 'case.told_by_rule', at: u.at, wording: does.tells, rule: rule.key })
    tellCustomer(u, does.tells, null, `rule:${rule.key}:${u.at}`)
  } else {
    const draftId = u.facts.ids()
    emit(u, { type: 'case.knowledge_proposed', at: u.at, draftId })
    wish(u, { type: 'proposeKnowledge', caseId: u.state.id, draftId })
  }
}

/** A child holds its parent: a parent that was already closed is resolved again until the child is done. */
export function openChild(u: Unfolding, child: { readonly childId: Id; readonly scenario: string; readonly role: string; readonly rule: string | null }): void {
  if (u.state.status === 'closed') emit(u, { type: 'case.closure_lifted', at: u.at })
  emit(u, { type: 'case.child_opened', at: u.at, childId: child.childId, scenario: child.scenario, rule: child.rule })
  wish(u, {
    type: 'command',
    caseId: child.childId,
    scenario: child.scenario,
    key: `child:${child.childId}`,
    command: { type: 'openChildCase', parentId: u.state.id, customerId: u.state.customerId, role: child.role, facts: carriedFacts(u), channel: u.state.channel },
  })
}

/** A child knows the customer's tier; everything else it finds out for itself. */
const carriedFacts = (u: Unfolding) => {
  const tier = u.state.facts['customer.tier']
  return tier === undefined ? {} : { 'customer.tier': tier }
}

/** Closes a case whose scenario has ended and that nothing holds. True when it did. */
function closeWhenFree(u: Unfolding): boolean {
  if (!u.state.ending || (u.state.status !== 'open' && u.state.status !== 'resolved')) return false
  if (u.state.children.some((child) => child.open)) return false
  const active = activeSteps(u.state)
  if (active.some((key) => stepOf(u, key).optional !== true)) return false
  for (const key of active) dropStep(u, key)
  close(u, null)
  return true
}

/** The end of a case: what waits stops waiting, and the parent hears of it. */
export function close(u: Unfolding, dismissal: string | null): void {
  if (u.state.wait !== null) emit(u, { type: 'case.waiting_ended', at: u.at, why: 'closed' })
  clearTimers(u, (timer) => timer.does === 'end_wait' || timer.does === 'open_step')
  if (u.state.status === 'open' && dismissal === null) emit(u, { type: 'case.resolved', at: u.at })
  emit(u, { type: 'case.closed', at: u.at, dismissal })
  if (u.state.parentId === null) return
  const { recovered } = u.facts.scenario.definition
  const wonBack = recovered === undefined || u.state.facts['score'] === undefined ? null : holds(recovered, factsOf(u.state))
  wish(u, { type: 'command', caseId: u.state.parentId, scenario: null, key: `child_closed:${u.state.id}:${u.state.reopenings}`, command: { type: 'childClosed', childId: u.state.id, recovered: wonBack } })
}

/** What a clock's announcement makes people know or do (GEN-09). */
export function noticeEffects(u: Unfolding, event: ClockEvent): void {
  if (event.type === 'clock.warned') notify(u, inCharge(u), 'clock_warned', event)
  if (event.type === 'clock.missed') notify(u, inCharge(u), 'clock_missed', event)
  if (event.type !== 'clock.escalated') return
  const clock = u.clocks.find((it) => it.id === event.clockId)
  const ladder = u.facts.scenario.definition.clocks.find((it) => it.key === clock?.key)?.ladder
  const rung = ladder === undefined ? undefined : u.facts.scenario.ladders.get(ladder)?.rungs.find((it) => it.key === event.rung)
  if (rung === undefined) return
  if (rung.does === 'reassign') reassign(u)
  notify(u, rung.does === 'remind' || rung.role === undefined ? inCharge(u) : { role: rung.role }, `clock_${rung.does}`, event)
}

/** The case leaves the hands it lay in: to the leader of its team, or back to the whole team. */
function reassign(u: Unfolding): void {
  const { teamId, assigneeId } = u.state
  const leadId = teamId === null ? null : (u.facts.team(teamId)?.leadId ?? null)
  const next = leadId === assigneeId ? null : leadId
  if (next === assigneeId) return
  emit(u, { type: 'case.assigned', at: u.at, teamId, role: null, assigneeId: next, why: 'ladder' })
}

/** What tells the notices of one announcement from those of another: a person gets one of each. */
export const clockNoticeKey = (clockId: Id, about: string, at: Instant): string => `${clockId}:${about}:${at}`

type Addressee = Extract<CaseEffect, { type: 'notify' }>['to']
function inCharge(u: Unfolding): Addressee {
  if (u.state.assigneeId !== null) return { staffId: u.state.assigneeId }
  return u.state.teamId !== null ? { teamId: u.state.teamId } : { role: u.facts.scenario.definition.owner }
}

function notify(u: Unfolding, to: Addressee, about: string, event: ClockEvent & { readonly clockId: Id }): void {
  wish(u, { type: 'notify', caseId: u.state.id, to, about, clockId: event.clockId, key: clockNoticeKey(event.clockId, about, event.at) })
}
