import type { CaseEvent, CaseOwnEvent } from '#capabilities/case/core/case-event.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import type { Scenario } from '#capabilities/case/core/compile-scenario.ts'
import { evolveCase } from '#capabilities/case/core/evolve-case.ts'
import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import { evolveClock } from '#capabilities/clock/core/evolve-clock.ts'
import type { Instant } from '#kernel/instant.ts'
import { noneTooEarly, onceOnly, spentIsCounted } from '#sim/laws-of-history.ts'

/** A case as it stands in the rows, and its events in the order of their versions. */
export type LivedCase = { readonly version: number; readonly state: CaseState; readonly clocks: readonly Clock[]; readonly versions: readonly number[]; readonly events: readonly CaseEvent[] }
export type Rulebook = { readonly scenario: (key: string) => Scenario | undefined; readonly calendar: (key: string) => Calendar; readonly now: Instant }

/** An announcement that is this late after everything was drained has been forgotten. */
const FORGOTTEN_MS = 2_000

/** What may never have happened to a case, each breach in words. */
export function historyBreaches(lived: LivedCase, rules: Rulebook): readonly string[] {
  const { events, clocks } = lived
  const everywhere = [...onceOnly(events), ...noneTooEarly(events), ...spentIsCounted(clocks, rules.now, rules.calendar)]
  return [...replayed(lived), ...stepsAllowed(lived, rules), ...announced(lived, rules), ...everywhere].map((law) => `${lived.state.number}: ${law}`)
}

const isOwn = (event: CaseEvent): event is CaseOwnEvent => event.type.startsWith('case.')
const isOfClock = (event: CaseEvent): event is Exclude<CaseEvent, CaseOwnEvent> => event.type.startsWith('clock.')
/** Equal whatever the order of keys: events come back from jsonb. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
}

/** Every change has one event, and the rows are what the events say. */
function replayed({ version, versions, state, clocks, events }: LivedCase): readonly string[] {
  if (versions.some((each, index) => each !== index + 1) || version !== versions.length) return [`version ${version} has the events ${versions.join(' ')}`]
  let told: CaseState | null = null
  const kept = new Map<string, Clock>()
  for (const event of events) {
    if (isOwn(event)) told = evolveCase(told, event)
    else if (isOfClock(event)) kept.set(event.clockId, evolveClock(kept.get(event.clockId) ?? null, event))
  }
  const byId = (list: Iterable<Clock>) => [...list].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return [...(same(told, state) ? [] : ['the row is not what its events say']), ...(same(byId(kept.values()), byId(clocks)) ? [] : ['the clocks are not what their events say'])]
}

/** No step is begun without leave, none is done that was not begun. */
function stepsAllowed({ state, events }: LivedCase, { scenario }: Rulebook): readonly string[] {
  const definition = scenario(state.scenario)?.definition
  if (definition === undefined) return []
  const found: string[] = []
  let granted: readonly string[] = []
  let active: readonly string[] = []
  for (const event of events) {
    if (event.type === 'case.opened') granted = [definition.start]
    if (event.type === 'case.reopened') granted = [...granted, definition.reopening.to]
    if (event.type === 'case.step_started') {
      if (!granted.includes(event.step)) found.push(`step ${event.step} is begun without leave`)
      granted = granted.filter((step) => step !== event.step)
      active = [...active, event.step]
    }
    if (event.type !== 'case.step_completed') continue
    if (!active.includes(event.step)) found.push(`step ${event.step} is done without being begun`)
    active = active.filter((step) => step !== event.step)
    granted = [...granted, ...(definition.steps.find(({ key }) => key === event.step)?.next.flatMap(({ to }) => to) ?? [])]
  }
  return found
}

/** No breach is forgotten. */
function announced({ events, clocks }: LivedCase, { now }: Rulebook): readonly string[] {
  const missed = new Set(events.flatMap((event) => (event.type === 'clock.missed' ? [event.clockId] : [])))
  const forgotten = clocks.filter(({ id, status, dueAt }) => status === 'running' && dueAt !== null && dueAt < now - FORGOTTEN_MS && !missed.has(id))
  return forgotten.map(({ key }) => `the breach of ${key} was never announced`)
}
