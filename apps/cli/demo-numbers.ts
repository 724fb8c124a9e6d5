import { readAttainment, type AttainmentDeps } from '#capabilities/insight/server/queries.ts'
import type { ClauseAttainment } from '#capabilities/insight/core/attainment.ts'
import type { Instant } from '#kernel/instant.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import { openReading } from './open-reading.ts'

/** What the play has brought about, counted in the database. */
export type DemoNumbers = {
  readonly byStatus: Readonly<Record<string, number>>
  readonly overdue: number
  readonly dueInTheHour: number
  readonly waiting: number
  readonly unassigned: number
  readonly messages: Readonly<Record<string, number>>
  readonly customers: number
  readonly files: number
  readonly scores: Readonly<Record<string, number>>
  readonly openSteps: Readonly<Record<string, number>>
  readonly attainment: readonly ClauseAttainment[]
}

export async function countDemo(db: Db, now: Instant): Promise<DemoNumbers> {
  const counts = async (text: string, ...values: readonly unknown[]): Promise<Readonly<Record<string, number>>> =>
    Object.fromEntries((await db.query({ text, values: [...values] })).rows.map((row) => [String(row['key']), Number(row['count'])]))
  const one = async (text: string, ...values: readonly unknown[]): Promise<number> => (await counts(`select 'n' as key, (${text}) as count`, ...values))['n'] ?? 0
  const at = formatInstant(now)
  const { live } = await openReading(db)
  const deps: AttainmentDeps = { db, now: () => now, calendarsOf: async (handbook) => (await live.version(handbook)).calendars }
  return {
    byStatus: await counts('select status as key, count(*) as count from cases group by status order by status'),
    overdue: await one(`select count(*) from cases where status = 'open' and next_due_at < $1`, at),
    dueInTheHour: await one(`select count(*) from cases where status = 'open' and next_due_at between $1 and $1::timestamptz + interval '1 hour'`, at),
    waiting: await one(`select count(*) from cases where status = 'open' and state -> 'wait' ->> 'reason' is not null`),
    unassigned: await one(`select count(*) from cases where status = 'open' and assignee_id is null`),
    messages: await counts('select direction as key, count(*) as count from messages group by direction order by direction'),
    customers: await one('select count(*) from customers'),
    files: await one('select count(*) from attachments'),
    scores: await counts(`select data ->> 'score' as key, count(*) as count from events where type = 'case.survey_answered' group by 1 order by 1`),
    openSteps: await counts(`select scenario || '/' || step.key as key, count(*) as count from cases, json_each(state -> 'steps') step
      where status in ('open', 'resolved') and step.value ->> 'status' = 'active' group by 1 order by 1`),
    attainment: (await readAttainment(deps, { from: null, to: null, clause: null })).toSorted((one_, other) => (one_.clause < other.clause ? -1 : 1)),
  }
}
