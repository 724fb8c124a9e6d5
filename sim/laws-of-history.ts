import type { CaseEvent } from '#capabilities/case/core/case-event.ts'
import type { Calendar } from '#capabilities/calendar/core/calendar.ts'
import type { Clock } from '#capabilities/clock/core/clock.ts'
import { ledger } from '#capabilities/clock/core/ledger.ts'
import { spentBy } from '#capabilities/clock/core/measure-clock.ts'
import type { Instant } from '#kernel/instant.ts'

/** A breach is announced once, and so is every rung; an invitation has one answer, a question one end; a message comes in and goes out once. */
export function onceOnly(history: readonly CaseEvent[]): readonly string[] {
  const seen = new Set<string>()
  return history.flatMap((event): readonly string[] => {
    const mark = markOf(event)
    if (mark === null) return []
    const again = seen.has(mark)
    seen.add(mark)
    return again ? [`${mark} happens twice`] : []
  })
}

function markOf(event: CaseEvent): string | null {
  switch (event.type) {
    case 'clock.missed': return `missed ${event.clockId}`
    case 'clock.escalated': return `escalated ${event.clockId} ${event.rung}`
    case 'clock.stopped':
    case 'clock.cancelled': return `ended ${event.clockId}`
    case 'case.survey_answered': return `answered ${event.invitationId}`
    case 'case.confirmed':
    case 'case.declined':
    case 'case.confirmation_lapsed':
    case 'case.confirmation_withdrawn': return `settled ${event.confirmationId}`
    case 'case.message_received':
    case 'case.replied': return `message ${event.messageId}`
    case 'case.noted': return `note ${event.noteId}`
    default: return null
  }
}

/** No breach is announced before it is one. */
export const noneTooEarly = (history: readonly CaseEvent[]): readonly string[] =>
  history.flatMap((event) => ((event.type === 'clock.missed' || event.type === 'clock.escalated') && event.at <= event.dueAt ? [`${event.type} comes before the limit`] : []))

/** Elapsed time is the sum of the counted lines of the ledger. */
export function spentIsCounted(clocks: readonly Clock[], now: Instant, calendars: (key: string) => Calendar): readonly string[] {
  return clocks.flatMap((clock) => {
    const until = clock.endedAt ?? now
    const counted = ledger(clock, until, calendars).reduce((sum, { from, to, counts }) => (counts ? sum + to - from : sum), 0)
    return counted === spentBy(clock, until, calendars) ? [] : [`clock ${clock.key} has spent what its ledger does not count`]
  })
}
