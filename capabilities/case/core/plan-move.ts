import type { ScenarioDefinition } from '../definition.ts'

/** What of a running case the move to another handbook version touches. */
export type MovingCase = {
  readonly activeSteps: readonly string[]
  readonly openClocks: readonly string[]
  /** Names of the facts the case has, as conditions read them. */
  readonly facts: readonly string[]
}

/** Where each step that vanishes goes on: the key of a step, or null when it is dropped. */
export type StepMapping = Readonly<Record<string, string | null>>

/**
 * What would happen if the case moved. `unmapped`: active steps that the new version lacks and the mapping leaves out: the move is
 * refused. `unknownTargets`: the mapping names steps that do not exist. The rest is for the eye of who decides.
 */
export type MovePlan = {
  readonly ok: boolean
  readonly steps: readonly { readonly from: string; readonly to: string | null }[]
  readonly unmapped: readonly string[]
  readonly unknownTargets: readonly string[]
  readonly cancelledClocks: readonly string[]
  readonly changedClocks: readonly string[]
  readonly lostFacts: readonly string[]
  /** Nothing would be left to do: at least one step must go on. */
  readonly leavesNothing: boolean
}

/** The dry run of moving one case from one version of its scenario to another. */
export function planMove(moving: MovingCase, from: ScenarioDefinition, to: ScenarioDefinition, mapping: StepMapping): MovePlan {
  const known = new Set(to.steps.map(({ key }) => key))
  const mapped = (key: string): boolean => Object.hasOwn(mapping, key)
  const steps = moving.activeSteps.map((key) => ({ from: key, to: mapped(key) ? (mapping[key] ?? null) : known.has(key) ? key : null }))
  const unmapped = moving.activeSteps.filter((key) => !known.has(key) && !mapped(key))
  const unknownTargets = steps.flatMap(({ to: target }) => (target === null || known.has(target) ? [] : [target]))
  const leavesNothing = moving.activeSteps.length > 0 && steps.every(({ to: target }) => target === null)
  const clock = (scenario: ScenarioDefinition, key: string) => scenario.clocks.find((other) => other.key === key)
  return {
    ok: unmapped.length === 0 && unknownTargets.length === 0 && !leavesNothing,
    steps,
    unmapped,
    unknownTargets,
    cancelledClocks: moving.openClocks.filter((key) => clock(to, key) === undefined),
    changedClocks: moving.openClocks.filter((key) => clock(to, key) !== undefined && JSON.stringify(clock(from, key)) !== JSON.stringify(clock(to, key))),
    lostFacts: moving.facts.filter((fact) => factNames(from).has(fact) && !factNames(to).has(fact)),
    leavesNothing,
  }
}

const factNames = (scenario: ScenarioDefinition): ReadonlySet<string> =>
  new Set([...scenario.classification.map(({ key }) => key), ...scenario.forms.flatMap(({ key, fields }) => fields.map((field) => `${key}.${field.key}`))])
