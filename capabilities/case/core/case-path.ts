import type { Code, Condition, Facts } from '#capabilities/handbook/core/condition.ts'
import { holds } from '#capabilities/handbook/core/condition.ts'
import { END } from './step-graph.ts'

/** A way from one step to another, as the flowchart has it. */
export type PathWay = { readonly from: string; readonly to: string; readonly on: readonly string[]; readonly when: Condition | null; readonly why: string }
/** How the case has lived a step so far. */
export type Lived = { readonly key: string; readonly status: string; readonly round: number; readonly form: string | null }
/** Where a step stands on the way of a case: `ahead` will come, `maybe` depends on what is still open. */
export type PathStep = { readonly key: string; readonly state: 'done' | 'active' | 'dropped' | 'ahead' | 'maybe'; readonly round: number }

export type Path = { readonly steps: readonly string[]; readonly ways: readonly PathWay[]; readonly lived: readonly Lived[]; readonly facts: Readonly<Record<string, Code>>; readonly over: boolean }

/** The way of a case through its scenario, in the scenario's order: what was done, what is being done, what comes or may come. */
export function pathOf({ steps, ways, lived, facts, over }: Path): readonly PathStep[] {
  const active = lived.filter(({ status }) => status === 'active')
  const onwards = forwardWays(ways, settledFacts(facts, active))
  const from = over ? [] : active.length > 0 ? active.map(({ key }) => key) : lived.length === 0 ? ['start'] : []
  const sure = surelyAfter(onwards, [...steps, 'start'])
  const certain = new Set(from.flatMap((key) => [...(sure.get(key) ?? [])]))
  const possible = reached(from, onwards)
  return steps.flatMap((key): readonly PathStep[] => {
    const standing = lived.find((step) => step.key === key)
    if (standing !== undefined) return [{ key, state: stateOf(standing, certain), round: standing.round }]
    if (!possible.has(key)) return []
    return [{ key, state: certain.has(key) ? 'ahead' : 'maybe', round: 0 }]
  })
}

/** A step that was done and then left behind by a loop comes again. */
function stateOf({ key, status }: Lived, certain: ReadonlySet<string>): PathStep['state'] {
  if (status === 'active' || status === 'dropped') return status
  return certain.has(key) ? 'ahead' : 'done'
}

/** What a form that is open now will say is not settled yet. */
function settledFacts(facts: Path['facts'], active: readonly Lived[]): Facts {
  const open = active.flatMap(({ form }) => (form === null ? [] : [`${form}.`]))
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !open.some((head) => name.startsWith(head))))
}

/** Ways that can still be gone, grouped: those of one outcome and condition are gone together. `always`: whatever the outcome, unless an earlier one is gone. */
type Alternative = { readonly from: string; readonly to: readonly string[]; readonly always: boolean }

function forwardWays(ways: readonly PathWay[], facts: Facts): readonly Alternative[] {
  const kept: (PathWay & { readonly group: string; readonly always: boolean })[] = []
  const closed = new Set<string>()
  for (const way of ways) {
    if (way.why !== 'next' && way.why !== 'start') continue
    const judged = way.when === null ? true : judge(way.when, facts)
    const group = `${way.from} ${way.on.join()} ${JSON.stringify(way.when)}`
    if (judged === false || (closed.has(way.from) && !kept.some((other) => other.group === group))) continue
    // The first way that surely holds is the one gone; what is written after it never is.
    const always = judged === true && way.on.length === 0
    if (always) closed.add(way.from)
    kept.push({ ...way, group, always })
  }
  return [...new Set(kept.map(({ group }) => group))].map((group) => {
    const together = kept.filter((way) => way.group === group)
    return { from: together[0]?.from ?? '', to: together.map(({ to }) => to), always: together[0]?.always === true }
  })
}

function reached(from: readonly string[], ways: readonly Alternative[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [...from]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue
    seen.add(key)
    for (const way of ways) if (way.from === key) open.push(...way.to)
  }
  return seen
}

/** Per step, what every course from it to the end passes through: begun with everything, narrowed until nothing changes. */
function surelyAfter(ways: readonly Alternative[], keys: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const sure = new Map<string, ReadonlySet<string>>(keys.map((key) => [key, new Set([...keys, END])]))
  for (let changed = true; changed; ) {
    changed = false
    for (const key of keys) {
      const leaving = ways.filter(({ from }) => from === key)
      const courses: ReadonlySet<string>[] = leaving.map(({ to }) => new Set(to.flatMap((target) => [target, ...(target === END ? [] : (sure.get(target) ?? []))])))
      // An outcome for which nothing is written ends this branch: nothing is sure to follow.
      if (!leaving.some(({ always }) => always)) courses.push(new Set())
      const next = new Set([...(courses[0] ?? [])].filter((step) => courses.every((course) => course.has(step))))
      if (next.size === sure.get(key)?.size) continue
      sure.set(key, next)
      changed = true
    }
  }
  return sure
}

/** Whether a condition holds, fails, or cannot be told while a fact it asks for is open (null). */
function judge(condition: Condition, facts: Facts): boolean | null {
  const parts = factsAsked(condition)
  return parts.every((name) => facts[name] !== undefined) ? holds(condition, facts) : null
}

function factsAsked(condition: Condition): readonly string[] {
  return Object.entries(condition).flatMap(([name, test]) => {
    if ((name === 'any' || name === 'all') && Array.isArray(test)) return (test as readonly Condition[]).flatMap(factsAsked)
    if (name === 'not' && typeof test === 'object' && !Array.isArray(test)) return factsAsked(test as Condition)
    return [name]
  })
}
