import type { Finding, Whole } from '#kernel/finding.ts'
import type { Locale, Text } from '#kernel/text.ts'
import type { Handbook } from './handbook.ts'

/** One clause of the service handbook: its id, what it is called and what it promises. */
export type ClauseDefinition = { readonly id: string; readonly title: Text; readonly text: Text }
type Head = Omit<Handbook, 'sections'> & { readonly numbering: { readonly clause?: string } }

/** Where a clause is carried: the section, and the path inside its value. */
export type ClauseUse = { readonly clause: string; readonly section: string; readonly path: readonly (string | number)[] }

/** The clauses of a handbook, in its own order. */
export const clausesOf = (whole: Whole): readonly ClauseDefinition[] => whole.sections['clauses'] as readonly ClauseDefinition[]

/** Name, date and numbering of a handbook. */
export function headOf(whole: Whole): Omit<Handbook, 'sections'> {
  const head = whole.sections['handbook'] as Partial<Head> & Pick<Head, 'name' | 'effectiveOn'>
  const locale: Locale = head.locale ?? 'zh-CN'
  return { name: head.name, effectiveOn: head.effectiveOn, locale, numbering: { serialDigits: head.numbering?.serialDigits ?? 4 } }
}

/** Every element of the handbook that carries a clause: what enforces it. */
export function clauseUses(whole: Whole): readonly ClauseUse[] {
  return Object.entries(whole.sections).filter(([section]) => section !== 'clauses').flatMap(([section, value]) => usesIn(section, value, []))
}

function usesIn(section: string, value: unknown, path: readonly (string | number)[]): readonly ClauseUse[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => usesIn(section, item, [...path, index]))
  return Object.entries(value).flatMap(([key, inner]) => (key === 'clause' ? carried(section, inner, [...path, key]) : usesIn(section, inner, [...path, key])))
}

function carried(section: string, value: unknown, path: readonly (string | number)[]): readonly ClauseUse[] {
  if (typeof value === 'string') return [{ clause: value, section, path }]
  return Array.isArray(value) ? value.flatMap((clause: unknown, index) => carried(section, clause, [...path, index])) : []
}

/** Clauses listed twice, and clauses that no element of the handbook carries out. */
export function checkClauses(whole: Whole): readonly Finding[] {
  const used = new Set(clauseUses(whole).map(({ clause }) => clause))
  const seen = new Set<string>()
  return clausesOf(whole).flatMap(({ id }, index): readonly Finding[] => {
    const twice = seen.has(id)
    seen.add(id)
    if (twice) return [{ path: [index, 'id'], code: 'clause.twice', params: { clause: id } }]
    return used.has(id) ? [] : [{ path: [index, 'id'], code: 'clause.not_enforced', params: { clause: id } }]
  })
}

/** Clauses that elements of `section` carry and the list of clauses lacks. */
export function checkClausesKnown(whole: Whole, section: string): readonly Finding[] {
  const known = new Set(clausesOf(whole).map(({ id }) => id))
  return usesIn(section, whole.sections[section], []).filter((use) => !known.has(use.clause)).map(({ clause, path }) => ({ path, code: 'clause.unknown', params: { clause } }))
}
