import { decideClock } from '#capabilities/clock/core/decide-clock.ts'
import type { ClockCommand, ClockEvent } from '#capabilities/clock/core/clock-event.ts'
import { evolveClock } from '#capabilities/clock/core/evolve-clock.ts'
import type { Calendars, Clock } from '#capabilities/clock/core/clock.ts'
import { must } from '#kernel/assert.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Actor, CaseEffect, CaseRefusalCode } from './case-command.ts'
import type { CaseEvent, CaseOwnEvent } from './case-event.ts'
import type { CaseState } from './case-state.ts'
import type { Scenario } from './compile-scenario.ts'
import { evolveCase } from './evolve-case.ts'

/** A case with its clocks: what one decision reads and changes. */
export type CaseAggregate = { readonly state: CaseState; readonly clocks: readonly Clock[] }

/** What a decision may know beyond the case itself; all of it passed in. */
export type CaseFacts = {
  readonly scenario: Scenario
  readonly calendars: Calendars
  readonly ids: IdSource
  readonly actor: Actor
  /** Whether a mail can reach the customer of the case; of a command that names the customer, the one it names. */
  readonly mailable: boolean
  /** The role a team stands for and who leads it; undefined for a team that does not exist or is archived. */
  readonly team: (id: Id) => { readonly role: string; readonly leadId: Id | null } | undefined
}

export type CaseRefusal = Refusal<CaseRefusalCode | `clock.${string}`>

/** More than this from one command is a handbook that chases its own tail. */
const EVENTS_MAX = 400

/** Leaves the decision with a refusal; caught by `unfold` alone. */
class Refused {
  readonly refusal: CaseRefusal
  constructor(refusal: CaseRefusal) {
    this.refusal = refusal
  }
}

/** A decision in the making: the state as it will be, the events so far, and those whose consequences are still to be drawn. */
export type Unfolding = {
  readonly at: Instant
  readonly facts: CaseFacts
  state: CaseState
  clocks: readonly Clock[]
  readonly events: CaseEvent[]
  readonly effects: CaseEffect[]
  readonly unsettled: CaseOwnEvent[]
  /** What was known before the command: clocks follow what has changed. */
  readonly factsBefore: CaseState['facts'] | null
}

export type CaseDecision =
  | { readonly ok: true; readonly events: readonly CaseEvent[]; readonly effects: readonly CaseEffect[]; readonly after: CaseAggregate }
  | { readonly ok: false; readonly refusal: CaseRefusal }

/** Runs `story` on a case; its events are applied as they come, and either all of them stand or none. */
export function unfold(before: CaseAggregate | null, at: Instant, facts: CaseFacts, story: (u: Unfolding) => void): CaseDecision {
  const u: Unfolding = { at, facts, state: (before?.state ?? null) as CaseState, clocks: before?.clocks ?? [], events: [], effects: [], unsettled: [], factsBefore: before?.state.facts ?? null }
  try {
    story(u)
  } catch (left) {
    if (left instanceof Refused) return { ok: false, refusal: left.refusal }
    throw left
  }
  return { ok: true, events: u.events, effects: u.effects, after: { state: u.state, clocks: u.clocks } }
}

/** Ends the decision with a refusal: nothing of it stands. */
export function refuse(code: CaseRefusalCode, params?: Refusal['params']): never {
  throw new Refused(params === undefined ? { code } : { code, params })
}

export function emit(u: Unfolding, event: CaseOwnEvent): void {
  if (u.events.length >= EVENTS_MAX) refuse('case.too_many_events', { limit: EVENTS_MAX })
  u.state = evolveCase(u.state, event)
  u.events.push(event)
  u.unsettled.push(event)
}

export const wish = (u: Unfolding, effect: CaseEffect): void => {
  u.effects.push(effect)
}

export const isOpenClock = ({ status }: Clock): boolean => status === 'running' || status === 'paused'
export function openClock({ clocks }: Unfolding, key: string): Clock | undefined {
  for (const clock of clocks) if (clock.key === key && isOpenClock(clock)) return clock
  return undefined
}

/** Lets a clock of the case decide, and takes its events into the stream. */
export function tick(u: Unfolding, clock: Clock | null, command: ClockCommand): readonly ClockEvent[] {
  const decision = decideClock(clock, command, u.facts.calendars)
  if (!decision.ok) throw new Refused(decision.refusal as CaseRefusal)
  if (u.events.length + decision.events.length > EVENTS_MAX) refuse('case.too_many_events', { limit: EVENTS_MAX })
  let next: Clock | null = clock
  for (const event of decision.events) {
    next = evolveClock(next, event)
    u.events.push(event)
  }
  const after = must(next, 'a clock exists after its command')
  u.clocks = clock === null ? [...u.clocks, after] : u.clocks.map((it) => (it.id === after.id ? after : it))
  return decision.events
}

/** The step's definition; a running case never stands on a step its handbook lacks. */
export const stepOf = (u: Unfolding, key: string) => must(u.facts.scenario.steps.get(key), `step ${key} is in the handbook version of the case`)
