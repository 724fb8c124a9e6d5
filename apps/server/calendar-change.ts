import type { KeepNotice } from '#capabilities/calendar/server/commands.ts'
import { runCases } from '#capabilities/case/server/run-cases.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { enqueue, type Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Handlers, type Outcome } from '#platform/outbox/outbox-worker.ts'
import { keepCorrections, loadCorrections, readCorrections } from './calendar-corrections.ts'
import type { House } from './house.ts'

const CALENDAR_CHANGED = 'calendar.changed'
const BATCH = 100
const FIRST_ID = '00000000-0000-0000-0000-000000000000' as Id

/** Where corrections are kept, and the wish that goes with them. */
export const noticeKeeping = ({ newId }: House): KeepNotice => ({
  load: loadCorrections,
  read: readCorrections,
  save: keepCorrections,
  remeasure: (at) => remeasureAfter(newId(), FIRST_ID, at),
})

const remeasureAfter = (id: Id, after: Id, at: Instant): Statement => enqueue([{ id, kind: CALENDAR_CHANGED, payload: { after }, dueAt: at }], at)

/** The worker's part of a correction. */
export const calendarHandlers = (house: House): Handlers => ({ [CALENDAR_CHANGED]: (job, now) => remeasure(house, job, now) })

/** Open clocks whose deadline crosses unannounced days are measured again, a batch of cases at a time; done twice, it changes nothing more. */
async function remeasure(house: House, job: Job, now: Instant): Promise<Outcome> {
  await house.corrections.reload()
  house.live.refresh()
  const { rows } = await house.db.query(provisionalCases(String(job.payload['after']), BATCH))
  const ids = rows.map((row) => row['case_id'] as Id)
  const requests = ids.map((caseId) => ({
    caseId, command: { type: 'calendarChanged' as const, at: now }, actor: { kind: 'system' as const }, commandId: house.newId(), requestId: null,
  }))
  const last = ids.at(-1)
  if (last === undefined) return DONE
  await runCases(house.cases, requests, ids.length < BATCH ? [] : [remeasureAfter(house.newId(), last, now)])
  return DONE
}

const provisionalCases = (after: string, limit: number): Statement => ({
  name: 'calendar.provisional_cases',
  text: 'select distinct case_id from clocks where provisional and case_id > $1 order by case_id limit $2',
  values: [after, limit],
})
