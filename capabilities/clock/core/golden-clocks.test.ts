import { describe, expect, test } from 'vitest'
import { shanghai, specs } from '#capabilities/calendar/core/calendars.example.ts'
import type { CalendarSpec } from '#capabilities/calendar/core/calendar.ts'
import { formatDuration } from '#kernel/duration.ts'
import { HOUR } from '#kernel/instant.ts'
import type { Clock } from './clock.ts'
import { decideClock } from './decide-clock.ts'
import { evolveClock } from './evolve-clock.ts'
import { ledger } from './ledger.ts'
import { dueOf, spentBy } from './measure-clock.ts'
import { calendarsOf, chenYu, nineToFive, play, policyOf, shanghaiOffice } from './policies.example.ts'

const dueUnder = (spec: CalendarSpec, from: string, limit: string) => {
  const calendars = calendarsOf(spec)
  const { clock } = play([{ type: 'start', at: shanghai(from), policy: policyOf(limit, 'working') }], calendars)
  return clock.dueAt === null ? null : calendars('office').format(clock.dueAt).slice(0, 16).replace('T', ' ')
}

describe('1 · nine to five', () => {
  test.each([
    ['Friday 16:30 and one hour is due Monday 09:30', '2026-11-20 16:30', 'PT1H', '2026-11-23 09:30'],
    ['Wednesday 10:00 and two hours is due at noon', '2026-11-18 10:00', 'PT2H', '2026-11-18 12:00'],
    ['Wednesday 07:00 and two hours is due at 11:00', '2026-11-18 07:00', 'PT2H', '2026-11-18 11:00'],
    ['Friday 16:00 and one hour is due at closing time, not on Monday', '2026-11-20 16:00', 'PT1H', '2026-11-20 17:00'],
  ])('%s', (_, from, limit, expected) => {
    expect(dueUnder(specs.nineToFive, from, limit)).toBe(expected)
  })
})

test('2 · opened at 16:00 with four hours is due next working day at noon', () => {
  expect(dueUnder(specs.nineToFive, '2026-11-18 16:00', 'PT4H')).toBe('2026-11-19 12:00')
})

test('3 · a message in the lunch break starts counting when lunch is over', () => {
  expect(dueUnder(specs.earlyOffice, '2026-11-18 12:30', 'PT1H')).toBe('2026-11-18 14:30')
  const { clock } = play([{ type: 'start', at: shanghai('2026-11-18 12:30'), policy: policyOf('PT1H', 'working') }], calendarsOf(specs.earlyOffice))
  expect(spentBy(clock, shanghai('2026-11-18 13:30'), calendarsOf(specs.earlyOffice))).toBe(0)
})

test('4 · a class changed while the clock is paused: paused minutes stay paused, spent time is kept under the new limit', () => {
  const { clock } = play(
    [
      { type: 'start', at: shanghai('2026-11-18 10:00'), policy: policyOf('PT4H', 'working') },
      { type: 'pauseClock', at: shanghai('2026-11-18 11:00'), reason: 'customer' },
      { type: 'changePolicy', at: shanghai('2026-11-18 13:00'), policy: policyOf('PT2H', 'working') },
      { type: 'resumeClock', at: shanghai('2026-11-18 15:00') },
    ],
    nineToFive,
  )
  expect(spentBy(clock, shanghai('2026-11-18 15:00'), nineToFive)).toBe(HOUR)
  expect(clock.dueAt).toBe(shanghai('2026-11-18 16:00'))
})

test('5 · paused from Friday to Monday under a one-day limit: the weekend is not credited twice', () => {
  const { clock } = play(
    [
      { type: 'start', at: shanghai('2026-11-20 10:00'), policy: policyOf('P1D', 'working') },
      { type: 'pauseClock', at: shanghai('2026-11-20 15:00'), reason: 'customer' },
      { type: 'resumeClock', at: shanghai('2026-11-23 11:00') },
    ],
    nineToFive,
  )
  expect(clock.dueAt).toBe(shanghai('2026-11-23 14:00'))
})

test('6 · a settled clock is not moved by what comes after: thanks and good-bye start nothing again', () => {
  const { clock, events } = play(
    [
      { type: 'start', at: shanghai('2026-11-18 10:00'), policy: policyOf('PT2H', 'working') },
      { type: 'stopClock', at: shanghai('2026-11-18 11:00') },
      { type: 'clockReached', at: shanghai('2026-11-18 12:01') },
      { type: 'calendarChanged', at: shanghai('2026-11-18 12:02') },
    ],
    nineToFive,
  )
  expect([clock.status, clock.endedAt, events.length]).toEqual(['met', shanghai('2026-11-18 11:00'), 2])
})

test('7 · a closure of thirty days does not break a limit of sixty minutes', () => {
  const closure = Array.from({ length: 30 }, (_, index) => Temporal.PlainDate.from('2026-11-19').add({ days: index }).toString())
  expect(dueUnder({ ...specs.nineToFive, holidays: closure }, '2026-11-18 16:30', 'PT60M')).toBe('2026-12-21 09:30')
})

describe('8 · 调休 and holidays that are not announced', () => {
  test('a working Saturday counts, the weekday it replaced does not', () => {
    expect(dueUnder(specs.shanghaiOffice, '2026-10-07 12:00', 'P3D')).toBe('2026-10-12 09:00')
    expect(dueUnder(specs.shanghaiOffice, '2026-10-09 17:00', 'PT2H')).toBe('2026-10-10 10:00')
  })

  test('a deadline beyond the announced years says so, and corrects itself when the notice arrives', () => {
    const start = { type: 'start', at: shanghai('2026-12-31 17:00'), policy: policyOf('PT2H', 'working') } as const
    const { clock } = play([start], shanghaiOffice)
    expect([clock.dueAt, clock.provisional]).toEqual([shanghai('2027-01-04 10:00'), true])
    const announced = calendarsOf({ ...specs.shanghaiOffice, announcedThrough: 2027, holidays: ['2027-01-04'] })
    const decision = decideClock(clock, { type: 'calendarChanged', at: shanghai('2026-12-31 17:30') }, announced)
    const corrected = decision.ok ? decision.events.reduce<Clock>(evolveClock, clock) : null
    expect([corrected?.dueAt, corrected?.provisional]).toEqual([shanghai('2027-01-05 10:00'), false])
  })
})

describe('9 · notices respect working hours', () => {
  const notices = [{ kind: 'escalate', after: HOUR, rung: 'superior' }] as const
  const start = (emergency: boolean) => ({ type: 'start', at: shanghai('2026-11-20 15:00'), policy: policyOf('PT2H', 'working', { notices, emergency }) }) as const

  test('an ordinary escalation of Friday evening waits for an hour of Monday', () => {
    expect(play([start(false)], nineToFive).clock.planned.map(({ kind, at }) => [kind, at])).toEqual([
      ['miss', shanghai('2026-11-20 17:00') + 1],
      ['escalate', shanghai('2026-11-23 10:00')],
    ])
  })

  test('an emergency is told at once', () => {
    expect(play([start(true)], nineToFive).clock.planned.at(-1)?.at).toBe(shanghai('2026-11-20 18:00'))
  })
})

test('10 · a due date set by hand has an author and is given back to the rule', () => {
  const start = { type: 'start', at: shanghai('2026-11-18 10:00'), policy: policyOf('PT2H', 'working') } as const
  const set = { type: 'setDue', at: shanghai('2026-11-18 11:00'), dueAt: shanghai('2026-11-20 12:00'), by: chenYu } as const
  const { clock: byHand } = play([start, set], nineToFive)
  expect([byHand.dueAt, byHand.manual?.by]).toEqual([shanghai('2026-11-20 12:00'), chenYu])
  const { clock: given } = play([start, set, { type: 'returnDueToRule', at: shanghai('2026-11-18 11:30'), by: chenYu }], nineToFive)
  expect([given.dueAt, given.manual]).toEqual([shanghai('2026-11-18 12:00'), null])
})

test('11 · two working days are not 48 working hours', () => {
  expect(dueUnder(specs.nineToFive, '2026-11-18 10:00', 'P2D')).toBe('2026-11-20 10:00')
  expect(dueUnder(specs.nineToFive, '2026-11-18 10:00', 'PT48H')).toBe('2026-11-26 10:00')
})

test('a clock paused overnight does not spend the night', () => {
  const { clock } = play(
    [
      { type: 'start', at: shanghai('2026-11-18 16:30'), policy: policyOf('PT24H', 'wall') },
      { type: 'pauseClock', at: shanghai('2026-11-18 18:00'), reason: 'customer' },
      { type: 'resumeClock', at: shanghai('2026-11-19 09:00') },
    ],
    nineToFive,
  )
  expect(formatDuration(spentBy(clock, shanghai('2026-11-19 10:30'), nineToFive))).toBe('PT3H')
  expect(clock.dueAt).toBe(shanghai('2026-11-20 07:30'))
  expect(ledger(clock, shanghai('2026-11-19 10:30'), nineToFive).map(({ why, counts }) => [why, counts])).toEqual([
    ['wall', true],
    ['paused', false],
    ['wall', true],
  ])
  expect(dueOf(clock, nineToFive)).toBe(clock.dueAt)
})
