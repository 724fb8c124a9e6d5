import { describe, expect, test } from 'vitest'
import { shanghai, specs } from '#capabilities/calendar/core/calendars.example.ts'
import { DAY, HOUR, later, millis, MINUTE } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ClockPolicy, Notice } from './clock.ts'
import { nextNoticeAt } from './clock-event.ts'
import type { ClockCommand } from './clock-event.ts'
import { decideClock } from './decide-clock.ts'
import { calendarsOf, chenYu, clockId, nineToFive, play, policyOf } from './policies.example.ts'

const NOTICES: readonly Notice[] = [
  { kind: 'warn', before: millis(30 * MINUTE) },
  { kind: 'escalate', after: millis(HOUR), rung: 'superior' },
  { kind: 'escalate', after: millis(2 * HOUR), rung: 'reassign' },
]
const wednesday = (time: string) => shanghai(`2026-11-18 ${time}`)
const start = (time: string, limit = 'PT2H', more: Partial<ClockPolicy> = {}) =>
  ({ type: 'start', at: wednesday(time), policy: policyOf(limit, 'working', { notices: NOTICES, ...more }) }) as const
const reach = (time: string) => ({ type: 'clockReached', at: wednesday(time) }) as const
const pause = (time: string) => ({ type: 'pauseClock', at: wednesday(time), reason: 'customer' }) as const
const resume = (time: string) => ({ type: 'resumeClock', at: wednesday(time) }) as const
const stop = (at: Instant) => ({ type: 'stopClock', at }) as const
const types = (steps: Parameters<typeof play>[0]) => play(steps, nineToFive).events.map(({ type }) => type.slice('clock.'.length))

describe('the end of a promise', () => {
  test('done at the very due instant is met, a millisecond later is late', () => {
    expect(play([start('10:00'), stop(wednesday('12:00'))], nineToFive).clock.status).toBe('met')
    expect(play([start('10:00'), stop((wednesday('12:00') + 1) as Instant)], nineToFive).clock.status).toBe('late')
  })

  test('what is told afterwards counts as of when it was done, but takes back no breach that was announced', () => {
    const told = (asOf: string) => ({ type: 'stopClock', at: wednesday('13:00'), asOf: wednesday(asOf) }) as const
    const inTime = play([start('10:00'), told('11:45')], nineToFive).clock
    expect([inTime.status, inTime.endedAt]).toEqual(['met', wednesday('11:45')])
    expect(play([start('10:00'), told('12:30')], nineToFive).clock.status).toBe('late')
    expect(play([start('10:00'), reach('12:01'), told('11:45')], nineToFive).clock.status).toBe('late')
    expect(play([start('10:00'), told('09:00')], nineToFive).clock.endedAt).toBe(wednesday('10:00'))
    expect(play([start('10:00'), { ...told('14:00'), asOf: wednesday('14:00') }], nineToFive).clock.endedAt).toBe(wednesday('13:00'))
  })

  test('a worker that comes at the due instant does not announce a miss', () => {
    expect(types([start('10:00'), reach('11:30'), reach('12:00'), stop(wednesday('12:00'))])).toEqual(['started', 'warned', 'stopped'])
  })

  test('a late end announces the miss that nobody had announced yet', () => {
    expect(types([start('10:00'), stop(wednesday('12:30'))])).toEqual(['started', 'missed', 'stopped'])
  })

  test('a missed clock goes on up the ladder until the action is done, then it is late', () => {
    const { clock, events } = play([start('10:00'), reach('11:30'), reach('12:01'), reach('13:00'), reach('14:00'), stop(wednesday('15:00'))], nineToFive)
    expect(events.map((event) => (event.type === 'clock.escalated' ? event.rung : event.type))).toEqual([
      'clock.started',
      'clock.warned',
      'clock.missed',
      'superior',
      'reassign',
      'clock.stopped',
    ])
    expect([clock.status, clock.planned, nextNoticeAt(clock)]).toEqual(['late', [], null])
  })

  test('done while paused is met when the time had not run out', () => {
    const { clock } = play([start('10:00'), pause('11:00'), stop(wednesday('16:00'))], nineToFive)
    expect([clock.status, clock.pauses]).toEqual(['met', [{ from: wednesday('11:00'), to: wednesday('16:00'), reason: 'customer' }]])
  })

  test('imported history without evidence of its end is unknown, even long after its due instant', () => {
    const { clock } = play([start('10:00'), { type: 'leaveUnknown', at: wednesday('16:00') }], nineToFive)
    expect([clock.status, clock.missedAt]).toEqual(['unknown', null])
  })

  test('a promise that no longer applies is cancelled', () => {
    expect(play([start('10:00'), { type: 'cancelClock', at: wednesday('11:00') }], nineToFive).clock.status).toBe('cancelled')
  })
})

describe('waking', () => {
  test('waking late announces everything once, waking twice or early announces nothing', () => {
    expect(types([start('10:00'), reach('10:05'), reach('13:30'), reach('13:30')])).toEqual(['started', 'warned', 'missed', 'escalated'])
  })

  test('the next waking is the first thing planned; a paused clock sleeps', () => {
    expect(nextNoticeAt(play([start('10:00')], nineToFive).clock)).toBe(wednesday('11:30'))
    expect(nextNoticeAt(play([start('10:00'), pause('10:30')], nineToFive).clock)).toBeNull()
    expect(types([start('10:00'), pause('10:30'), reach('16:00')])).toEqual(['started', 'paused'])
  })

  test('a holiday entered after the start moves the due instant when the clock is reached', () => {
    const { clock } = play([{ ...start('16:00'), at: wednesday('16:00') }], nineToFive)
    const holiday = calendarsOf({ ...specs.nineToFive, holidays: ['2026-11-19'] })
    const decision = decideClock(clock, { type: 'clockReached', at: shanghai('2026-11-19 10:01') }, holiday)
    expect(decision.ok && decision.events).toMatchObject([{ type: 'clock.rescheduled', dueAt: shanghai('2026-11-20 10:00') }])
  })

  test('a calendar that changes nothing for the clock leaves no event', () => {
    expect(types([start('10:00'), { type: 'calendarChanged', at: wednesday('10:30') }])).toEqual(['started'])
  })
})

describe('warnings', () => {
  test('a warning from before the start is not given', () => {
    expect(play([start('10:00', 'PT20M')], nineToFive).clock.planned.map(({ kind }) => kind)).toEqual(['miss', 'escalate', 'escalate'])
  })

  test('a warning is not repeated after a pause', () => {
    expect(types([start('10:00'), reach('11:30'), pause('11:40'), resume('14:00'), reach('14:10')])).toEqual(['started', 'warned', 'paused', 'resumed'])
  })

  test('a longer limit has a warning of its own', () => {
    const longer = { type: 'changePolicy', at: wednesday('11:40'), policy: policyOf('PT4H', 'working', { notices: NOTICES }) } as const
    expect(types([start('10:00'), reach('11:30'), longer, reach('13:30')])).toEqual(['started', 'warned', 'policy_changed', 'warned'])
  })

  test('a warning that would wait until after the due instant is dropped', () => {
    const night = { type: 'start', at: wednesday('20:00'), policy: policyOf('PT4H', 'wall', { notices: NOTICES }) } as const
    expect(play([night], nineToFive).clock.planned.map(({ kind }) => kind)).toEqual(['miss', 'escalate', 'escalate'])
  })
})

describe('changes on the way', () => {
  test('a breach is announced before a pause hides it', () => {
    expect(types([start('10:00'), pause('12:30')])).toEqual(['started', 'missed', 'paused'])
  })

  test('a class changed in a pause leaves the clock paused, and the same class again changes nothing', () => {
    const urgent = { type: 'changePolicy', at: wednesday('11:00'), policy: policyOf('PT30M', 'wall', { emergency: true }) } as const
    const { clock, events } = play([start('10:00'), pause('10:10'), urgent, urgent], nineToFive)
    expect([clock.status, clock.dueAt, events.length]).toEqual(['paused', null, 3])
  })

  test('a limit shortened below the time spent is missed at once', () => {
    const shorter = { type: 'changePolicy', at: wednesday('11:00'), policy: policyOf('PT30M', 'working') } as const
    const { clock } = play([start('10:00'), shorter], nineToFive)
    expect([clock.dueAt, nextNoticeAt(clock)]).toEqual([wednesday('10:30'), wednesday('10:30') + 1])
  })

  test('a due date set by hand is kept through a pause', () => {
    const set = { type: 'setDue', at: wednesday('10:20'), dueAt: wednesday('16:00'), by: chenYu } as const
    const { clock } = play([start('10:00'), set, pause('10:30')], nineToFive)
    expect([clock.dueAt, nextNoticeAt(clock)]).toEqual([wednesday('16:00'), null])
    expect(play([start('10:00'), set, pause('10:30'), resume('11:00')], nineToFive).clock.dueAt).toBe(wednesday('16:00'))
  })

  test('a due date moved by hand after the breach does not undo the breach', () => {
    const set = { type: 'setDue', at: wednesday('12:30'), dueAt: wednesday('16:00'), by: chenYu } as const
    const { clock } = play([start('10:00'), reach('12:01'), set, stop(wednesday('14:00'))], nineToFive)
    expect(clock.status).toBe('late')
  })

  test('a miss is announced once, whatever happens to the due instant afterwards', () => {
    const longer = { type: 'changePolicy', at: wednesday('12:30'), policy: policyOf('PT3H', 'working') } as const
    expect(types([start('10:00'), reach('12:01'), longer, reach('13:30'), stop(wednesday('14:00'))])).toEqual(['started', 'warned', 'missed', 'policy_changed', 'stopped'])
  })

  test('a command from a machine whose clock is behind is dated no earlier than what happened last', () => {
    const { clock } = play([start('10:00'), pause('11:00'), resume('10:59')], nineToFive)
    expect(clock.pauses).toEqual([{ from: wednesday('11:00'), to: wednesday('11:00'), reason: 'customer' }])
  })
})

describe('what is refused', () => {
  const running = play([start('10:00')], nineToFive).clock
  const paused = play([start('10:00'), pause('10:30')], nineToFive).clock
  const met = play([start('10:00'), stop(wednesday('11:00'))], nineToFive).clock
  const at = wednesday('11:00')
  test.each<[string, typeof running | null, ClockCommand, string]>([
    ['starting twice', running, { type: 'startClock', at, id: clockId, key: 'a', clause: 'AFT-01', policy: policyOf('PT1H', 'wall') }, 'clock.already_started'],
    ['pausing what never started', null, { type: 'pauseClock', at, reason: 'customer' }, 'clock.not_started'],
    ['pausing twice', paused, { type: 'pauseClock', at, reason: 'customer' }, 'clock.already_paused'],
    ['resuming what runs', running, { type: 'resumeClock', at }, 'clock.not_paused'],
    ['ending twice', met, { type: 'stopClock', at }, 'clock.ended'],
    ['a due date in the past', running, { type: 'setDue', at, dueAt: wednesday('10:59'), by: chenYu }, 'clock.due_in_past'],
    ['giving back what was never taken', running, { type: 'returnDueToRule', at, by: chenYu }, 'clock.due_not_manual'],
  ])('%s', (_, clock, command, code) => {
    expect(decideClock(clock, command, nineToFive)).toEqual({ ok: false, refusal: { code } })
  })

  test('a due date by hand lies at most a year ahead', () => {
    const setDue = (days: number) => decideClock(running, { type: 'setDue', at, dueAt: later(at, days * DAY), by: chenYu }, nineToFive)
    expect(setDue(366).ok).toBe(true)
    expect(setDue(367)).toEqual({ ok: false, refusal: { code: 'clock.due_too_far', params: { days: 366 } } })
  })
})
