const EQUALS = 0x3d
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Undoes a Content-Transfer-Encoding: raw bytes, before any charset. What is unknown stays as it is (RFC 2045 §6.4). */
export function decodeTransfer(body: Uint8Array, encoding: string): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  switch (encoding) {
    case 'base64': return decodeBase64(bytes)
    case 'quoted-printable': return decodeQuotedPrintable(bytes)
    case 'x-uuencode': case 'x-uue': case 'uuencode': case 'uue': return decodeUu(bytes)
    default: return body
  }
}

/** RFC 2045 §6.8: characters outside the alphabet are skipped, the first `=` ends the data. */
function decodeBase64(bytes: Buffer): Uint8Array {
  const end = bytes.indexOf(0x3d)
  const text = bytes.toString('latin1', 0, end < 0 ? bytes.length : end)
  const decoded = Buffer.from(/[-_]/.test(text) ? text.replace(/[-_]/g, '') : text, 'base64')
  return end < 0 && isTornQuantum(text) ? decoded.subarray(0, decoded.length - (decoded.length % 3)) : decoded
}

/** Without padding the last two or three characters count only if their unused bits are zero (RFC 4648 §3.5): else the data was cut. */
function isTornQuantum(text: string): boolean {
  const tail = text.slice(-400).replace(/[^A-Za-z0-9+/]/g, '').at(-1) ?? ''
  const characters = text.replace(/[^A-Za-z0-9+/]+/g, '').length % 4
  const bits = ALPHABET.indexOf(tail)
  return (characters === 2 && (bits & 0b1111) !== 0) || (characters === 3 && (bits & 0b11) !== 0)
}

/** RFC 2045 §6.7: a line break is CRLF whatever the carrier made of it; an escape that is none stays literally. */
function decodeQuotedPrintable(bytes: Buffer): Uint8Array {
  const out = Buffer.allocUnsafe(bytes.length * 2)
  let to = 0
  let solid = 0
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0
    const afterBreak = breakAfter(bytes, byte === EQUALS ? skipBlanks(bytes, at + 1) : at)
    if (afterBreak > 0) {
      if (byte !== EQUALS) {
        to = trimmedEnd(out, to, solid)
        to += out.write('\r\n', to, 'latin1')
      }
      solid = to
      at = afterBreak
    } else if (byte === EQUALS && hexAt(bytes, at + 1) >= 0) {
      out[to++] = hexAt(bytes, at + 1)
      solid = to
      at += 3
    } else {
      if (byte !== EQUALS || at < bytes.length - 1) out[to++] = byte
      at += 1
    }
  }
  return out.subarray(0, trimmedEnd(out, to, solid))
}

/** The index after a line break at `at`; 0 where there is none. */
const breakAfter = (bytes: Buffer, at: number): number =>
  bytes[at] === 0x0a ? at + 1 : bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? at + 2 : 0

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09

function skipBlanks(bytes: Buffer, at: number): number {
  let next = at
  while (isBlank(bytes[next])) next += 1
  return next
}

/** Blanks at the end of a line were added on the way, unless they were written as escapes (before `solid`). */
function trimmedEnd(out: Buffer, end: number, solid: number): number {
  let last = end
  while (last > solid && isBlank(out[last - 1])) last -= 1
  return last
}

function hexAt(bytes: Buffer, at: number): number {
  const pair = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0)
  return /^[0-9A-Fa-f]{2}$/.test(pair) ? Number.parseInt(pair, 16) : -1
}

function decodeUu(bytes: Buffer): Uint8Array {
  const lines = bytes.toString('latin1').split(/\r?\n/)
  const first = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line))
  if (first < 0) return bytes
  const last = lines.findIndex((line, index) => index > first && line === 'end')
  return Buffer.concat(lines.slice(first + 1, last < 0 ? lines.length : last).map(uuLine))
}

function uuLine(line: string): Uint8Array {
  const value = (at: number) => ((line.charCodeAt(at) || 0x20) - 0x20) & 0x3f
  const length = line.length === 0 ? 0 : value(0)
  const out = Buffer.alloc(Math.ceil(length / 3) * 3)
  for (let from = 1, to = 0; to < length; from += 4, to += 3) {
    const word = (value(from) << 18) | (value(from + 1) << 12) | (value(from + 2) << 6) | value(from + 3)
    out.writeUIntBE(word, to, 3)
  }
  return out.subarray(0, length)
}
