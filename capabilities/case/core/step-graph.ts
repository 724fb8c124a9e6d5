import type { ScenarioDefinition, StepDefinition } from '../definition.ts'

/** The word of `next` that ends a scenario. */
export const END = 'end'

/** One or several written alike: `to: a` and `to: [a, b]`. */
export const listed = <T>(value: T | readonly T[] | undefined): readonly T[] => (value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T])

/** Where a step can lead, `end` included. */
export const targetsOf = (step: StepDefinition): readonly string[] => [...new Set(step.next.flatMap(({ to }) => listed(to)))]

/** Steps a case can come to: from the start, by reopening, or by a rule. */
export function reachableSteps(scenario: ScenarioDefinition): ReadonlySet<string> {
  const begun = (scenario.rules ?? []).flatMap(({ does }) => ('startsStep' in does ? [does.startsStep] : []))
  return spread([scenario.start, scenario.reopening.to, ...begun], new Map(scenario.steps.map((step) => [step.key, targetsOf(step)])))
}

/** Steps from which the end of the scenario can be reached. */
export function endingSteps(scenario: ScenarioDefinition): ReadonlySet<string> {
  const backwards = new Map<string, string[]>()
  for (const step of scenario.steps) for (const target of targetsOf(step)) backwards.set(target, [...(backwards.get(target) ?? []), step.key])
  return spread([END], backwards)
}

function spread(from: readonly string[], edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [...from]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue
    seen.add(key)
    open.push(...(edges.get(key) ?? []))
  }
  return seen
}

/** The outcomes a step can have: those its form sets, else those of its kind. */
export function outcomesOf(scenario: ScenarioDefinition, step: StepDefinition): readonly string[] {
  const form = scenario.forms.find(({ key }) => key === step.form)
  const deciding = form?.fields.find(({ outcome }) => outcome === true)
  const chosen = Object.keys(deciding?.choices ?? {})
  switch (step.kind) {
    case 'confirmation': return ['confirmed', 'declined', 'lapsed']
    case 'survey': return [...new Set([...chosen, 'answered', 'lapsed', 'done'])]
    case 'task': return deciding === undefined ? ['done'] : deciding.required === true ? chosen : [...chosen, 'done']
  }
}
