import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import type { Actor, CaseCommand, CaseEffect } from '#capabilities/case/core/case-command.ts'
import type { CaseEvent } from '#capabilities/case/core/case-event.ts'
import { compileScenario, type Scenario } from '#capabilities/case/core/compile-scenario.ts'
import { decideCase } from '#capabilities/case/core/decide-case.ts'
import type { CaseAggregate, CaseDecision } from '#capabilities/case/core/unfolding.ts'
import { wakeAt } from '#capabilities/case/core/wake.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import { countedIds } from './counted-ids.ts'
import { wakeQueue, type WakeQueue } from './wake-queue.ts'

/** Who owns cases here. */
export type SimulatedTeam = { readonly id: Id; readonly role: string; readonly leadId: Id | null }
/** One version of the handbook. */
export type SimulatedHandbook = { readonly id: string; readonly scenarios: readonly Scenario['definition'][]; readonly serialDigits: number }

export type SimulationSetting = {
  readonly handbook: SimulatedHandbook
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly teams: readonly SimulatedTeam[]
  /** Whether a mail can reach this customer. */
  readonly mailable: (customerId: Id) => boolean
  readonly start: Instant
  readonly ids?: IdSource
}

/** An entry of the whole event log, in the order in which everything happened. */
export type Logged = { readonly caseId: Id; readonly actor: Actor['kind']; readonly event: CaseEvent }
/** What the product would have sent, told or proposed; each `key` once. */
export type Wish = Exclude<CaseEffect, { readonly type: 'command' }> & { readonly at: Instant }
/** A command without its instant: the simulation knows what time it is. */
export type Untimed<C = CaseCommand> = C extends CaseCommand ? Omit<C, 'at'> : never

/** How a case begins. */
export type Opening = Omit<Untimed<Extract<CaseCommand, { type: 'openCase' }>>, 'type' | 'number' | 'teamId'> & { readonly scenario: string; readonly teamId?: Id | null }
type FollowEffect = Extract<CaseEffect, { type: 'command' }>

/** A running simulation: the shell's part (load, decide, save, carry out wishes, keep time) played in memory. */
export type Simulation = {
  readonly now: () => Instant
  readonly ids: IdSource
  /** Opens a case of a scenario: numbered here, owned by the team of the scenario's owner unless one is given. */
  readonly open: (actor: Actor, opening: Opening) => CaseDecision
  readonly issue: (actor: Actor, caseId: Id, command: Untimed) => CaseDecision
  /** Lets time pass: what wakes on the way is carried out at its instant. */
  readonly advanceTo: (instant: Instant) => void
  readonly publish: (handbook: SimulatedHandbook) => void
  /** Calendars were corrected: every case is asked to measure again. */
  readonly correctCalendars: (calendars: ReadonlyMap<string, Calendar>) => void
  readonly caseOf: (id: Id) => CaseAggregate | undefined
  readonly cases: () => Iterable<CaseAggregate>
  readonly log: readonly Logged[]
  readonly wishes: readonly Wish[]
}

/** A case in memory. `wake` is the only entry of the queue that still counts for it. */
type Standing = { readonly id: Id; readonly order: number; aggregate: CaseAggregate; wake: Instant | null }

type World = {
  now: Instant
  calendars: ReadonlyMap<string, Calendar>
  handbook: string
  serialDigits: number
  /** The scenarios of a version by key. */
  readonly versions: Map<string, ReadonlyMap<string, Scenario>>
  readonly ids: IdSource
  readonly teams: ReadonlyMap<Id, SimulatedTeam>
  readonly mailable: (customerId: Id) => boolean
  readonly standing: Map<Id, Standing>
  readonly inOrder: Standing[]
  readonly queue: WakeQueue
  readonly serials: Map<string, number>
  readonly log: Logged[]
  readonly wishes: Wish[]
  readonly done: Set<string>
}

const SYSTEM: Actor = { kind: 'system' }
/** A handbook may chase its own tail across cases; a chain of wishes longer than this is a bug of the handbook or ours. */
const CHAIN_MAX = 1_000

/** Sets a simulation up: no case yet, time at `start`, the first handbook version in force. */
export function createSimulation(setting: SimulationSetting): Simulation {
  const world: World = {
    now: setting.start,
    calendars: setting.calendars,
    handbook: setting.handbook.id,
    serialDigits: setting.handbook.serialDigits,
    versions: new Map(),
    ids: setting.ids ?? countedIds(),
    mailable: setting.mailable,
    teams: new Map(setting.teams.map((team) => [team.id, team])),
    standing: new Map(),
    inOrder: [],
    queue: wakeQueue(),
    serials: new Map(),
    log: [],
    wishes: [],
    done: new Set(),
  }
  publish(world, setting.handbook)
  return {
    now: () => world.now,
    ids: world.ids,
    open: (actor, opening) => open(world, actor, opening),
    issue: (actor, caseId, command) => issue(world, actor, { caseId, scenario: null, command: { ...command, at: world.now } as CaseCommand }),
    advanceTo: (instant) => advanceTo(world, instant),
    publish: (handbook) => publish(world, handbook),
    correctCalendars: (calendars) => correctCalendars(world, calendars),
    caseOf: (id) => world.standing.get(id)?.aggregate,
    cases: () => world.inOrder.map(({ aggregate }) => aggregate),
    log: world.log,
    wishes: world.wishes,
  }
}

function publish(world: World, handbook: SimulatedHandbook): void {
  world.versions.set(handbook.id, new Map(handbook.scenarios.map((definition) => [definition.key, compileScenario(definition, handbook.id)])))
  world.handbook = handbook.id
  world.serialDigits = handbook.serialDigits
}

function open(world: World, actor: Actor, { scenario, teamId, ...opening }: Opening): CaseDecision {
  const { owner } = scenarioIn(world, world.handbook, scenario).definition
  const team = teamId === undefined ? (teamOf(world, owner)?.id ?? null) : teamId
  const command: CaseCommand = { type: 'openCase', at: world.now, number: numberFor(world, scenario), teamId: team, ...opening }
  return issue(world, actor, { caseId: opening.caseId, scenario, command })
}

/** What is asked of a case; `scenario` of a case that is to begin. */
type Errand = { readonly caseId: Id; readonly scenario: string | null; readonly command: CaseCommand }

/** One command and, at the same instant, everything it asks of other cases: first asked, first done. */
function issue(world: World, actor: Actor, errand: Errand): CaseDecision {
  const pending: FollowEffect[] = []
  const decision = perform(world, actor, errand, pending)
  for (let next = 0; next < pending.length; next += 1) {
    assert(next < CHAIN_MAX, 'a chain of wishes ends')
    follow(world, pending[next]!, pending)
  }
  return decision
}

function perform(world: World, actor: Actor, errand: Errand, pending: FollowEffect[]): CaseDecision {
  const before = world.standing.get(errand.caseId)
  const customerId = customerOf(before?.aggregate, errand.command)
  const decision = decideCase(before?.aggregate ?? null, errand.command, {
    scenario: scenarioFor(world, before?.aggregate, errand),
    calendars: (key) => must(world.calendars.get(key), `calendar ${key} exists`),
    ids: world.ids,
    actor,
    team: (id) => world.teams.get(id),
    mailable: customerId !== null && world.mailable(customerId),
  })
  if (!decision.ok) return decision
  for (const event of decision.events) world.log.push({ caseId: errand.caseId, actor: actor.kind, event })
  save(world, before ?? enter(world, errand.caseId, decision.after), decision.after)
  for (const effect of decision.effects) {
    if (effect.type === 'command') pending.push(effect)
    else wish(world, effect)
  }
  return decision
}

/** The customer whom the command names, else the one of the case. */
const customerOf = (aggregate: CaseAggregate | undefined, command: CaseCommand) => (command.type === 'openCase' || command.type === 'setCustomer' ? command.customerId : (aggregate?.state.customerId ?? null))

function wish(world: World, effect: Exclude<CaseEffect, { type: 'command' }>): void {
  if (effect.type !== 'proposeKnowledge') {
    if (world.done.has(effect.key)) return
    world.done.add(effect.key)
  }
  world.wishes.push({ ...effect, at: world.now })
}

/** The version the case runs under; the one it is moved to; the one in force for a new case. */
function scenarioFor(world: World, aggregate: CaseAggregate | undefined, { command, scenario }: Errand): Scenario {
  if (aggregate === undefined) return scenarioIn(world, world.handbook, scenario)
  const target = command.type === 'moveVersion' && world.versions.has(command.handbook) ? command.handbook : aggregate.state.handbook
  return scenarioIn(world, target, aggregate.state.scenario)
}

const scenarioIn = (world: World, handbook: string, key: string | null): Scenario => {
  const scenarios = must(world.versions.get(handbook), `handbook ${handbook} was published`)
  return must(key === null ? [...scenarios.values()][0] : scenarios.get(key), `scenario ${key} is in the handbook`)
}

function enter(world: World, id: Id, aggregate: CaseAggregate): Standing {
  const standing: Standing = { id, order: world.inOrder.length, aggregate, wake: null }
  world.standing.set(id, standing)
  world.inOrder.push(standing)
  return standing
}

function save(world: World, standing: Standing, after: CaseAggregate): void {
  standing.aggregate = after
  const wake = wakeAt(after)
  if (wake === standing.wake) return
  standing.wake = wake
  if (wake !== null) world.queue.add({ at: wake, order: standing.order })
}

function follow(world: World, effect: FollowEffect, pending: FollowEffect[]): void {
  if (world.done.has(effect.key)) return
  world.done.add(effect.key)
  const { caseId, scenario } = effect
  perform(world, SYSTEM, { caseId, scenario, command: commandFor(world, effect) }, pending)
}

function commandFor(world: World, { caseId, scenario, command }: FollowEffect): CaseCommand {
  if (command.type !== 'openChildCase') return { ...command, at: world.now }
  const { parentId, customerId, role, facts, channel } = command
  const number = numberFor(world, must(scenario, 'a child has a scenario'))
  return { type: 'openCase', at: world.now, caseId, number, customerId, channel, teamId: teamOf(world, role)?.id ?? null, parentId, facts, observed: false, messageId: null, auto: 'none' }
}

function numberFor(world: World, scenario: string): string {
  const { prefix, calendar } = scenarioIn(world, world.handbook, scenario).definition
  const date = must(world.calendars.get(calendar), `calendar ${calendar} exists`).dateOf(world.now).replaceAll('-', '')
  const serial = (world.serials.get(prefix + date) ?? 0) + 1
  world.serials.set(prefix + date, serial)
  return `${prefix}-${date}-${String(serial).padStart(world.serialDigits, '0')}`
}

function teamOf(world: World, role: string): SimulatedTeam | null {
  for (const team of world.teams.values()) if (team.role === role) return team
  return null
}

function advanceTo(world: World, instant: Instant): void {
  assert(instant >= world.now, 'time goes forward')
  for (let wake = world.queue.first(); wake !== undefined && wake.at <= instant; wake = world.queue.first()) {
    world.queue.take()
    const standing = must(world.inOrder[wake.order], 'what wakes was opened')
    if (standing.wake !== wake.at) continue
    standing.wake = null
    world.now = wake.at > world.now ? wake.at : world.now
    issue(world, SYSTEM, { caseId: standing.id, scenario: null, command: { type: 'timeReached', at: world.now } })
    assert(standing.wake === null || standing.wake > world.now, 'what was due is done')
  }
  world.now = instant
}

function correctCalendars(world: World, calendars: ReadonlyMap<string, Calendar>): void {
  world.calendars = calendars
  const known = world.inOrder.length
  for (let order = 0; order < known; order += 1) issue(world, SYSTEM, { caseId: world.inOrder[order]!.id, scenario: null, command: { type: 'calendarChanged', at: world.now } })
}
