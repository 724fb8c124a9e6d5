import { currentPolicy } from '#capabilities/clock/core/ledger.ts'
import { remaining, sayRemaining } from '#capabilities/clock/core/remaining.ts'
import type { Instant } from '#kernel/instant.ts'
import { useReader } from '#ui/time/use-reader.ts'
import type { ClockRow } from '../../clock-contract.ts'
import { signOf } from './clock-sign.tsx'
import type { MeasuredClocks } from './use-clocks.ts'

/** How a clock stands now, said by the core as time goes on. */
export function useClockSentence(clock: ClockRow, { calendars }: MeasuredClocks) {
  const { now, locale } = useReader()
  const at = now as Instant
  const left = remaining(clock, at, calendars)
  return { left, sign: signOf(left), words: sayRemaining(left, { at, calendar: calendars(currentPolicy(clock).calendar), locale }) }
}
