import { checkCondition, type KnownFacts } from '#capabilities/handbook/core/check-condition.ts'
import type { Finding } from '#kernel/finding.ts'
import type { ScenarioDefinition, StepDefinition } from '../definition.ts'
import { END, endingSteps, listed, outcomesOf, reachableSteps, targetsOf } from './step-graph.ts'

type Path = Finding['path']

/** Checks the steps of a scenario as a graph: every target exists, every step can be reached and left, and no outcome leads nowhere. */
export function checkSteps(scenario: ScenarioDefinition, facts: KnownFacts): readonly Finding[] {
  const known = new Set([END, ...scenario.steps.map(({ key }) => key)])
  const unknown = (key: string, path: Path): readonly Finding[] => (known.has(key) && !(key === END && path[0] !== 'steps') ? [] : [{ path, code: 'scenario.unknown_step', params: { step: key } }])
  const astray = [
    ...unknown(scenario.start, ['start']),
    ...unknown(scenario.reopening.to, ['reopening', 'to']),
    ...scenario.steps.flatMap((step, index) => step.next.flatMap((next, at) => listed(next.to).flatMap((to) => unknown(to, ['steps', index, 'next', at, 'to'])))),
  ]
  return [
    ...astray,
    ...(scenario.steps.some(({ resolves }) => resolves === true) ? [] : [{ path: ['steps'], code: 'scenario.nothing_resolves' }]),
    // One misspelt step would make many others seem out of reach.
    ...(astray.length === 0 ? checkWays(scenario) : []),
    ...scenario.steps.flatMap((step, index) => [...checkKind(step, ['steps', index]), ...checkNext(scenario, step, index, facts)]),
  ]
}

function checkWays(scenario: ScenarioDefinition): readonly Finding[] {
  const reachable = reachableSteps(scenario)
  const ending = endingSteps(scenario)
  return scenario.steps.flatMap((step, index): readonly Finding[] => {
    const path = ['steps', index, 'key']
    if (step.key === END) return [{ path, code: 'scenario.step_called_end' }]
    if (!reachable.has(step.key)) return [{ path, code: 'scenario.unreachable_step', params: { step: step.key } }]
    return step.optional === true || ending.has(step.key) ? [] : [{ path, code: 'scenario.no_way_to_end', params: { step: step.key } }]
  })
}

function checkKind(step: StepDefinition, path: Path): readonly Finding[] {
  const parts = (['confirmation', 'survey'] as const).flatMap((part): readonly Finding[] => {
    if (step.kind === part && step[part] === undefined) return [{ path, code: 'scenario.part_missing', params: { step: step.key, part } }]
    return step.kind !== part && step[part] !== undefined ? [{ path: [...path, part], code: 'scenario.part_unfit', params: { step: step.key, part, kind: step.kind } }] : []
  })
  const { confirmation } = step
  const idle = confirmation?.wordIfUnsent !== undefined && (confirmation.writtenWhen === undefined || !confirmation.accepts.includes('word'))
  return idle ? [...parts, { path: [...path, 'confirmation', 'wordIfUnsent'], code: 'scenario.word_if_unsent_idle', params: { step: step.key } }] : parts
}

function checkNext(scenario: ScenarioDefinition, step: StepDefinition, index: number, facts: KnownFacts): readonly Finding[] {
  const path: Path = ['steps', index, 'next']
  const outcomes = outcomesOf(scenario, step)
  const conditions = step.next.flatMap(({ when }, at) => (when === undefined ? [] : checkCondition(when, facts, [...path, at, 'when'])))
  const unknown = step.next.flatMap(({ on }, at) =>
    listed(on).filter((outcome) => !outcomes.includes(outcome)).map((outcome) => ({ path: [...path, at, 'on'], code: 'scenario.unknown_outcome', params: { step: step.key, outcome, allowed: outcomes.join(', ') } })))
  const unscored = (step.survey?.scoreNeededOn ?? []).flatMap((outcome, at) =>
    outcomes.includes(outcome) ? [] : [{ path: ['steps', index, 'survey', 'scoreNeededOn', at], code: 'scenario.unknown_outcome', params: { step: step.key, outcome, allowed: outcomes.join(', ') } }])
  return [...conditions, ...unknown, ...unscored, ...leadNowhere(step, outcomes, path), ...neverTaken(step, outcomes, path)]
}

type Next = StepDefinition['next'][number]
const serves = (next: Next, outcome: string): boolean => next.on === undefined || listed(next.on).includes(outcome)

/** Outcomes for which every entry may fail. Only a side branch may simply stop. */
function leadNowhere(step: StepDefinition, outcomes: readonly string[], path: Path): readonly Finding[] {
  if (step.optional === true) return []
  const open = outcomes.filter((outcome) => !step.next.some((next) => next.when === undefined && serves(next, outcome)))
  return open.length === 0 ? [] : [{ path, code: 'scenario.next_may_fail', params: { step: step.key, outcomes: open.join(', ') } }]
}

/** Entries behind one that always holds. */
function neverTaken(step: StepDefinition, outcomes: readonly string[], path: Path): readonly Finding[] {
  return step.next.flatMap((next, at) => {
    const left = outcomes.filter((outcome) => serves(next, outcome) && !step.next.slice(0, at).some((earlier) => earlier.when === undefined && serves(earlier, outcome)))
    return left.length > 0 || targetsOf(step).length === 0 ? [] : [{ path: [...path, at], code: 'scenario.next_never_taken', params: { step: step.key } }]
  })
}
