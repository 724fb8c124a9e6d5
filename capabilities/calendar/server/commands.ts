import type { contextOf } from '#capabilities/access/server/register-access.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Rows, Statement } from '#platform/db/database.ts'
import { appendNextEvent } from '#platform/events/append-next-event.ts'
import type { CalendarEvent } from '../contract.ts'
import type { CalendarRefusal } from '../core/calendar-refusal.ts'
import { noticeRefusal, withNotice } from '../core/statutory-notice.ts'
import type { StatutoryYear } from '../core/statutory-days.ts'

/** Where the years entered are kept, and the wish to measure open deadlines again. */
export type KeepNotice = {
  readonly load: Statement
  readonly read: (rows: Rows | undefined) => readonly StatutoryYear[]
  readonly save: (years: readonly StatutoryYear[]) => Statement
  readonly remeasure: (at: Instant) => Statement
}

type Deps = { readonly db: Db; readonly newId: IdSource; readonly keep: KeepNotice }
type Context = ReturnType<typeof contextOf>
/** The history of all corrections is one stream. */
const STREAM = '0194e000-0000-7000-8000-0000000ca1e0' as Id
/** Any fixed number: corrections are made one at a time, each knowing those before it. */
const oneAtATime: Statement = { name: 'calendar.lock', text: 'select pg_advisory_xact_lock($1)', values: [7_204_862] }

/** Enters the days of a year, and wishes that open deadlines are measured again. Refusals: those of `noticeRefusal`. */
export async function correctStatutoryYear({ db, newId, keep }: Deps, context: Context, notice: StatutoryYear): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: CalendarRefusal }> {
  const wrong = noticeRefusal(notice)
  if (wrong !== null) return { ok: false, refusal: wrong }
  const { at, actor, command, commandId, requestId } = context
  const event: CalendarEvent = { type: 'calendar.statutory_corrected', data: { year: notice.year, holidays: notice.holidays.length, workdays: notice.workdays.length } }
  return db.transaction<{ readonly ok: true }>([oneAtATime, keep.load], async ([, rows]) => ({
    writes: [
      appendNextEvent({ id: newId(), streamKind: 'calendar', streamId: STREAM, v: 1, occurredAt: at, recordedAt: at, actor, command, commandId, requestId, ...event }),
      keep.save(withNotice(keep.read(rows), notice)),
      keep.remeasure(at),
      ...context.settle({ year: String(notice.year) }),
    ],
    answer: { ok: true },
  }))
}
