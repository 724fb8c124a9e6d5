import { assert, must } from '#kernel/assert.ts'
import type { Whole } from '#kernel/finding.ts'

/** A handbook without one element, or with another value in its place: what a story has to notice. The given one is left as it is. */
export function takeOut(whole: Whole, element: string, to?: unknown): Whole {
  const sections = JSON.parse(JSON.stringify(whole.sections)) as Record<string, unknown>
  const path = element.split('/')
  const last = must(path.pop(), 'an element has a path')
  const holder = path.reduce<unknown>((inside, part) => (inside as Record<string, unknown>)[keyOf(inside, part, element)], sections)
  const key = keyOf(holder, last, element)
  if (to !== undefined) (holder as Record<string, unknown>)[key] = to
  else if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete (holder as Record<string, unknown>)[key]
  return { sections }
}

/** The path of an element as indexes: lists are entered by the `key` of their entries, or by place. */
export function pathOf(whole: Whole, element: string): readonly string[] {
  let inside: unknown = whole.sections
  return element.split('/').map((part) => {
    const key = keyOf(inside, part, element)
    inside = (inside as Record<string, unknown>)[key]
    return key
  })
}

function keyOf(inside: unknown, part: string, element: string): string {
  assert(typeof inside === 'object' && inside !== null, `${element} leads nowhere at ${part}`)
  const index = Array.isArray(inside) ? inside.findIndex((it: unknown) => typeof it === 'object' && it !== null && 'key' in it && it.key === part) : -1
  const key = index >= 0 ? String(index) : part
  assert(Object.hasOwn(inside, key), `${element} leads nowhere at ${part}`)
  return key
}
