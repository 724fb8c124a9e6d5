import type { Finding } from '#kernel/finding.ts'

/** What is known of a fact: its codes, or that it is a number, yes/no, a date or any text. */
export type FactKind =
  | { readonly kind: 'code'; readonly values: readonly string[] }
  | { readonly kind: 'number' | 'flag' | 'date' | 'text' }

/** The facts that conditions at one place may read, by name. */
export type KnownFacts = ReadonlyMap<string, FactKind>

type Path = Finding['path']
type Plain = { readonly [key: string]: unknown }

const RANGES = ['below', 'above', 'atLeast', 'atMost']
const DEPTH_MAX = 8
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Checks a condition by shape and by meaning: every fact is known, every compared value can occur, and nothing stands beside `any`,
 * `all` or `not` (it would be passed over in silence).
 */
export function checkCondition(condition: unknown, known: KnownFacts, path: Path, depth = 0): readonly Finding[] {
  if (!isPlain(condition) || Object.keys(condition).length === 0) return [{ path, code: 'condition.empty' }]
  if (depth > DEPTH_MAX) return [{ path, code: 'condition.too_deep', params: { most: DEPTH_MAX } }]
  const joint = ['any', 'all', 'not'].find((word) => Object.hasOwn(condition, word))
  if (joint === undefined) return Object.keys(condition).flatMap((fact) => checkFact(fact, condition[fact], known, [...path, fact]))
  if (Object.keys(condition).length > 1) return [{ path, code: 'condition.not_alone', params: { word: joint } }]
  if (joint === 'not') return checkCondition(condition['not'], known, [...path, 'not'], depth + 1)
  const parts = condition[joint]
  if (!Array.isArray(parts) || parts.length === 0) return [{ path: [...path, joint], code: 'condition.needs_list', params: { word: joint } }]
  return parts.flatMap((part: unknown, index) => checkCondition(part, known, [...path, joint, index], depth + 1))
}

function checkFact(fact: string, test: unknown, known: KnownFacts, path: Path): readonly Finding[] {
  const kind = known.get(fact)
  if (kind === undefined) return [{ path, code: 'condition.unknown_fact', params: { fact, known: nearest(fact, [...known.keys()]) } }]
  if (Array.isArray(test)) {
    if (test.length === 0) return [{ path, code: 'condition.needs_list', params: { word: fact } }]
    return test.flatMap((value: unknown, index) => checkValue(fact, value, kind, [...path, index]))
  }
  return isPlain(test) ? checkRange(fact, test, kind, path) : checkValue(fact, test, kind, path)
}

function checkValue(fact: string, value: unknown, kind: FactKind, path: Path): readonly Finding[] {
  if (kind.kind === 'code') {
    return typeof value === 'string' && kind.values.includes(value) ? [] : [{ path, code: 'condition.unknown_value', params: { fact, value: String(value), allowed: kind.values.join(', ') } }]
  }
  return fits(kind.kind, value) ? [] : [{ path, code: `condition.expected_${kind.kind}`, params: { fact, value: String(value) } }]
}

function fits(kind: 'number' | 'flag' | 'date' | 'text', value: unknown): boolean {
  switch (kind) {
    case 'flag': return typeof value === 'boolean'
    case 'number': return typeof value === 'number'
    case 'text': return typeof value === 'string'
    case 'date': return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  }
}

function checkRange(fact: string, test: Plain, kind: FactKind, path: Path): readonly Finding[] {
  const words = Object.keys(test)
  const unknown = words.filter((word) => word !== 'known' && !RANGES.includes(word))
  if (words.length === 0 || unknown.length > 0) return [{ path, code: 'condition.unknown_test', params: { fact, found: unknown.join(', ') } }]
  if (Object.hasOwn(test, 'known') && typeof test['known'] !== 'boolean') return [{ path, code: 'condition.expected_flag', params: { fact, value: String(test['known']) } }]
  const ranges = words.filter((word) => word !== 'known')
  if (ranges.length > 0 && kind.kind !== 'number') return [{ path, code: 'condition.range_of_no_number', params: { fact } }]
  return ranges.filter((word) => typeof test[word] !== 'number').map((word) => ({ path: [...path, word], code: 'condition.expected_number', params: { fact, value: String(test[word]) } }))
}

/** Of the known names those that look like the unknown one come first; a few are enough for a sentence. */
export function nearest(name: string, known: readonly string[]): string {
  const alike = (other: string): number => (other.startsWith(name.slice(0, 3)) || other.endsWith(name.slice(-4)) ? 0 : 1)
  return known.toSorted((a, b) => alike(a) - alike(b)).slice(0, 8).join(', ') || '–'
}
