import type { Whole } from '#kernel/finding.ts'
import { textIn, type Locale, type Text } from '#kernel/text.ts'
import type { HandbookChange } from './diff-handbooks.ts'

/** A part of the way to a difference: the key as it is written, and the name of the element, where it has one. */
export type ChangePart = { readonly key: string; readonly name: string | null }

type Plain = { readonly [key: string]: unknown }
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where a difference stands, from the element down to the field; names come from the newer handbook, else from the older. */
export function nameChange(change: HandbookChange, { before, after }: { readonly before: Whole; readonly after: Whole }, locale: Locale): readonly ChangePart[] {
  const keys = [...(change.item === '' ? [] : [change.item]), ...(change.path === '' ? [] : change.path.split('.'))]
  const names = [after, before].map((whole) => namesOn(whole.sections[change.section], keys, locale))
  return keys.map((key, at) => ({ key, name: names[0]?.[at] ?? names[1]?.[at] ?? null }))
}

function namesOn(value: unknown, keys: readonly string[], locale: Locale): readonly (string | null)[] {
  let here: unknown = value
  return keys.map((key) => {
    const inList = Array.isArray(here)
    here = Array.isArray(here) ? here.find((entry) => isPlain(entry) && (entry['key'] ?? entry['id']) === key) : isPlain(here) ? here[key] : undefined
    return inList && isPlain(here) ? nameOf(here, locale) : null
  })
}

function nameOf(element: Plain, locale: Locale): string | null {
  const name = element['name'] ?? element['title']
  if (typeof name !== 'string' && !isPlain(name)) return null
  const said = textIn(name as Text, locale)
  return typeof element['id'] === 'string' ? `${element['id']} ${said}` : said
}
