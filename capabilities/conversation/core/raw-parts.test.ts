import { describe, expect, test } from 'vitest'
import { rawParts } from './raw-parts.ts'

const raw = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a mail that could not be read, as it came', () => {
  test('shows its header and its text apart', () => {
    expect(rawParts(raw('Subject: 无法开机\r\nFrom: a@example.com\r\n\r\n您好\r\n'))).toEqual({ header: 'Subject: 无法开机\nFrom: a@example.com', text: '您好', cut: false })
  })

  test('is all header where no line is empty', () => {
    expect(rawParts(raw('Subject: 1'))).toEqual({ header: 'Subject: 1', text: '', cut: false })
  })

  test('keeps no sign that steers a terminal or turns text around', () => {
    expect(rawParts(raw('Subject: \u001B[31m\u202Egpj.exe\n\n\u0007')).header).toBe('Subject: \uFFFD[31m\uFFFDgpj.exe')
  })

  test('is shown by its beginning when it is long, and says so', () => {
    const { text, cut } = rawParts(raw(`A: b\n\n${'x'.repeat(100_000)}`))
    expect([text.length, cut]).toEqual([32_768, true])
  })

  test('is never stopped by bytes that are no text', () => {
    expect(rawParts(new Uint8Array([0xff, 0xfe, 10, 10, 0xc3])).cut).toBe(false)
  })
})
