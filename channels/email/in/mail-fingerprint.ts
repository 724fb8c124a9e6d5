import { createHash } from 'node:crypto'

/** What the writer wrote; servers on the way add and change other fields (Received, Delivered-To, Return-Path …). */
const WRITTEN = new Set(['message-id', 'date', 'from', 'sender', 'to', 'cc', 'reply-to', 'subject', 'in-reply-to', 'references', 'mime-version', 'content-type', 'content-transfer-encoding'])
const HEADER_END = /\r?\n\r?\n/
const HEADER_BYTES_MAX = 1024 * 1024

/**
 * One letter has one fingerprint, whichever of our mailboxes it came to: SHA-256 of the fields its writer wrote and of its body.
 * Null where Message-ID or Date is missing: then nothing tells two equal letters from one letter twice.
 */
export function mailFingerprint(raw: Uint8Array): string | null {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const head = bytes.toString('latin1', 0, HEADER_BYTES_MAX)
  const end = HEADER_END.exec(head)
  if (end === null) return null
  const fields = writtenFields(head.slice(0, end.index))
  if (!fields.some(startsWith('message-id:')) || !fields.some(startsWith('date:'))) return null
  return createHash('sha256').update(fields.join('\n'), 'latin1').update('\n\n').update(bytes.subarray(end.index + end[0].length)).digest('hex')
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
