import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shanghai } from '#capabilities/calendar/core/calendars.example.ts'
import { later, MINUTE, millis } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Clock, ClockPolicy } from './clock.ts'
import type { ClockCommand, ClockEvent } from './clock-event.ts'
import { nextNoticeAt } from './clock-event.ts'
import { decideClock } from './decide-clock.ts'
import { evolveClock } from './evolve-clock.ts'
import { ledger } from './ledger.ts'
import { dueOf, spentBy } from './measure-clock.ts'
import { chenYu, clockId, policyOf, shanghaiOffice } from './policies.example.ts'

const FRIDAY = shanghai('2026-09-25 15:00')
const policy = fc
  .record({
    limit: fc.constantFrom('PT30M', 'PT2H', 'PT24H', 'P1D', 'P3D'),
    counting: fc.constantFrom('working' as const, 'wall' as const),
    emergency: fc.boolean(),
  })
  .map(({ limit, counting, emergency }): ClockPolicy =>
    policyOf(limit, counting, {
      emergency,
      notices: [
        { kind: 'warn', before: millis(20 * MINUTE) },
        { kind: 'escalate', after: millis(60 * MINUTE), rung: 'superior' },
      ],
    }),
  )

type Step = { readonly wait: number; readonly what: Exclude<ClockCommand['type'], 'startClock'>; readonly policy: ClockPolicy }
const steps = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 900 }),
    what: fc.constantFrom<Step['what']>('pauseClock', 'resumeClock', 'changePolicy', 'setDue', 'returnDueToRule', 'clockReached', 'calendarChanged', 'pauseClock', 'resumeClock', 'stopClock'),
    policy,
  }),
  { maxLength: 14 },
)

function commandOf(step: Step, at: Instant): ClockCommand {
  switch (step.what) {
    case 'pauseClock':
      return { type: step.what, at, reason: 'customer' }
    case 'changePolicy':
      return { type: step.what, at, policy: step.policy }
    case 'setDue':
      return { type: step.what, at, dueAt: later(at, 90 * MINUTE), by: chenYu }
    case 'returnDueToRule':
      return { type: step.what, at, by: chenYu }
    default:
      return { type: step.what, at }
  }
}

/** A life of a clock: random commands, some refused; every event and the state after each. */
function live(first: ClockPolicy, story: readonly Step[]): { readonly clock: Clock; readonly events: readonly ClockEvent[]; readonly at: Instant } {
  const events: ClockEvent[] = []
  let clock: Clock | null = null
  let at = FRIDAY
  const run = (command: ClockCommand) => {
    const decision = decideClock(clock, command, shanghaiOffice)
    for (const event of decision.ok ? decision.events : []) {
      clock = evolveClock(clock, event)
      events.push(event)
    }
  }
  run({ type: 'startClock', at, id: clockId, key: 'solution', clause: 'AFT-02', policy: first })
  for (const step of story) {
    at = later(at, step.wait * MINUTE)
    run(commandOf(step, at))
  }
  return { clock: clock as unknown as Clock, events, at }
}

const options = { numRuns: 300, seed: 20261122 }

test('replaying the events gives the row, without asking a calendar', () => {
  fc.assert(
    fc.property(policy, steps, (first, story) => {
      const { clock, events } = live(first, story)
      const replayed = (JSON.parse(JSON.stringify(events)) as readonly ClockEvent[]).reduce<Clock | null>(evolveClock, null)
      expect(replayed).toEqual(clock)
    }),
    options,
  )
})

test('elapsed time is the sum of the counted lines of a contiguous ledger', () => {
  fc.assert(
    fc.property(policy, steps, (first, story) => {
      const { clock, at } = live(first, story)
      const lines = ledger(clock, at, shanghaiOffice)
      expect([lines[0]?.from ?? FRIDAY, lines.at(-1)?.to ?? FRIDAY]).toEqual([FRIDAY, at])
      expect(lines.slice(1).filter((line, index) => line.from !== lines[index]?.to || line.why === lines[index]?.why)).toEqual([])
      const counted = lines.reduce((sum, { from, to, counts }) => sum + (counts ? to - from : 0), 0)
      expect(spentBy(clock, at, shanghaiOffice)).toBe(counted)
    }),
    options,
  )
})

test('a limit in time is due at the earliest instant at which it is spent', () => {
  fc.assert(
    fc.property(policy, steps, (first, story) => {
      const { clock } = live(first, story)
      const limit = clock.policies.at(-1)?.policy.limit
      const due = dueOf(clock, shanghaiOffice)
      if (limit?.unit !== 'time' || due === null) return
      expect(spentBy(clock, due, shanghaiOffice)).toBe(limit.amount)
      expect(spentBy(clock, later(due, -1), shanghaiOffice)).toBe(limit.amount - 1)
    }),
    options,
  )
})

test('a breach is announced once, a late clock has announced it, and an announced rung is not announced again', () => {
  fc.assert(
    fc.property(policy, steps, (first, story) => {
      const { clock, events } = live(first, story)
      expect(events.filter(({ type }) => type === 'clock.missed').length).toBeLessThanOrEqual(1)
      expect(events.filter(({ type }) => type === 'clock.escalated').length).toBeLessThanOrEqual(1)
      expect(clock.status === 'late' && clock.missedAt === null).toBe(false)
    }),
    options,
  )
})

test('a worker that wakes a clock whenever it asks for it comes to rest, and leaves it the same as one that comes once, late', () => {
  fc.assert(
    fc.property(policy, (first) => {
      const { clock } = live(first, [])
      const end = later(FRIDAY, 60 * 24 * 60 * MINUTE)
      let eager = clock
      for (let wakes = 0; nextNoticeAt(eager) !== null && wakes < 10; wakes += 1) eager = wake(eager, nextNoticeAt(eager) ?? end)
      const late = wake(clock, end)
      expect([nextNoticeAt(eager), eager.announced]).toEqual([nextNoticeAt(late), late.announced])
    }),
    options,
  )
})

function wake(clock: Clock, at: Instant): Clock {
  const decision = decideClock(clock, { type: 'clockReached', at }, shanghaiOffice)
  return decision.ok ? decision.events.reduce<Clock>(evolveClock, clock) : clock
}
