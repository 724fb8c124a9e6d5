import type { Whole } from '#kernel/finding.ts'
import type { Text } from '#kernel/text.ts'
import { clauseUses, type ClauseUse } from './check-clauses.ts'

/** What carries a clause out: a step, a clock, a form …; `kind` is the list it stands in, `within` the file it belongs to (null where it is the file itself). */
export type ClauseCarrier = { readonly clause: string; readonly kind: string; readonly key: string; readonly name: Text; readonly within: { readonly section: string; readonly key: string; readonly name: Text } | null }

type Part = string | number
type Element = { readonly kind: string; readonly key: string; readonly name: Text }

/** Everything of a handbook that carries clauses, each with the name people know it by. An element that names a clause twice is told once. */
export function clauseCarriers(whole: Whole): readonly ClauseCarrier[] {
  const seen = new Set<string>()
  return clauseUses(whole).flatMap((use) => {
    const carrier = carrierOf(whole, use)
    const mark = `${carrier.clause} ${carrier.kind} ${carrier.key} ${carrier.within?.key ?? ''}`
    if (seen.has(mark)) return []
    seen.add(mark)
    return [carrier]
  })
}

function carrierOf(whole: Whole, { clause, section, path }: ClauseUse): ClauseCarrier {
  const elements = elementsOn(section, whole.sections[section], path.slice(0, path.lastIndexOf('clause')))
  const element = elements.at(-1) ?? { kind: section, key: section, name: section }
  const top = elements[0]
  return { clause, ...element, within: elements.length < 2 || top === undefined ? null : { section, key: top.key, name: top.name } }
}

/** The elements one passes on a path: those of a list by key, and what stands by its name alone (`green`, `reopening`). */
function elementsOn(section: string, value: unknown, path: readonly Part[]): readonly Element[] {
  const elements: Element[] = []
  let here: unknown = value
  let kind = section
  for (const part of path) {
    here = (here as Readonly<Record<Part, unknown>> | undefined)?.[part]
    if (typeof part === 'number') elements.push(named(kind, part, here))
    else {
      kind = part
      if (!Array.isArray(here)) elements.push({ kind: part, key: part, name: part })
    }
  }
  return elements
}

function named(kind: string, at: number, value: unknown): Element {
  const { key = String(at), name = key } = (typeof value === 'object' && value !== null ? value : {}) as { readonly key?: string; readonly name?: Text }
  return { kind, key, name }
}
