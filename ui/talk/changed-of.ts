/** What differs from before; lists count as equal whatever their order. */
export function changedOf<T extends object>(before: T, wanted: T): T {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== undefined && said(value) !== said(Reflect.get(before, name)))) as T
}

const said = (value: unknown): string => JSON.stringify(Array.isArray(value) ? value.toSorted() : value) ?? ''
