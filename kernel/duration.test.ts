import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'
import { millis } from './instant.ts'
import { parseInstant } from './instant.ts'

test.each([
  ['PT3H20M', 12_000_000],
  ['PT8H', 28_800_000],
  ['PT30M', 1_800_000],
  ['PT90S', 90_000],
  ['PT0S', 0],
  ['PT26H0M5S', 93_605_000],
])('%s is %d milliseconds', (text, amount) => {
  expect(parseDuration(text)).toBe(amount)
})

test.each(['', 'PT', 'P1D', 'P1DT2H', 'PT1.5H', '-PT1H', 'PT1M1H', 'pt1h', 'PT1H ', 'PT99999999H'])('%j is no length of time', (text) => {
  expect(parseDuration(text)).toBeNull()
})

test('hours are never carried into days, because a day may have 23 or 25 hours', () => {
  expect(formatDuration(millis(93_605_000))).toBe('PT26H5S')
  expect(formatDuration(millis(0))).toBe('PT0S')
  expect(formatDuration(millis(-60_000))).toBe('-PT1M')
})

test('what is written is read back', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (s) => parseDuration(formatDuration(millis(s * 1000))) === s * 1000))
})

test.each(['2026-02-29T09:00:00Z', '2026-04-31T09:00:00+08:00', '2026-04-30T24:00:00Z', '2026-04-30 09:00:00Z', '2026-04-30T09:00:00'])(
  '%s is no instant',
  (text) => {
    expect(parseInstant(text)).toBeNull()
  },
)
