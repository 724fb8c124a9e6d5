import { expect, test } from 'vitest'
import { assert } from '#kernel/assert.ts'
import { DAY, HOUR, type Instant, type Millis } from '#kernel/instant.ts'
import type { CalendarSpec } from './calendar.ts'
import { at, calendarOf, specs } from './calendars.example.ts'
import { daysOf } from './compile-calendar.ts'
import { calendarOfLayOut, layOutCalendar } from './laid-out-calendar.ts'

const FROM = at('2026-03-20T00:00:00Z')

/** As it comes over the wire. */
function carried(spec: CalendarSpec) {
  const days = daysOf(spec)
  assert(days.ok, 'an example calendar is sound')
  return calendarOfLayOut(JSON.parse(JSON.stringify(layOutCalendar(days.days, FROM, at('2026-12-31T00:00:00Z')))) as ReturnType<typeof layOutCalendar>)
}

test.each(Object.entries(specs))('%s says the same after it was carried to a screen', (_name, spec) => {
  const [whole, laidOut] = [calendarOf(spec), carried(spec)]
  for (let step = 0; step < 250; step += 1) {
    const from = (FROM + step * DAY + ((step * 7) % 24) * HOUR) as Instant
    const to = (from + 5 * DAY + 13 * HOUR) as Instant
    expect(laidOut.spans(from, to)).toEqual(whole.spans(from, to))
    expect(laidOut.workingBetween(from, to)).toBe(whole.workingBetween(from, to))
    expect(laidOut.addWorking(from, (9 * HOUR) as Millis)).toBe(whole.addWorking(from, (9 * HOUR) as Millis))
    expect(laidOut.addWorkingDays(from, 3)).toBe(whole.addWorkingDays(from, 3))
    expect(laidOut.addDays(from, 3)).toBe(whole.addDays(from, 3))
    expect(laidOut.format(from)).toBe(whole.format(from))
  }
  expect(laidOut.unknownFrom).toBe(whole.unknownFrom)
})

test('it works without Temporal', () => {
  const { Temporal: kept } = globalThis
  const days = daysOf(specs.shanghaiOffice)
  assert(days.ok, 'an example calendar is sound')
  const laidOut = layOutCalendar(days.days, FROM, FROM)
  Reflect.deleteProperty(globalThis, 'Temporal')
  try {
    expect(calendarOfLayOut(laidOut).format(calendarOfLayOut(laidOut).addWorking(FROM, (2 * HOUR) as Millis) ?? FROM)).toBe('2026-03-20T11:00:00+08:00')
  } finally {
    Object.assign(globalThis, { Temporal: kept })
  }
})
