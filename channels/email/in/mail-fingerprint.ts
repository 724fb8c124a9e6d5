import { createHash, type Hash } from 'node:crypto'

/** What the writer wrote; servers on the way add and change other fields (Received, Delivered-To, Return-Path …). */
const WRITTEN = new Set(['message-id', 'date', 'from', 'sender', 'to', 'cc', 'reply-to', 'subject', 'in-reply-to', 'references', 'mime-version', 'content-type', 'content-transfer-encoding'])
const HEADER_END = /\r?\n\r?\n/
const HEADER_BYTES_MAX = 1024 * 1024

/** By what a mail is recognised: SHA-256 of its bytes, and its fingerprint. */
export type MailMarks = { readonly sha256: string; readonly fingerprint: string | null }
/** Takes a mail in pieces, however it is cut. */
export type MailMarker = { add(piece: Uint8Array): void; marks(): MailMarks }

/**
 * One letter has one fingerprint, whichever of our mailboxes it came to: SHA-256 of the fields its writer wrote and of its body.
 * Null where Message-ID or Date is missing: then nothing tells two equal letters from one letter twice.
 */
export function createMailMarker(): MailMarker {
  const whole = createHash('sha256')
  let head: Buffer | null = Buffer.alloc(0)
  let letter: Hash | null = null
  return {
    add(piece) {
      whole.update(piece)
      if (head === null) return void letter?.update(piece)
      head = Buffer.concat([head, piece])
      const end = HEADER_END.exec(head.toString('latin1', 0, HEADER_BYTES_MAX))
      if (end !== null) {
        letter = hashOfFields(head.toString('latin1', 0, end.index))
        letter?.update(head.subarray(end.index + end[0].length))
      }
      if (end !== null || head.length >= HEADER_BYTES_MAX) head = null
    },
    marks: () => ({ sha256: whole.digest('hex'), fingerprint: letter?.digest('hex') ?? null }),
  }
}

/** The marks of a mail that is held whole. */
export function marksOf(raw: Uint8Array): MailMarks {
  const marker = createMailMarker()
  marker.add(raw)
  return marker.marks()
}

function hashOfFields(head: string): Hash | null {
  const fields = writtenFields(head)
  if (!fields.some(startsWith('message-id:')) || !fields.some(startsWith('date:'))) return null
  return createHash('sha256').update(fields.join('\n'), 'latin1').update('\n\n')
}

const startsWith = (prefix: string) => (field: string): boolean => field.startsWith(prefix)

function writtenFields(head: string): readonly string[] {
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return unfolded.flatMap((line) => {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    return colon > 0 && WRITTEN.has(name) ? [`${name}:${line.slice(colon + 1).replace(/\s+/g, ' ').trim()}`] : []
  })
}
