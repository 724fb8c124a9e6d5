import type { CaseEvent, CaseOwnEvent } from '#capabilities/case/core/case-event.ts'
import type { CaseState } from '#capabilities/case/core/case-state.ts'
import type { Scenario } from '#capabilities/case/core/compile-scenario.ts'
import { evolveCase } from '#capabilities/case/core/evolve-case.ts'
import { factsOf } from '#capabilities/case/core/happenings.ts'
import { replayCase } from '#capabilities/case/core/replay-case.ts'
import type { CaseAggregate } from '#capabilities/case/core/unfolding.ts'
import { holds } from '#capabilities/handbook/core/condition.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { staff } from '#scenarios/cast.ts'
import { noneTooEarly, onceOnly, spentIsCounted } from './laws-of-history.ts'
import { definitionOf } from './play-move.ts'
import { compiledCalendars, type Stage } from './stage.ts'

type Definition = Scenario['definition']

/** What may never happen (as far as the history of cases can show it), each breach in words. Empty for a sound stage. */
export function brokenLaws(stage: Stage): readonly string[] {
  const histories = new Map<Id, CaseEvent[]>()
  for (const { caseId, event } of stage.simulation.log) histories.set(caseId, [...(histories.get(caseId) ?? []), event])
  const compiled = compiledCalendars([])
  const calendars = (key: string) => must(compiled.get(key), `calendar ${key} exists`)
  return [...stage.simulation.cases()].flatMap((standing) => {
    const history = must(histories.get(standing.state.id), 'a case has a history')
    return [
      ...replayed(standing, history),
      ...stepsAllowed(stage, standing, history),
      ...closingsAllowed(history),
      ...onceOnly(history),
      ...inTime(history),
      ...noneTooEarly(history),
      ...codesOnly(history),
      ...spentIsCounted(standing.clocks, stage.simulation.now(), calendars),
    ].map((law) => `${standing.state.number}: ${law}`)
  })
}

const isOwn = (event: CaseEvent): event is CaseOwnEvent => event.type.startsWith('case.')

/** Rows are what their history says, also after it was written down and read again. */
function replayed(standing: CaseAggregate, history: readonly CaseEvent[]): readonly string[] {
  const { state, clocks } = replayCase(JSON.parse(JSON.stringify(history)) as readonly CaseEvent[])
  return [
    ...(JSON.stringify(state) === JSON.stringify(standing.state) ? [] : ['the row is not what its events say']),
    ...(JSON.stringify(clocks) === JSON.stringify(standing.clocks) ? [] : ['the clocks are not what their events say']),
  ]
}

/** No step is reached in a way the handbook does not allow, none is done that was not reached, or by whom it is not for. */
function stepsAllowed(stage: Stage, standing: CaseAggregate, history: readonly CaseEvent[]): readonly string[] {
  if (history.some(({ type }) => type === 'case.version_moved')) return []
  const definition = definitionOf(stage, standing)
  const found: string[] = []
  let granted: string[] = []
  let state: CaseState | null = null
  for (const event of history.filter(isOwn)) {
    if (event.type === 'case.step_started') {
      if (!granted.includes(event.step)) found.push(`step ${event.step} is reached without leave`)
      granted = granted.filter((key) => key !== event.step)
    }
    if (event.type === 'case.step_completed' && state?.steps[event.step]?.status !== 'active') found.push(`step ${event.step} is done without being reached`)
    if (event.type === 'case.step_completed' && !doneByRightful(definition, event)) found.push(`step ${event.step} is done by the wrong role`)
    state = evolveCase(state, event)
    granted = [...granted, ...leaveGiven(definition, state, event)]
  }
  return found
}

/** The steps to which an event gives leave. */
function leaveGiven(definition: Definition, state: CaseState, event: CaseOwnEvent): readonly string[] {
  const byRule = (definition.rules ?? []).flatMap(({ does }) => ('startsStep' in does ? [does.startsStep] : []))
  if (event.type === 'case.opened') return event.observed ? [] : [definition.start]
  if (event.type === 'case.reopened') return [definition.reopening.to]
  if (event.type !== 'case.step_completed') return byRule
  const step = definition.steps.find(({ key }) => key === event.step)
  const way = step?.next.find(({ on, when }) => (on === undefined || [on].flat().includes(event.outcome)) && holds(when, factsOf(state)))
  return [...byRule, ...(way === undefined ? [] : [way.to].flat())]
}

function doneByRightful(definition: Definition, event: Extract<CaseOwnEvent, { readonly type: 'case.step_completed' }>): boolean {
  if (event.by === null) return true
  const step = definition.steps.find(({ key }) => key === event.step)
  const rightful: readonly string[] = step === undefined ? [] : [step.role, ...(step.collaborators ?? [])]
  return Object.values(staff).some(({ id, roles }) => id === event.by && roles.some((role) => rightful.includes(role)))
}

/** A parent never closes before its children, and nothing closes on an open duty. */
function closingsAllowed(history: readonly CaseEvent[]): readonly string[] {
  const found: string[] = []
  let state: CaseState | null = null
  for (const event of history.filter(isOwn)) {
    if (event.type === 'case.closed' && state !== null) {
      if (state.children.some(({ open }) => open)) found.push('it closes while a child is open')
      if (Object.values(state.steps).some(({ status }) => status === 'active')) found.push('it closes on an active step')
    }
    state = evolveCase(state, event)
  }
  return found
}

/** Nothing is dated before what came first. */
const inTime = (history: readonly CaseEvent[]): readonly string[] =>
  history.flatMap((event, index) => (index > 0 && event.at < history[index - 1]!.at ? [`${event.type} is dated before what came first`] : []))

/** Ids, codes, numbers and names of fields: nothing a person wrote. */
const CODE = /^[\w.:-]{1,120}$/
function codesOnly(history: readonly CaseEvent[]): readonly string[] {
  const words = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return CODE.test(value) ? [] : [value]
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, inner]) => [...(CODE.test(key) ? [] : [key]), ...words(inner)])
  }
  return history.flatMap((event) => words(event).map((word) => `${event.type} carries words: ${word}`))
}
