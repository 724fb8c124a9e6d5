import { describe, expect, test } from 'vitest'
import { compileCalendar } from '#capabilities/calendar/core/compile-calendar.ts'
import type { Calendars, Clock } from '#capabilities/clock/core/clock.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { HOUR, parseInstant, type Instant } from '#kernel/instant.ts'
import { attainmentOf, emptyTally, measure, nearestRank, standingOf, summarise, tally } from './attainment.ts'

const at = (text: string): Instant => must(parseInstant(`2026-11-${text}:00+08:00`), 'a time of the test')
const day = [['09:00', '12:00'], ['13:30', '18:00']] as const
const office = compileCalendar({ timezone: 'Asia/Shanghai', week: { mon: day, tue: day, wed: day, thu: day, fri: day } })
const calendars: Calendars = () => {
  if (!office.ok) throw new Error('the office calendar compiles')
  return office.calendar
}

const friday16 = at('20T16:00')
const clock = (told: Partial<Clock>): Clock => ({
  id: '00000000-0000-7000-8000-000000000001' as Id, key: 'solution', clause: 'AFT-02', status: 'running', startedAt: friday16, endedAt: null,
  policies: [{ from: friday16, policy: { limit: { unit: 'time', amount: HOUR }, counting: 'working', calendar: 'office', notices: [], emergency: false, notBefore: null } }],
  pauses: [], dueAt: at('20T17:00'), manual: null, provisional: false, missedAt: null, planned: [], announced: [], ...told,
})

describe('how a promise stands', () => {
  test.each([
    ['kept in time is met', clock({ status: 'met', endedAt: at('20T16:30') }), 'met'],
    ['kept late is missed', clock({ status: 'late', endedAt: at('20T17:30') }), 'missed'],
    ['history without an end is unknown, however long ago it was due', clock({ status: 'unknown', endedAt: at('20T19:00') }), 'unknown'],
    ['open and past due is missed', clock({ dueAt: at('20T16:59') }), 'missed'],
    ['open at its due instant is running', clock({}), 'running'],
    ['waiting for the customer is running', clock({ status: 'paused', dueAt: null }), 'running'],
    ['waiting after a breach is missed', clock({ status: 'paused', dueAt: null, missedAt: at('20T17:00') }), 'missed'],
    ['cancelled unbroken is not judged', clock({ status: 'cancelled', endedAt: at('20T16:30') }), null],
    ['cancelled after a breach is missed', clock({ status: 'cancelled', endedAt: at('20T18:00'), missedAt: at('20T17:00') }), 'missed'],
  ])('%s', (_, given, standing) => {
    expect(standingOf(given, at('20T17:00'))).toBe(standing)
  })
})

describe('lengths', () => {
  test('over a weekend, waiting from Friday 17:00 to Monday 10:00 spends two hours of working time', () => {
    const over = clock({ status: 'met', endedAt: at('23T11:00'), pauses: [{ from: at('20T17:00'), to: at('23T10:00'), reason: 'customer' }] })
    expect(measure(over, calendars)).toEqual({ wall: 67 * HOUR, working: 4 * HOUR, waiting: 2 * HOUR, counted: 2 * HOUR })
  })
  test('what has no evidence of its end has no length', () => {
    expect(measure(clock({ status: 'unknown', endedAt: at('23T11:00') }), calendars)).toBeNull()
    expect(measure(clock({}), calendars)).toBeNull()
  })
})

describe('a case with several clocks under one clause', () => {
  const of = { caseId: 'c', clause: 'AFT-02' }
  const facts = { at: at('24T12:00'), calendars }
  const met = clock({ status: 'met', endedAt: at('20T16:30') })
  test('is missed when one of them was', () => {
    const joined = attainmentOf(of, [met, clock({ status: 'late', endedAt: at('20T18:00') })], facts)
    expect(joined).toMatchObject({ standing: 'missed', measured: { wall: 2.5 * HOUR, counted: 2.5 * HOUR } })
  })
  test('is not met while one of them is unknown', () => {
    expect(attainmentOf(of, [met, clock({ status: 'unknown', endedAt: at('24T10:00') })], facts)).toMatchObject({ standing: 'unknown', measured: { wall: HOUR / 2 } })
  })
  test('is not there when all were cancelled', () => {
    expect(attainmentOf(of, [clock({ status: 'cancelled', endedAt: at('20T16:10') })], facts)).toBeNull()
  })
})

describe('the nearest rank', () => {
  const five = [15, 20, 35, 40, 50]
  test.each([
    [five, 5, 15], [five, 20, 15], [five, 21, 20], [five, 30, 20], [five, 40, 20], [five, 50, 35], [five, 90, 50], [five, 100, 50],
    [[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 25, 7], [[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 50, 8], [[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 90, 16],
    [[7], 50, 7], [[7], 90, 7], [[1, 2], 50, 1], [[1, 2], 90, 2],
  ])('of %j at %d %% is %d', (values, percent, expected) => {
    expect(nearestRank(values, percent)).toBe(expected)
  })
  test('of nothing is nothing', () => {
    expect(nearestRank([], 50)).toBeNull()
  })
})

test('a clause counts each case once and shows what is still running apart', () => {
  const sofar = emptyTally()
  const facts = { at: at('20T16:30'), calendars }
  const cases = [clock({ status: 'met', endedAt: at('20T16:20') }), clock({ status: 'late', endedAt: at('20T17:40') }), clock({}), clock({ status: 'unknown', endedAt: at('20T16:10') })]
  for (const [index, given] of cases.entries()) tally(sofar, must(attainmentOf({ caseId: String(index), clause: 'AFT-02' }, [given], facts), 'none is cancelled'))
  expect(summarise('AFT-02', sofar)).toEqual({ clause: 'AFT-02', cases: 4, met: 1, missed: 1, unknown: 1, running: 1, median: HOUR / 3, ninetieth: (HOUR * 5) / 3 })
})
