import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMailMarker, marksOf } from './mail-fingerprint.ts'

const letter = (lines: readonly string[], body = '您好\r\n') => Buffer.from([...lines, '', body].join('\r\n'))
const written = ['From: a@b.test', 'Message-ID: <1@b.test>', 'Date: Sun, 22 Nov 2026 09:00:00 +0800', 'Subject: =?utf-8?B?5ZKo6K+i?=']

describe('a letter is known again', () => {
  it('whatever the servers on its way added, folded or ordered anew around it', () => {
    const { fingerprint } = marksOf(letter(written))
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(marksOf(letter(['Received: from mx', ...written.map((line) => line.replace(': ', ':\r\n  '))])).fingerprint).toBe(fingerprint)
    expect(marksOf(letter(written, '您好！\r\n')).fingerprint).not.toBe(fingerprint)
  })

  it('but not without Message-ID or Date: two equal letters may be two', () => {
    for (const missing of [1, 2]) expect(marksOf(letter(written.filter((_, at) => at !== missing))).fingerprint).toBeNull()
    expect(marksOf(Buffer.from('no end of header')).fingerprint).toBeNull()
  })

  it('in whatever pieces it comes, cut in the middle of a line end too', () => {
    const raw = letter(written)
    fc.assert(fc.property(fc.array(fc.nat(raw.length), { maxLength: 8 }), (cuts) => {
      const marker = createMailMarker()
      const at = [0, ...cuts.toSorted((a, b) => a - b), raw.length]
      at.slice(1).forEach((end, n) => marker.add(raw.subarray(at[n], end)))
      expect(marker.marks()).toEqual(marksOf(raw))
    }), { seed: 1 })
    expect(marksOf(raw).sha256).toBe(createHash('sha256').update(raw).digest('hex'))
  })
})
