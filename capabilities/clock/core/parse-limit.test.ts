import { expect, test } from 'vitest'
import { sayClockRefusal } from './clock-refusal.ts'
import { parseLimit } from './parse-limit.ts'

test.each([
  ['PT2H', { unit: 'time', amount: 7_200_000 }],
  ['PT30M', { unit: 'time', amount: 1_800_000 }],
  ['PT0S', { unit: 'time', amount: 0 }],
  ['P3D', { unit: 'days', days: 3 }],
  ['P0D', { unit: 'days', days: 0 }],
])('%s is a limit', (text, limit) => {
  expect(parseLimit(text)).toEqual({ ok: true, limit })
})

test.each([
  ['P1DT2H', 'clock.mixed_limit'],
  ['P1M', 'clock.calendar_unit'],
  ['P1Y2M', 'clock.calendar_unit'],
  ['P2W', 'clock.calendar_unit'],
  ['P1.5D', 'clock.fractional_limit'],
  ['PT0.5H', 'clock.fractional_limit'],
  ['PT99999999H', 'clock.limit_too_long'],
  ['PT87601H', 'clock.limit_too_long'],
  ['P3651D', 'clock.limit_too_long'],
  ['-PT1H', 'clock.bad_limit'],
  ['PT', 'clock.bad_limit'],
  ['P', 'clock.bad_limit'],
  ['2h', 'clock.bad_limit'],
  ['', 'clock.bad_limit'],
  ['P'.repeat(1_000_000), 'clock.bad_limit'],
])('%.20s is refused as %s', (text, code) => {
  expect(parseLimit(text)).toMatchObject({ ok: false, refusal: { code } })
})

test('a refusal says what stood there, also when it looks like a pattern', () => {
  expect(sayClockRefusal({ code: 'clock.bad_limit', params: { value: '$&' } }, 'zh-CN')).toContain('“$&”')
})
