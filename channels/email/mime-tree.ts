import type { MailLimits, MailRejectionCode } from './mail-limits.ts'
import { headerValue, readHeader, type HeaderField } from './mime-header.ts'
import { parseStructured, type StructuredValue } from './mime-parameters.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** One entity of a mail. `content` is a leaf's (or an enclosed mail's) bytes after transfer decoding, before any charset. */
export type MimeNode = {
  readonly type: string
  readonly fields: readonly HeaderField[]
  readonly contentType: StructuredValue
  readonly disposition: StructuredValue
  readonly content: Uint8Array
  readonly children: readonly MimeNode[]
}

type Budget = { parts: number; headerBytes: number; exceeded: MailRejectionCode | null; readonly limits: MailLimits }
type Range = { readonly start: number; readonly end: number }

const LF = 0x0a
const CR = 0x0d
const MAIL_TYPES = new Set(['message/rfc822', 'message/global', 'message/news'])

/** The tree of a whole mail, enclosed mails included; a code where it passes a limit. */
export function readMimeTree(raw: Uint8Array, limits: MailLimits): MimeNode | { readonly rejected: MailRejectionCode } {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const budget: Budget = { parts: 0, headerBytes: 0, exceeded: null, limits }
  const root = readEntity(bytes, { start: 0, end: bytes.length }, { depth: 0, defaultType: 'text/plain', budget })
  return budget.exceeded === null ? root : { rejected: budget.exceeded }
}

/** The decoded leaves in order of appearance, those of enclosed mails at their place. A multipart without parts has none. */
export function leavesOf(node: MimeNode): readonly MimeNode[] {
  if (node.children.length > 0) return node.children.flatMap(leavesOf)
  return node.type.startsWith('multipart/') ? [] : [node]
}

export const isEnclosedMail = (node: MimeNode): boolean => MAIL_TYPES.has(node.type)

type Place = { readonly depth: number; readonly defaultType: string; readonly budget: Budget }

function readEntity(bytes: Buffer, range: Range, place: Place): MimeNode {
  const { fields, bodyStart } = readHeader(bytes, range)
  spend(place, fields.length, bodyStart - range.start)
  const contentType = contentTypeOf(fields, place.defaultType)
  const encoding = transferEncodingOf(fields)
  const disposition = parseStructured(headerValue(fields, 'content-disposition') ?? '')
  const body = bytes.subarray(bodyStart, range.end)
  const node = { type: contentType.value, fields, contentType, disposition }
  if (place.budget.exceeded !== null) return { ...node, content: body, children: [] }
  const boundary = contentType.parameters.get('boundary')
  if (contentType.value.startsWith('multipart/') && boundary !== undefined && boundary !== '') {
    const children = readParts(bytes, { start: bodyStart, end: range.end }, { boundary, type: contentType.value, place })
    if (children.length > 0) return { ...node, content: new Uint8Array(), children }
  }
  const content = decodeTransfer(body, encoding)
  if (!MAIL_TYPES.has(contentType.value)) return { ...node, content, children: [] }
  const inner = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  return { ...node, content, children: [readEntity(inner, { start: 0, end: inner.length }, { ...place, depth: place.depth + 1, defaultType: 'text/plain' })] }
}

function spend(place: Place, fields: number, headerBytes: number): void {
  const { budget, depth } = place
  budget.parts += 1
  budget.headerBytes += headerBytes
  if (depth > budget.limits.depthMax) budget.exceeded ??= 'mail.too_deep'
  if (budget.parts > budget.limits.partsMax) budget.exceeded ??= 'mail.too_many_parts'
  if (budget.headerBytes > budget.limits.headerBytesMax || fields > budget.limits.headerFieldsMax) budget.exceeded ??= 'mail.header_too_large'
}

/** RFC 2045 §5.2: without a readable type a part is plain text. */
function contentTypeOf(fields: readonly HeaderField[], defaultType: string): StructuredValue {
  const value = headerValue(fields, 'content-type')
  if (value === undefined) return { value: defaultType, parameters: new Map() }
  const parsed = parseStructured(value)
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+'*%-]+$/.test(parsed.value) ? parsed : { ...parsed, value: 'text/plain' }
}

const transferEncodingOf = (fields: readonly HeaderField[]): string =>
  parseStructured(headerValue(fields, 'content-transfer-encoding') ?? '').value.replace(/^["']|["']$/g, '').split(/\s/)[0] ?? ''

function readParts(bytes: Buffer, range: Range, multipart: { readonly boundary: string; readonly type: string; readonly place: Place }): readonly MimeNode[] {
  const { place } = multipart
  const inner = { ...place, depth: place.depth + 1, defaultType: multipart.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain' }
  const parts: MimeNode[] = []
  for (const part of partRanges(bytes, range, Buffer.from(`--${multipart.boundary}`, 'utf8'))) {
    if (place.budget.exceeded !== null) break
    parts.push(readEntity(bytes, part, inner))
  }
  return parts
}

/** The ranges between delimiter lines; a part that is never closed ends with its parent. */
function* partRanges(bytes: Buffer, range: Range, dashBoundary: Buffer): Generator<Range> {
  let open: number | null = null
  for (let at = bytes.indexOf(dashBoundary, range.start); at >= 0 && at < range.end; at = bytes.indexOf(dashBoundary, at + 1)) {
    const line = delimiterAt(bytes, range, { at, length: dashBoundary.length })
    if (line === null) continue
    if (open !== null) yield { start: open, end: Math.max(open, line.partEnd) }
    open = line.closes ? null : line.next
    if (line.closes) return
  }
  if (open !== null) yield { start: open, end: range.end }
}

type Delimiter = { readonly partEnd: number; readonly next: number; readonly closes: boolean }

/** A delimiter begins its line and ends at a blank: what follows is padding (RFC 2046 §5.1.1). The line break before it belongs to it. */
function delimiterAt(bytes: Buffer, range: Range, found: { readonly at: number; readonly length: number }): Delimiter | null {
  const { at } = found
  if (at > range.start && bytes[at - 1] !== LF) return null
  const breakAt = bytes.indexOf(LF, at + found.length)
  const next = breakAt < 0 || breakAt >= range.end ? range.end : breakAt + 1
  const tail = bytes.toString('latin1', at + found.length, Math.min(next, at + found.length + 3))
  if (!/^(?:--)?(?:[ \t\r\n]|$)/.test(tail)) return null
  const partEnd = at - (bytes[at - 1] === LF ? (bytes[at - 2] === CR ? 2 : 1) : 0)
  return { partEnd, next, closes: tail.startsWith('--') }
}
