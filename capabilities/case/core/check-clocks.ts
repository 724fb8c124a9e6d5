import { checkCondition, type KnownFacts } from '#capabilities/handbook/core/check-condition.ts'
import type { Finding } from '#kernel/finding.ts'
import type { ClockDefinition, ScenarioDefinition, TriggerDefinition } from '../definition.ts'
import type { ScenarioNames } from './scenario-names.ts'
import { CLOSING_OUTCOMES } from './happenings.ts'
import { listed, outcomesOf, reachableSteps } from './step-graph.ts'

type Path = Finding['path']
/** What a trigger is checked against. */
export type TriggerContext = { readonly scenario: ScenarioDefinition; readonly names: ScenarioNames; readonly facts: KnownFacts }

/** Checks the clocks and ladders of a scenario: somebody starts and stops each, its limits leave no case without one, its ladder has rungs. */
export const checkClocks = (context: TriggerContext): readonly Finding[] => [
  ...context.scenario.clocks.flatMap((clock, index) => checkClock(context, clock, ['clocks', index])),
  ...context.scenario.ladders.flatMap((_, index) => checkLadder(context, index)),
]

function checkClock(context: TriggerContext, clock: ClockDefinition, path: Path): readonly Finding[] {
  const { scenario, names, facts } = context
  const asking = new Set(scenario.steps.filter(({ kind }) => kind === 'confirmation').map(({ key }) => key))
  return [
    ...checkSide(context, clock, 'starts', path),
    ...checkSide(context, clock, 'stops', path),
    ...(clock.when === undefined ? [] : checkCondition(clock.when, facts, [...path, 'when'])),
    ...checkLimits(clock, facts, path),
    ...(clock.pausesWhileAsking ?? []).filter((step) => !asking.has(step)).map((step) => ({ path: [...path, 'pausesWhileAsking'], code: 'scenario.not_a_confirmation', params: { step } })),
    ...(clock.calendar === undefined || names.calendars.has(clock.calendar) ? [] : [{ path: [...path, 'calendar'], code: 'scenario.unknown_calendar', params: { calendar: clock.calendar } }]),
    ...(clock.ladder === undefined || scenario.ladders.some(({ key }) => key === clock.ladder) ? [] : [{ path: [...path, 'ladder'], code: 'scenario.unknown_ladder', params: { ladder: clock.ladder } }]),
  ]
}

function checkSide(context: TriggerContext, clock: ClockDefinition, side: 'starts' | 'stops', path: Path): readonly Finding[] {
  const each = clock[side].map((trigger, index) => checkTrigger(context, trigger, [...path, side, index]))
  const nobody = each.every((findings) => findings.some(({ code }) => NEVER.has(code)))
  return [...each.flat(), ...(nobody ? [{ path: [...path, side], code: side === 'starts' ? 'scenario.clock_never_starts' : 'scenario.clock_never_stops', params: { clock: clock.key } }] : [])]
}

/** Findings that mean: this can never happen. */
const NEVER = new Set(['scenario.unknown_step', 'scenario.step_never_reached', 'scenario.signal_never', 'scenario.unknown_record', 'scenario.unknown_survey', 'scenario.unknown_outcome', 'scenario.unknown_role'])

const KIND_OF: Readonly<Partial<Record<TriggerDefinition['on'], readonly string[]>>> = {
  asked: ['confirmation'], confirmed: ['confirmation'], declined: ['confirmation'], lapsed: ['confirmation'], invited: ['survey'], answered: ['survey'],
}
/** Signals that come from a step; the others cannot be narrowed to one. */
const OF_STEPS = ['started', 'completed', 'asked', 'confirmed', 'declined', 'lapsed', 'invited', 'answered']

/** Checks that what a trigger names exists and can happen. */
export function checkTrigger(context: TriggerContext, trigger: TriggerDefinition, path: Path): readonly Finding[] {
  const { scenario, names, facts } = context
  const records = scenario.records ?? []
  return [
    ...possible(scenario, trigger) ? [] : [{ path: [...path, 'on'], code: 'scenario.signal_never', params: { signal: trigger.on } }],
    ...listed(trigger.step).flatMap((step) => checkTriggerStep(scenario, trigger, step, [...path, 'step'])),
    ...(trigger.record === undefined || (trigger.on === 'recorded' && records.some(({ key }) => key === trigger.record)) ? [] : [{ path: [...path, 'record'], code: 'scenario.unknown_record', params: { record: trigger.record } }]),
    ...(trigger.survey === undefined || scenario.steps.some(({ survey }) => survey?.survey === trigger.survey) ? [] : [{ path: [...path, 'survey'], code: 'scenario.unknown_survey', params: { survey: trigger.survey } }]),
    ...listed(trigger.by).filter((role) => !names.roles.has(role)).map((role) => ({ path: [...path, 'by'], code: 'scenario.unknown_role', params: { role } })),
    ...checkOutcome(scenario, trigger, [...path, 'outcome']),
    ...(trigger.when === undefined ? [] : checkCondition(trigger.when, facts, [...path, 'when'])),
  ]
}

function possible(scenario: ScenarioDefinition, { on }: TriggerDefinition): boolean {
  const kinds = KIND_OF[on]
  if (kinds !== undefined) return scenario.steps.some(({ kind }) => kinds.includes(kind))
  if (on === 'classified') return scenario.classification.length > 0
  if (on === 'recorded') return (scenario.records ?? []).length > 0
  if (on === 'waiting' || on === 'resumed') return Object.keys(scenario.waits).length > 0
  if (on === 'child_opened' || on === 'child_closed') return (scenario.rules ?? []).some(({ does }) => 'opensChild' in does)
  return on !== 'resolved' || scenario.steps.some(({ resolves }) => resolves === true)
}

function checkTriggerStep(scenario: ScenarioDefinition, trigger: TriggerDefinition, key: string, path: Path): readonly Finding[] {
  const step = scenario.steps.find((other) => other.key === key)
  if (step === undefined) return [{ path, code: 'scenario.unknown_step', params: { step: key } }]
  const kinds = KIND_OF[trigger.on]
  const fits = OF_STEPS.includes(trigger.on) && (kinds === undefined || kinds.includes(step.kind))
  if (!fits) return [{ path, code: 'scenario.signal_never', params: { signal: `${trigger.on} (${key})` } }]
  return reachableSteps(scenario).has(key) ? [] : [{ path, code: 'scenario.step_never_reached', params: { step: key } }]
}

function checkOutcome(scenario: ScenarioDefinition, trigger: TriggerDefinition, path: Path): readonly Finding[] {
  const steps = trigger.step === undefined ? scenario.steps : scenario.steps.filter(({ key }) => listed(trigger.step).includes(key))
  const allowed = trigger.on === 'closed' ? CLOSING_OUTCOMES : [...new Set(trigger.on === 'completed' ? steps.flatMap((step) => outcomesOf(scenario, step)) : [])]
  return listed(trigger.outcome).filter((outcome) => !allowed.includes(outcome)).map((outcome) => ({
    path, code: 'scenario.unknown_outcome', params: { step: listed(trigger.step).join(', ') || '–', outcome, allowed: allowed.join(', ') || '–' },
  }))
}

function checkLimits(clock: ClockDefinition, facts: KnownFacts, path: Path): readonly Finding[] {
  const last = clock.limits.length - 1
  return clock.limits.flatMap(({ when, limit }, index): readonly Finding[] => {
    const at = [...path, 'limits', index]
    const zero = /[1-9]/.test(limit) ? [] : [{ path: [...at, 'limit'], code: 'scenario.limit_zero', params: { clock: clock.key } }]
    if (when === undefined) return index === last ? zero : [...zero, { path: at, code: 'scenario.limit_never_used', params: { clock: clock.key } }]
    const open = index === last && clock.when === undefined ? [{ path: [...at, 'when'], code: 'scenario.last_limit_conditional', params: { clock: clock.key } }] : []
    return [...zero, ...open, ...checkCondition(when, facts, [...at, 'when'])]
  })
}

function checkLadder({ scenario, names }: TriggerContext, index: number): readonly Finding[] {
  const ladder = scenario.ladders[index]!
  const path: Path = ['ladders', index]
  const used = scenario.clocks.some((clock) => clock.ladder === ladder.key)
  return [
    ...(ladder.rungs.length === 0 ? [{ path, code: 'scenario.ladder_without_rungs', params: { ladder: ladder.key } }] : []),
    ...(used ? [] : [{ path: [...path, 'key'], code: 'scenario.ladder_unused', params: { ladder: ladder.key }, warning: true as const }]),
    ...ladder.rungs.flatMap(({ role, does, key }, rung): readonly Finding[] => {
      if (role === undefined) return does === 'remind' ? [] : [{ path: [...path, 'rungs', rung], code: 'scenario.rung_without_role', params: { rung: key } }]
      return names.roles.has(role) ? [] : [{ path: [...path, 'rungs', rung, 'role'], code: 'scenario.unknown_role', params: { role } }]
    }),
  ]
}
