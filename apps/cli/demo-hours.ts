import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import { must } from '#kernel/assert.ts'
import { DAY, HOUR, instant, later, MINUTE, millis, type Instant } from '#kernel/instant.ts'
import type { Rng } from '#kernel/rng.ts'

/** When people do things: colleagues in working hours or on weekend duty, customers while they are awake. */
export type Hours = {
  /** So many minutes of work later; what would lie over a weekend or a holiday is mostly done by whoever is on duty. */
  readonly work: (from: Instant, minutes: number, rng: Rng, duty?: number) => Instant
  /** So many minutes later, by a customer who sleeps at night. */
  readonly customer: (from: Instant, minutes: number, rng: Rng) => Instant
  /** The first hour of duty from here on: between nine and six on any day. */
  readonly duty: (from: Instant) => Instant
  readonly isWorkday: (at: Instant) => boolean
  readonly localHour: (at: Instant) => number
  readonly calendar: Calendar
}

const OFFSET = 8 * HOUR
const LONG = 14 * HOUR
const ON_DUTY = 0.93

const localTime = (at: Instant): number => (at + OFFSET) % DAY
const atLocal = (at: Instant, days: number, time: number): Instant => instant(Math.floor((at + OFFSET) / DAY) * DAY + days * DAY + time - OFFSET)

function window(at: Instant, open: number, close: number): Instant {
  const time = localTime(at)
  if (time < open) return atLocal(at, 0, open)
  return time < close ? at : atLocal(at, 1, open)
}

export function hoursOf(calendar: Calendar): Hours {
  const duty = (from: Instant): Instant => window(from, 9 * HOUR, 18 * HOUR)
  return {
    calendar,
    duty,
    work: (from, minutes, rng, share = ON_DUTY) => {
      const regular = must(calendar.addWorking(from, millis(Math.max(1, Math.round(minutes)) * MINUTE)), 'there is work within ten years')
      return regular - from > LONG && rng() < share ? onDuty(duty, from, minutes) : regular
    },
    customer: (from, minutes, rng) => {
      const at = later(from, Math.round(minutes) * MINUTE)
      const awake = window(at, 7.5 * HOUR, 22.5 * HOUR)
      return awake === at ? at : later(awake, Math.round(rng() * 150) * MINUTE)
    },
    isWorkday: (at) => calendar.isOpen(atLocal(at, 0, 10 * HOUR)),
    localHour: (at) => localTime(at) / HOUR,
  }
}

/** Duty counts its own hours, day after day. */
function onDuty(duty: Hours['duty'], from: Instant, minutes: number): Instant {
  const begin = duty(from)
  const done = later(begin, Math.max(1, Math.round(minutes)) * MINUTE)
  return localTime(done) >= 9 * HOUR && localTime(done) < 18 * HOUR ? done : later(duty(done), 20 * MINUTE)
}
