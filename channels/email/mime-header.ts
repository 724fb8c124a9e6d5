import { decodeText } from './charset.ts'

/** One header field: its name in lower case, its value unfolded, still with encoded words. */
export type HeaderField = { readonly name: string; readonly value: string }

/** A header block and where the body after it begins. */
export type HeaderBlock = { readonly fields: readonly HeaderField[]; readonly bodyStart: number }

const FIELD = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/
const LF = 0x0a

/**
 * Reads fields from `start` to the empty line. A broken line between fields is passed over; one that no field follows begins
 * the body, as does a line of blanks with text after it: a missing separator must not eat text. An mbox line (`From …`) in
 * front is passed over.
 */
export function readHeader(bytes: Buffer, range: { readonly start: number; readonly end: number }): HeaderBlock {
  const lines: { from: number; to: number }[] = []
  const close = (bodyStart: number): HeaderBlock => ({ fields: lines.map((line) => toField(bytes, line)), bodyStart })
  for (let at = skipEnvelopeLine(bytes, range); at < range.end;) {
    const next = lineEnd(bytes, at, range.end)
    const kind = lineKind(bytes, at, next)
    const following = next < range.end ? lineKind(bytes, next, lineEnd(bytes, next, range.end)) : 'empty'
    const previous = lines.at(-1)
    if (kind === 'empty') return close(next)
    if (kind === 'blanks' && following === 'text') return close(next)
    if (kind === 'text' && (previous === undefined || (following !== 'field' && following !== 'folded'))) return close(at)
    if (kind === 'field') lines.push({ from: at, to: next })
    else if (kind !== 'text' && previous !== undefined) previous.to = next
    at = next
  }
  return close(range.end)
}

type LineKind = 'empty' | 'blanks' | 'folded' | 'field' | 'text'

function lineKind(bytes: Buffer, at: number, next: number): LineKind {
  if (bytes[at] === LF || (bytes[at] === 0x0d && next - at <= 2)) return 'empty'
  const start = bytes.toString('latin1', at, Math.min(next, at + 1_000))
  if (/^[ \t]/.test(start)) return start.trim() === '' ? 'blanks' : 'folded'
  return FIELD.test(start) ? 'field' : 'text'
}

/** The first value of a field, or undefined. */
export const headerValue = (fields: readonly HeaderField[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value

function skipEnvelopeLine(bytes: Buffer, range: { readonly start: number; readonly end: number }): number {
  return /^>?From /.test(bytes.toString('latin1', range.start, Math.min(range.end, range.start + 6)))
    ? lineEnd(bytes, range.start, range.end)
    : range.start
}

function lineEnd(bytes: Buffer, at: number, end: number): number {
  const found = bytes.indexOf(LF, at)
  return found < 0 || found >= end ? end : found + 1
}

function toField(bytes: Buffer, line: { readonly from: number; readonly to: number }): HeaderField {
  const text = decodeText(bytes.subarray(line.from, line.to), undefined)
  const colon = text.indexOf(':')
  return {
    name: text.slice(0, colon).trim().toLowerCase(),
    value: text.slice(colon + 1).replace(/\r?\n(?=[ \t])/g, '').replace(/[\r\n\0]+/g, ' ').trim(),
  }
}
