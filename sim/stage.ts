import type { CalendarSpec } from '#capabilities/calendar/core/calendar.ts'
import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import { compileCalendar } from '#capabilities/calendar/core/compile-calendar.ts'
import type { StatutoryYear } from '#capabilities/calendar/core/statutory-days.ts'
import type { Actor } from '#capabilities/case/core/case-command.ts'
import type { Scenario } from '#capabilities/case/core/compile-scenario.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { parseInstant, type Instant } from '#kernel/instant.ts'
import { calendars, customers, staff, teams, type Colleague, type Customer } from '#scenarios/cast.ts'
import type { Move } from '#scenarios/story.ts'
import { createSimulation, type Simulation } from './simulate.ts'

/** What a simulation needs of a handbook. The first scenario is the one a case opens in unless the story says another. */
export type Manual = {
  readonly scenarios: readonly Scenario['definition'][]
  /** Clocks published to customers. */
  readonly promises: readonly { readonly scenario: string; readonly clock: string }[]
  readonly serialDigits: number
}

/** A simulation with the cast of the stories on it; `names` are the cases as the story calls them. */
export type Stage = {
  readonly simulation: Simulation
  readonly names: Map<string, Id>
  readonly manual: Manual
  versions: ReadonlyMap<string, readonly Scenario['definition'][]>
  /** The last message of the customer on each case. */
  readonly lastMessage: Map<Id, Id>
}

/** An instant that the story writes in RFC 3339. */
export const instantOf = (text: string): Instant => must(parseInstant(text), `"${text}" is an instant`)

/** The handbook version every story begins under. */
export const FIRST_VERSION = 'first'

/** Sets the cast on stage under this handbook. */
export function setStage(manual: Manual, start: Instant): Stage {
  const simulation = createSimulation({
    handbook: { id: FIRST_VERSION, ...manual },
    calendars: compiledCalendars([]),
    mailable: (customerId) => Object.values(customers).some(({ id, mail }) => id === customerId && mail),
    teams: Object.values(teams).map(({ id, role, lead }) => ({ id, role, leadId: staff[lead].id })),
    start,
  })
  return { simulation, names: new Map(), manual, versions: new Map([[FIRST_VERSION, manual.scenarios]]), lastMessage: new Map() }
}

/** The calendars of the cast, with years announced since. */
export function compiledCalendars(announced: readonly StatutoryYear[]): ReadonlyMap<string, Calendar> {
  return new Map(Object.entries(calendars).map(([key, spec]) => [key, compiled(spec, announced)]))
}

function compiled(spec: CalendarSpec, announced: readonly StatutoryYear[]): Calendar {
  const result = compileCalendar(spec, announced)
  assert(result.ok, 'the calendars of the cast are right')
  return result.calendar
}

const isColleague = (who: string): who is Colleague => Object.hasOwn(staff, who)
const isCustomer = (who: string): who is Customer => Object.hasOwn(customers, who)

/** Whoever acts, as the engine knows them. */
export function actorOf(who: Move['who']): Actor {
  if (isColleague(who)) return { kind: 'staff', id: staff[who].id, roles: staff[who].roles, overrides: false }
  if (isCustomer(who)) return { kind: 'customer', id: customers[who].id }
  return { kind: 'system' }
}

/** The id of a case by its name in the story: `main`, `main.child`, `main.child2`; null when there is none. */
export function caseNamed(stage: Stage, name: string): Id | null {
  const known = stage.names.get(name)
  if (known !== undefined) return known
  const child = /^(.+)\.child(\d*)$/.exec(name)
  if (child === null) return null
  const parent = caseNamed(stage, must(child[1], 'the parent has a name'))
  const index = child[2] === '' ? 0 : Number(child[2]) - 1
  return parent === null ? null : (stage.simulation.caseOf(parent)?.state.children[index]?.id ?? null)
}
