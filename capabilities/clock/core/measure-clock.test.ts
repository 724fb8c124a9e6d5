import { describe, expect, test } from 'vitest'
import { at, calendarOf, shanghai, specs } from '#capabilities/calendar/core/calendars.example.ts'
import { HOUR, MINUTE } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Calendars, Counting } from './clock.ts'
import { ledger } from './ledger.ts'
import type { Promised } from './ledger.ts'
import { dueOf, notBeforeOf, spentBy } from './measure-clock.ts'
import { nineToFive, policyOf, shanghaiOffice } from './policies.example.ts'

type Between = readonly [from: string, to: string | null]
const promised = (start: string, limit: string, counting: Counting, pauses: readonly Between[] = []): Promised => ({
  startedAt: shanghai(start),
  policies: [{ from: shanghai(start), policy: policyOf(limit, counting) }],
  pauses: pauses.map(([from, to]) => ({ from: shanghai(from), to: to === null ? null : shanghai(to), reason: 'customer' })),
})
const write = (due: Instant | null) => (due === null ? 'never' : calendarOf(specs.nineToFive).format(due).slice(0, 16).replace('T', ' '))

describe('when a promise comes due (nine to five, Monday to Friday)', () => {
  test.each<[string, Promised, string]>([
    ['overlapping pauses out of order are credited once', promised('2026-11-18 10:00', 'PT2H', 'working', [['2026-11-18 11:00', '2026-11-18 12:00'], ['2026-11-18 10:30', '2026-11-18 11:30']]), '2026-11-18 13:30'],
    ['a pause from before the start counts only from the start', promised('2026-11-18 10:00', 'PT2H', 'working', [['2026-11-17 10:00', '2026-11-18 11:00']]), '2026-11-18 13:00'],
    ['a pause after the due instant changes nothing', promised('2026-11-18 10:00', 'PT2H', 'working', [['2026-11-18 12:00', null]]), '2026-11-18 12:00'],
    ['a pause without an end is never due', promised('2026-11-18 10:00', 'PT2H', 'working', [['2026-11-18 11:00', null]]), 'never'],
    ['a pause of no length changes nothing', promised('2026-11-18 10:00', 'PT2H', 'working', [['2026-11-18 11:00', '2026-11-18 11:00']]), '2026-11-18 12:00'],
    ['a night spent paused costs a working clock nothing', promised('2026-11-18 16:00', 'PT2H', 'working', [['2026-11-18 17:00', '2026-11-19 09:00']]), '2026-11-19 10:00'],
    ['a wall clock paused for an hour is due an hour later', promised('2026-11-21 10:00', 'PT24H', 'wall', [['2026-11-21 12:00', '2026-11-21 13:00']]), '2026-11-22 11:00'],
    ['two calendar days keep the local time', promised('2026-11-20 16:00', 'P2D', 'wall'), '2026-11-22 16:00'],
    ['two calendar days are extended by a pause', promised('2026-11-20 16:00', 'P2D', 'wall', [['2026-11-21 00:00', '2026-11-21 06:00']]), '2026-11-22 22:00'],
    ['two working days from a Friday evening begin on Monday', promised('2026-11-20 20:00', 'P2D', 'working'), '2026-11-25 09:00'],
    ['a working day is extended by the working time a pause covers', promised('2026-11-18 10:00', 'P1D', 'working', [['2026-11-18 16:00', '2026-11-19 09:30']]), '2026-11-19 11:30'],
    ['a working day due at opening time is not drawn back to closing time by a pause at night', promised('2026-11-18 09:00', 'P1D', 'working', [['2026-11-18 18:00', '2026-11-19 07:00']]), '2026-11-19 09:00'],
    ['a due day spent wholly in a pause waits for the next opening after it', promised('2026-11-18 09:00', 'P1D', 'working', [['2026-11-18 17:00', '2026-11-19 20:00']]), '2026-11-20 09:00'],
    ['a limit of nothing is due at once', promised('2026-11-21 03:00', 'PT0S', 'working'), '2026-11-21 03:00'],
  ])('%s', (_, given, expected) => {
    expect(write(dueOf(given, nineToFive))).toBe(expected)
  })

  test('a limit in days that finds no working day is never due', () => {
    const closed: Calendars = () => calendarOf({ timezone: 'Asia/Shanghai', week: {} })
    expect(dueOf(promised('2026-11-18 10:00', 'P1D', 'working'), closed)).toBeNull()
  })
})

describe('a promise under several policies', () => {
  const urgentLater: Promised = {
    startedAt: shanghai('2026-11-20 16:00'),
    policies: [
      { from: shanghai('2026-11-20 16:00'), policy: policyOf('PT2H', 'working') },
      { from: shanghai('2026-11-20 19:00'), policy: policyOf('PT90M', 'wall') },
    ],
    pauses: [],
  }

  test('time spent is counted by the rule that held then: an hour of work, then wall time at night', () => {
    expect(spentBy(urgentLater, shanghai('2026-11-20 19:15'), nineToFive)).toBe(75 * MINUTE)
    expect(dueOf(urgentLater, nineToFive)).toBe(shanghai('2026-11-20 19:30'))
  })

  test('a shorter limit that was already used up came due in the past', () => {
    const shorter = { ...urgentLater, policies: [urgentLater.policies[0]!, { from: shanghai('2026-11-20 16:50'), policy: policyOf('PT30M', 'wall') }] }
    expect(dueOf(shorter, nineToFive)).toBe(shanghai('2026-11-20 16:30'))
  })

  test('the ledger changes its reasons with the rule', () => {
    expect(ledger(urgentLater, shanghai('2026-11-20 19:30'), nineToFive).map(({ from, counts, why }) => [write(from).slice(11), counts, why])).toEqual([
      ['16:00', true, 'working'],
      ['17:00', false, 'closed'],
      ['19:00', true, 'wall'],
    ])
  })
})

test('a pause wins over lunch, night and weekend in the ledger', () => {
  const waiting = promised('2026-11-20 11:00', 'PT4H', 'working', [['2026-11-20 11:30', '2026-11-23 09:30']])
  expect(ledger(waiting, shanghai('2026-11-23 10:00'), shanghaiOffice).map(({ from, why }) => [write(from), why])).toEqual([
    ['2026-11-20 11:00', 'working'],
    ['2026-11-20 11:30', 'paused'],
    ['2026-11-23 09:30', 'working'],
  ])
})

test('neighbours of equal reason are merged across a change of policy', () => {
  const changed: Promised = {
    startedAt: shanghai('2026-11-18 10:00'),
    policies: ['10:00', '11:00'].map((time) => ({ from: shanghai(`2026-11-18 ${time}`), policy: policyOf(time === '10:00' ? 'PT2H' : 'PT3H', 'working') })),
    pauses: [],
  }
  expect(ledger(changed, shanghai('2026-11-18 12:00'), nineToFive)).toHaveLength(1)
  expect(dueOf(changed, nineToFive)).toBe(shanghai('2026-11-18 13:00'))
})

test('a call-back may not be made before its time', () => {
  const callBack = { ...promised('2026-11-18 10:00', 'PT48H', 'wall'), policies: [{ from: shanghai('2026-11-18 10:00'), policy: policyOf('PT48H', 'wall', { notBefore: HOUR }) }] }
  expect(notBeforeOf(callBack)).toBe(shanghai('2026-11-18 11:00'))
  expect(notBeforeOf(promised('2026-11-18 10:00', 'PT48H', 'wall'))).toBeNull()
})

test('a day in Berlin on which the clocks change is still one day later by the clock on the wall', () => {
  const berlin: Calendars = () => calendarOf(specs.berlin)
  const start = at('2026-10-24T10:00:00+02:00')
  expect(dueOf({ startedAt: start, policies: [{ from: start, policy: policyOf('P1D', 'wall') }], pauses: [] }, berlin)).toBe(at('2026-10-25T10:00:00+01:00'))
})
