import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pickIndex, seededRng, type Rng } from '#kernel/rng.ts'
import { MAIL_LIMITS } from './mail-limits.ts'
import { readMail } from './read-mail.ts'

const ROOT = join(import.meta.dirname, '../../tests/data/mail')
const corpus = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:eml|msg)$/.test(path)).sort().map((path) => readFileSync(join(ROOT, path)))
const SPLINTERS = ['--', '\r\n\r\n', '"', '=?', '(', '\0', '\n ', '=', '>From ']

describe('mails broken by chance', () => {
  it('are read or rejected, never a crash: bytes changed, tails lost, two grown together, splinters inside', () => {
    const rng = seededRng(20261122)
    for (let round = 0; round < 600; round += 1) {
      const result = readMail(breakMail(rng), MAIL_LIMITS)
      expect('rejected' in result ? result.rejected : result.auto).toMatch(/^(?:none|reply|bounce|list|mail\.empty)$/)
    }
  })
})

/** Each of these once took a parser minutes: time must not grow with the square of the length. */
describe('mails broken on purpose are read in time', () => {
  const N = 300_000
  it.each([
    ['open comments', `Content-Type: text/plain; x=${'('.repeat(N)}`],
    ['escaped quotes', `Content-Type: text/plain; x=${'"\\'.repeat(N / 2)}`],
    ['nameless parameters', `Content-Type: text/plain${'; a'.repeat(N / 3)}`],
    ['encoded words', `Subject: ${'=?utf-8?q?a?= '.repeat(N / 15)}`],
    ['open brackets', `From: ${'<'.repeat(N)}\nReferences: ${'<'.repeat(N)}`],
    ['folded lines', `Subject: a${'\n b'.repeat(N / 3)}`],
    ['an equals sign before each blank', `Content-Transfer-Encoding: quoted-printable\n\n${'= '.repeat(N)}`],
    ['half delimiters', `Content-Type: multipart/mixed; boundary=b\n\n${'--b'.repeat(N)}`],
    ['inline tags on one line', `Content-Type: text/html\n\n${'<b>x</b>'.repeat(N / 4)}`],
    ['open comments in HTML', `Content-Type: text/html\n\n${'<!--'.repeat(N / 4)}`],
    ['nested elements', `Content-Type: text/html\n\n${'<div>'.repeat(N)}`],
    ['lines that may be the beginning of a quotation', `\n${`On 1 ${'a'.repeat(380)}\n`.repeat(2_000)}`],
    ['groups of a delivery report', `Content-Type: message/delivery-status\n\n${'Action: failed\n\n'.repeat(N / 16)}`],
  ])('%s', (_, text) => {
    expect(readMail(Buffer.from(`${text}\n\nbody`), MAIL_LIMITS)).toHaveProperty('text')
  })

  it('groups of addresses without end are rejected', () => {
    expect(readMail(Buffer.from(`To: ${'a:'.repeat(N)}\n\nbody`), MAIL_LIMITS)).toEqual({ rejected: 'mail.too_many_addresses' })
  })
})

function breakMail(rng: Rng): Uint8Array {
  const mail = Buffer.from(pick(rng, corpus))
  const at = pickIndex(rng, mail.length + 1)
  switch (pickIndex(rng, 4)) {
    case 0:
      for (let times = 0; times < 20 && mail.length > 0; times += 1) mail[pickIndex(rng, mail.length)] = pickIndex(rng, 256)
      return mail
    case 1:
      return mail.subarray(0, at)
    case 2:
      return Buffer.concat([mail.subarray(0, at), pick(rng, corpus)])
    default:
      return Buffer.concat([mail.subarray(0, at), Buffer.from(pick(rng, SPLINTERS)), mail.subarray(at)])
  }
}

function pick<T>(rng: Rng, list: readonly T[]): T {
  return list[pickIndex(rng, list.length)] as T
}
