import type { CaseCommand } from './case-command.ts'
import { activeSteps } from './case-state.ts'
import { lengthOf } from './compile-scenario.ts'
import { later } from '#kernel/instant.ts'
import { endClocks } from './clock-rules.ts'
import { reopenCase, stopWaiting, takesMessages } from './decide-words.ts'
import { close, openChild } from './settle.ts'
import { askUnsent, dropActiveSteps, setTimer, startStep } from './step-flow.ts'
import { emit, refuse, stepOf, type Unfolding } from './unfolding.ts'

type Command<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

/** One owning team and at most one assignee; earlier handlers stay as collaborators. */
export function assign(u: Unfolding, command: Command<'assign'>): void {
  requireLiving(u)
  if (command.taking === true && u.state.assigneeId !== null) refuse('case.taken')
  if (command.taking === true && u.state.teamId !== command.teamId) refuse('case.handed_on')
  const team = command.teamId === null ? null : (u.facts.team(command.teamId) ?? refuse('case.team_role', { role: '' }))
  emit(u, { type: 'case.assigned', at: u.at, teamId: command.teamId, role: team?.role ?? null, assigneeId: command.assigneeId, why: 'person' })
}

function requireLiving(u: Unfolding): void {
  if (u.state.status === 'closed') refuse('case.closed')
}

/** The case waits for the customer, for a reason the handbook names; clocks that say so stand still. */
export function startWaiting(u: Unfolding, command: Command<'startWaiting'>): void {
  requireLiving(u)
  if (u.state.wait !== null) refuse('case.already_waiting')
  const wait = Object.hasOwn(u.facts.scenario.definition.waits, command.reason) ? u.facts.scenario.definition.waits[command.reason] : undefined
  if (wait === undefined) refuse('case.wait_unknown', { reason: command.reason })
  if (command.until !== null && command.until <= u.at) refuse('case.wait_until_past')
  const longest = wait.longest === undefined ? null : later(u.at, lengthOf(wait.longest))
  const until = command.until === null || longest === null ? (command.until ?? longest) : command.until < longest ? command.until : longest
  const by = u.facts.actor.kind === 'staff' || u.facts.actor.kind === 'api_key' ? u.facts.actor.id : null
  emit(u, { type: 'case.waiting_started', at: u.at, reason: command.reason, until, by })
  if (until !== null) setTimer(u, { key: 'wait', at: until, does: 'end_wait', step: null, of: null })
}

export function endWaiting(u: Unfolding): void {
  if (u.state.wait === null) refuse('case.not_waiting')
  stopWaiting(u, 'person')
}

/** Ends a case outside its scenario for a reason the handbook allows; its promises are called off, not kept. */
export function dismiss(u: Unfolding, command: Command<'dismiss'>): void {
  requireLiving(u)
  if (!Object.hasOwn(u.facts.scenario.definition.dismissals, command.dismissal)) refuse('case.dismissal_unknown', { dismissal: command.dismissal })
  if (u.state.children.some((child) => child.open)) refuse('case.has_open_children')
  endClocks(u)
  dropActiveSteps(u)
  withdrawInvitations(u)
  close(u, command.dismissal)
}

function withdrawInvitations(u: Unfolding): void {
  for (const it of u.state.invitations.filter((invitation) => invitation.status === 'open' || invitation.status === 'planned')) {
    emit(u, { type: 'case.survey_withdrawn', at: u.at, invitationId: it.id, step: it.step, survey: it.survey })
    for (const timer of u.state.timers.filter((timer) => timer.of === it.id)) emit(u, { type: 'case.timer_cleared', at: u.at, key: timer.key })
  }
}

/** A person takes the case up again, within the time in which a reply of the customer would. */
export function reopen(u: Unfolding): void {
  if (u.state.status === 'open') refuse('case.not_closed')
  if (u.state.children.some((child) => child.open)) refuse('case.has_open_children')
  if (!takesMessages(u.state, u.facts.scenario, u.at)) refuse('case.reopen_too_late')
  reopenCase(u, 'person')
}

export function addChild(u: Unfolding, command: Command<'openChild'>): void {
  openChild(u, command)
}

export function childClosed(u: Unfolding, command: Command<'childClosed'>): void {
  const child = u.state.children.find((it) => it.id === command.childId)
  if (child === undefined || !child.open) return
  emit(u, { type: 'case.child_closed', at: u.at, childId: command.childId, recovered: command.recovered })
}

/** The story goes on in another case. Reversible: steps and clocks stand still and are kept. */
export function mergeInto(u: Unfolding, command: Command<'mergeInto'>): void {
  if (command.otherId === u.state.id) refuse('case.same_case')
  if (u.state.parentId !== null) refuse('case.child_merge')
  requireLiving(u)
  if (u.state.children.some((child) => child.open)) refuse('case.has_open_children')
  emit(u, { type: 'case.merged_into', at: u.at, otherId: command.otherId })
  u.effects.push({ type: 'command', caseId: command.otherId, scenario: null, key: `merge:${u.state.id}:${u.at}`, command: { type: 'takeOver', otherId: u.state.id } })
}

export function undoMerge(u: Unfolding): void {
  if (u.state.status !== 'merged' || u.state.mergedInto === null) refuse('case.not_merged')
  emit(u, { type: 'case.merge_undone', at: u.at, otherId: u.state.mergedInto })
}

export function setCustomer(u: Unfolding, command: Command<'setCustomer'>): void {
  if (command.customerId === u.state.customerId) return
  emit(u, { type: 'case.customer_set', at: u.at, customerId: command.customerId, codes: command.facts })
  askUnsent(u)
}

/** The case goes on under another handbook version. Every active step must exist there, by its key or by the mapping. */
export function moveVersion(u: Unfolding, command: Command<'moveVersion'>): void {
  requireLiving(u)
  if (command.handbook !== u.facts.scenario.handbook) refuse('case.scenario_unknown')
  if (command.handbook === u.state.handbook) return
  for (const step of activeSteps(u.state)) {
    const target = step in command.steps ? command.steps[step] : step
    if (target !== null && (target === undefined || !u.facts.scenario.steps.has(target))) refuse('case.mapping_incomplete', { step })
  }
  emit(u, { type: 'case.version_moved', at: u.at, handbook: command.handbook, steps: command.steps })
  if (activeSteps(u.state).length === 0 && u.state.status === 'open') startStep(u, u.facts.scenario.definition.start)
  for (const key of activeSteps(u.state)) stepOf(u, key)
  cancelVanished(u)
}

function cancelVanished(u: Unfolding): void {
  const known = new Set(u.facts.scenario.clocks.map((rule) => rule.definition.key))
  endClocks(u, (clock) => !known.has(clock.key))
}
