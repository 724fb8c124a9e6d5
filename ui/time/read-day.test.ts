import { expect, test } from 'vitest'
import { readDay } from './read-day.ts'

test.each(['2028-02-29', '2028/2/29', '2028.2.29', ' 2028-2-29 ', '2028年2月29日', '20280229'])('%s is the leap day of 2028', (text) => {
  expect(readDay(text)).toBe('2028-02-29')
})

test.each(['2027-02-29', '2026-13-01', '2026-00-10', '2026-11-31', '明天', '11-22', '', '0000-01-01'])('%s is no day', (text) => {
  expect(readDay(text)).toBeNull()
})
