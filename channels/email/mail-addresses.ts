import { addressParser, decodeWords } from 'postal-mime'
import type { HeaderField } from './mime-header.ts'

/** A person in a header; `name` is empty where none was given. */
export type MailAddress = { readonly name: string; readonly address: string }

/** All mailboxes of all fields of this name, groups unwrapped; what has no address is left out. */
export const addressesIn = (fields: readonly HeaderField[], name: string): readonly MailAddress[] =>
  fields.filter((field) => field.name === name && field.value !== '').flatMap(({ value }) => {
    const found = usable(value)
    return found.length > 0 ? found : usable(withoutComments(value))
  })

const usable = (value: string): readonly MailAddress[] =>
  addressParser(value, { flatten: true }).flatMap(({ name, address }) =>
    (address === undefined || !/^[^\s@]+@[^\s@]+$/.test(address) || /[()]/.test(address) ? [] : [{ name: oneLine(name), address }]))

/** The obsolete form (RFC 5322 §4.4) allows comments and blanks inside an address. */
const withoutComments = (value: string): string =>
  value.replace(/\((?:[^()\\]|\\.)*\)/g, '').replace(/(?<!\s)\s*([.@])\s*/g, '$1')

/** `<a@b>` ids in order of appearance; an id without brackets counts where it stands alone. */
export function messageIdsIn(value: string | undefined): readonly string[] {
  if (value === undefined) return []
  const bracketed = value.match(/<[^<>\s]{1,900}>/g)
  if (bracketed !== null) return bracketed
  return value.split(/[\s,]+/).filter((word) => /^[^\s@<>]+@[^\s@<>]+$/.test(word)).map((word) => `<${word}>`)
}

/** An unstructured value for people: encoded words read, one line. */
export const readableHeader = (value: string): string => oneLine(decodeWords(value))

const oneLine = (text: string): string => text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
