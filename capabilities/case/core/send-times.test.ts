import { expect, test } from 'vitest'
import { calendarOf, shanghai, specs } from '#capabilities/calendar/core/calendars.example.ts'
import { formatInstant } from '#kernel/instant.ts'
import { sendTimes } from './send-times.ts'

const said = (now: string, spec: Parameters<typeof calendarOf>[0] = specs.shanghaiOffice) => {
  const calendar = calendarOf(spec)
  return sendTimes(calendar, shanghai(now)).map(({ key, at }) => `${key} ${calendar.format(at).slice(0, 16)}`)
}

test('on an ordinary morning: the end of today, tomorrow when work begins, next Monday', () => {
  expect(said('2026-11-18 10:00')).toEqual(['today 2026-11-18T18:00', 'next_day 2026-11-19T09:00', 'next_week 2026-11-23T09:00'])
})

test('in the evening today is over; on a Friday tomorrow is Monday, and Monday stands once', () => {
  expect(said('2026-11-20 19:00')).toEqual(['next_day 2026-11-23T09:00'])
})

test('just before closing, today is no moment to choose any more', () => {
  expect(said('2026-11-18 17:55')).toEqual(['next_day 2026-11-19T09:00', 'next_week 2026-11-23T09:00'])
})

test('before 国庆 the next working day lies behind the holiday; a 调休 Saturday is a day of work', () => {
  expect(said('2026-09-30 10:00')).toEqual(['today 2026-09-30T18:00', 'next_day 2026-10-08T09:00'])
  expect(said('2026-10-09 10:00')).toEqual(['today 2026-10-09T18:00', 'next_day 2026-10-10T09:00', 'next_week 2026-10-12T09:00'])
})

test('where work never stops, days begin at midnight', () => {
  const times = sendTimes(calendarOf(specs.newYorkRoundTheClock), shanghai('2026-11-18 23:00'))
  expect(times.map(({ key, at }) => `${key} ${formatInstant(at)}`)).toEqual(['today 2026-11-19T05:00:00.000Z', 'next_day 2026-11-19T05:00:00.000Z', 'next_week 2026-11-23T05:00:00.000Z'])
})
