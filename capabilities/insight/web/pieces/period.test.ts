import { expect, test } from 'vitest'
import { lastDays, weeksOf } from './period.ts'

test('a week without a case still has its place', () => {
  expect(weeksOf({ from: '2026-11-04T08:00:00Z', to: '2026-11-22T08:00:00Z' })).toEqual(['2026-11-02', '2026-11-09', '2026-11-16'])
})

test('the last 30 days are the same in the morning and in the evening', () => {
  const [morning, evening] = [new Date(2026, 10, 20, 8).getTime(), new Date(2026, 10, 20, 22).getTime()]
  expect(lastDays(30, morning)).toEqual(lastDays(30, evening))
  expect(lastDays(30, morning).to).toBe(new Date(2026, 10, 21).toISOString())
})
