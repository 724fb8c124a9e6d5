import type { Calendars } from '#capabilities/clock/core/clock.ts'
import type { Id } from '#kernel/id.ts'
import type { Scenario } from '../core/compile-scenario.ts'

/** One published version of the handbook, ready for decisions. */
export type HandbookVersion = {
  readonly id: Id
  readonly number: number
  readonly scenario: (key: string) => Scenario | undefined
  readonly scenarios: readonly Scenario[]
  readonly calendars: Calendars
}

/** Where cases find the handbook: the version in force now, and the one a running case began under. Versions are immutable and kept in memory. */
export type HandbookSource = {
  readonly current: () => Promise<HandbookVersion>
  readonly version: (id: string) => Promise<HandbookVersion>
}
