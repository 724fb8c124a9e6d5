import { parseLimit } from '#capabilities/clock/core/parse-limit.ts'
import type { ClockPolicy, Limit, Notice } from '#capabilities/clock/core/clock.ts'
import type { Condition } from '#capabilities/handbook/core/condition.ts'
import { assert, must } from '#kernel/assert.ts'
import { DAY, type Millis } from '#kernel/instant.ts'
import type { ClockDefinition, FormDefinition, LadderDefinition, RecordDefinition, RuleDefinition, ScenarioDefinition, Signal, StepDefinition, TriggerDefinition } from '../definition.ts'

/** A limit with the condition under which it applies, ready to run. */
export type CompiledLimit = { readonly when: Condition | undefined; readonly policy: ClockPolicy }

/** A clock rule ready to run. */
export type ClockRule = {
  readonly definition: ClockDefinition
  readonly clause: string
  readonly limits: readonly CompiledLimit[]
}

/** A scenario of one handbook version, with its look-ups built once. */
export type Scenario = {
  readonly definition: ScenarioDefinition
  readonly handbook: string
  readonly steps: ReadonlyMap<string, StepDefinition>
  readonly forms: ReadonlyMap<string, FormDefinition>
  readonly records: ReadonlyMap<string, RecordDefinition>
  readonly ladders: ReadonlyMap<string, LadderDefinition>
  readonly clocks: readonly ClockRule[]
  /** Rules and clocks that listen to a signal at all: the rest need not be asked. */
  readonly starts: ReadonlyMap<Signal, readonly { readonly rule: ClockRule; readonly trigger: TriggerDefinition }[]>
  readonly stops: ReadonlyMap<Signal, readonly { readonly rule: ClockRule; readonly trigger: TriggerDefinition }[]>
  readonly rules: ReadonlyMap<Signal, readonly RuleDefinition[]>
}

const byKey = <T extends { readonly key: string }>(items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((item) => [item.key, item]))
const first = (clauses: string | readonly string[]): string => (typeof clauses === 'string' ? clauses : must(clauses[0], 'a clause list has an entry'))

/** A length of the handbook in milliseconds; days count 24 hours (waits and reminders are elapsed time). */
export function lengthOf(text: string): Millis {
  const known = LENGTHS.get(text)
  if (known !== undefined) return known
  const limit = limitOf(text)
  const length = limit.unit === 'time' ? limit.amount : ((limit.days * DAY) as Millis)
  LENGTHS.set(text, length)
  return length
}

/** Lengths read once: a handbook writes only a few. */
const LENGTHS = new Map<string, Millis>()

function limitOf(text: string): Limit {
  const parsed = parseLimit(text)
  assert(parsed.ok, `a checked handbook has valid lengths, not "${text}"`)
  return parsed.limit
}

/** Builds the look-ups. `handbook` is the id of the version the definition comes from. */
export function compileScenario(definition: ScenarioDefinition, handbook: string): Scenario {
  const ladders = byKey(definition.ladders)
  const clocks = definition.clocks.map((clock) => compileClock(clock, definition.calendar, ladders))
  const listening = (side: 'starts' | 'stops') => {
    const index = new Map<Signal, { rule: ClockRule; trigger: TriggerDefinition }[]>()
    for (const rule of clocks) for (const trigger of rule.definition[side]) index.set(trigger.on, [...(index.get(trigger.on) ?? []), { rule, trigger }])
    return index
  }
  const rules = new Map<Signal, RuleDefinition[]>()
  for (const rule of definition.rules ?? []) rules.set(rule.on.on, [...(rules.get(rule.on.on) ?? []), rule])
  return {
    definition,
    handbook,
    steps: byKey(definition.steps),
    forms: byKey(definition.forms),
    records: byKey(definition.records ?? []),
    ladders,
    clocks,
    starts: listening('starts'),
    stops: listening('stops'),
    rules,
  }
}

function compileClock(clock: ClockDefinition, calendar: string, ladders: ReadonlyMap<string, LadderDefinition>): ClockRule {
  const notices = clock.ladder === undefined ? [] : noticesOf(must(ladders.get(clock.ladder), `ladder ${clock.ladder} exists`))
  const notBefore = clock.notBefore === undefined ? null : lengthOf(clock.notBefore)
  const limits = clock.limits.map((entry) => ({
    when: entry.when,
    policy: { limit: limitOf(entry.limit), counting: entry.counting, calendar: clock.calendar ?? calendar, notices, emergency: entry.emergency ?? false, notBefore },
  }))
  return { definition: clock, clause: first(clock.clause), limits }
}

const noticesOf = (ladder: LadderDefinition): readonly Notice[] => [
  ...ladder.warnings.map((before) => ({ kind: 'warn' as const, before: lengthOf(before) })),
  ...ladder.rungs.map((rung) => ({ kind: 'escalate' as const, after: lengthOf(rung.after), rung: rung.key })),
]
