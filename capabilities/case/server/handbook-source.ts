import type { RoleGrants } from '#capabilities/access/core/permission.ts'
import type { LaidOutCalendar } from '#capabilities/calendar/core/laid-out-calendar.ts'
import type { CalendarDefinition } from '#capabilities/calendar/definition.ts'
import type { Calendars } from '#capabilities/clock/core/clock.ts'
import type { SurveyDefinition } from '#capabilities/survey/definition.ts'
import type { WordingDefinition } from '#capabilities/conversation/definition.ts'
import type { Text } from '#kernel/text.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import type { PromisesDefinition } from '../definition.ts'

/** One published version of the handbook, ready for decisions. */
export type HandbookVersion = {
  readonly id: Id
  readonly number: number
  readonly serialDigits: number
  readonly scenario: (key: string) => Scenario | undefined
  readonly scenarios: readonly Scenario[]
  readonly calendars: Calendars
  /** Whole years of a calendar as numbers, for a screen that measures clocks itself. */
  readonly layOut: (key: string, from: Instant, to: Instant) => LaidOutCalendar
  /** A calendar as it is written, for people to read. */
  readonly calendar: (key: string) => CalendarDefinition
  readonly promises: PromisesDefinition
  readonly wordings: readonly WordingDefinition[]
  readonly wording: (key: string) => WordingDefinition | undefined
  readonly survey: (key: string) => SurveyDefinition | undefined
  /** What each role may do. */
  readonly roles: readonly RoleGrants[]
  readonly roleName: (key: string) => Text | undefined
}

/** Where cases find the handbook: the version in force now, and the one a running case began under. Versions are immutable and kept in memory. */
export type HandbookSource = {
  readonly current: () => Promise<HandbookVersion>
  readonly version: (id: string) => Promise<HandbookVersion>
  /** A version somebody names; null when it was never published. */
  readonly find: (id: string) => Promise<HandbookVersion | null>
}
