/** A code the engine may decide on: a choice, a number, yes or no. Never a personal value. */
export type Code = string | number | boolean
/** What is known about a case, by name: `urgency`, `solution.way`, `score`, `customer.tier`. */
export type Facts = Readonly<Record<string, Code | undefined>>

/** One comparison: a value, one of several, or a range. A fact that is not known satisfies none of them. */
export type Test =
  | Code
  | readonly Code[]
  | { readonly below?: number; readonly above?: number; readonly atLeast?: number; readonly atMost?: number; readonly known?: boolean }

/** A rule over facts as data: all entries must hold. `{ any: [{ urgency: urgent }, { complexity: complex }] }`. */
export type Condition =
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly [fact: string]: Test }

/** Whether the condition holds; a missing condition always does. */
export function holds(condition: Condition | undefined, facts: Facts): boolean {
  if (condition === undefined) return true
  if (isAny(condition)) return condition.any.some((part) => holds(part, facts))
  if (isAll(condition)) return condition.all.every((part) => holds(part, facts))
  if (isNot(condition)) return !holds(condition.not, facts)
  for (const name of Object.keys(condition)) {
    if (!passes((condition as { readonly [fact: string]: Test })[name]!, facts[name])) return false
  }
  return true
}

const isAny = (c: Condition): c is { readonly any: readonly Condition[] } => Array.isArray((c as { any?: unknown }).any)
const isAll = (c: Condition): c is { readonly all: readonly Condition[] } => Array.isArray((c as { all?: unknown }).all)
const isNot = (c: Condition): c is { readonly not: Condition } => {
  const inner = (c as { not?: unknown }).not
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
}

function passes(test: Test, value: Code | undefined): boolean {
  if (typeof test !== 'object') return value === test
  if (Array.isArray(test)) return value !== undefined && test.includes(value)
  const range = test as Exclude<Test, Code | readonly Code[]>
  if (range.known !== undefined && range.known !== (value !== undefined)) return false
  const bounded = range.below ?? range.above ?? range.atLeast ?? range.atMost
  if (bounded === undefined) return true
  if (typeof value !== 'number') return false
  return (
    (range.below === undefined || value < range.below) &&
    (range.above === undefined || value > range.above) &&
    (range.atLeast === undefined || value >= range.atLeast) &&
    (range.atMost === undefined || value <= range.atMost)
  )
}
