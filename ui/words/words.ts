import type { Locale } from '#kernel/text.ts'

/** Words of one room by key; holes are written `{name}`. */
export type Words = Readonly<Record<string, string>>
/** The words of all rooms in one language: room → key → words. */
export type WordBook = Readonly<Record<string, Words>>

/** Says the words of a key, its holes filled. */
export type Say<K extends string> = (key: K, fill?: Readonly<Record<string, string | number>>) => string

let open: { readonly locale: Locale; readonly book: WordBook } = { locale: 'zh-CN', book: {} }
const rooms = new Map<string, Say<string>>()

/** Opens the book of the reader's language; screens then ask for their room's words. Another language opens the page anew. */
export function openWords(locale: Locale, book: WordBook): void {
  open = { locale, book }
  rooms.clear()
}

/** The words of one room, the same function at every draw: `const say = useWords<CaseWord>('case')`. */
export function useWords<K extends string>(room: string): Say<K> {
  const known = rooms.get(room) ?? sayingFrom(open.book[room] ?? {})
  rooms.set(room, known)
  return known
}

/** A key without words says itself. */
const sayingFrom = (words: Words): Say<string> => (key, fill) => {
  const text = words[key] ?? key
  return fill === undefined ? text : text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(fill[name] ?? hole))
}

/** The language that the screens are in. */
export const localeNow = (): Locale => open.locale
