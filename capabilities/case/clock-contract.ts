import { Type, type Static, type TSchema } from 'typebox'
import type { LaidOutCalendar } from '#capabilities/calendar/core/laid-out-calendar.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'

/**
 * The clocks of a case as the core measures them, with the calendars they run by: a screen counts down and draws the ledger itself, by the core's own functions.
 * `GET /api/v1/cases/:id/clocks`. Instants are milliseconds here, because nobody but the core reads them.
 */

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const InstantSchema = Type.Unsafe<Instant>(Type.Integer())
const IdSchema = Type.Unsafe<Id>(Type.String({ format: 'uuid' }))

const ClockRow = strict({
  id: IdSchema,
  key: Type.String(),
  name: Type.String(),
  clause: Type.String(),
  status: Type.Enum(['running', 'paused', 'met', 'late', 'cancelled', 'unknown']),
  startedAt: InstantSchema,
  endedAt: nullable(InstantSchema),
  /** Limits in order of time, each from its instant on. */
  policies: Type.Unsafe<Clock['policies']>(Type.Array(Type.Unknown())),
  pauses: Type.Array(strict({ from: InstantSchema, to: nullable(InstantSchema), reason: Type.String() })),
  dueAt: nullable(InstantSchema),
  manual: nullable(strict({ dueAt: InstantSchema, by: Type.String(), at: InstantSchema })),
  provisional: Type.Boolean(),
  missedAt: nullable(InstantSchema),
})
export type ClockRow = Static<typeof ClockRow>

export const CaseClocks = strict({
  items: Type.Array(ClockRow),
  calendars: Type.Array(strict({ key: Type.String(), laidOut: Type.Unsafe<LaidOutCalendar>(Type.Unknown()) })),
  /** What a reason of a pause is called: a wait, or the question that was asked. */
  reasons: Type.Array(strict({ key: Type.String(), name: Type.String() })),
})
export type CaseClocks = Static<typeof CaseClocks>
