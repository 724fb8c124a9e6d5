import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { visibleCase } from '#capabilities/access/server/visibility.ts'
import { formatInstant, instantText, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { Standing } from '../core/attainment.ts'

/** Standings from worst to best, as they are sorted: the place of the worst clock stands for the case. */
export const STANDINGS = ['missed', 'unknown', 'running', 'met'] as const satisfies readonly Standing[]

/** `standingOf` of the core, in SQL: the place in `STANDINGS`, null where a clock was cancelled unbroken. `now` is the SQL of the present. */
const placeOf = (now: string): string => `case
  when clock.status = 'late' or (clock.status = 'cancelled' and clock.missed_at is not null) then 0
  when clock.status in ('running', 'paused') and (clock.missed_at is not null or clock.due_at < ${now}) then 0
  when clock.status = 'unknown' then 1
  when clock.status in ('running', 'paused') then 2
  when clock.status = 'met' then 3 end`

export type Period = { readonly from: Instant | null; readonly to: Instant | null }
type Weeks = { readonly clause: string; readonly from: Instant; readonly to: Instant; readonly zone: string; readonly now: Instant }

/** Week by week, how many cases stand how: a case belongs to the week in which its first clock of the period started. */
export const standingsByWeek = ({ clause, from, to, zone, now }: Weeks): Statement => ({
  name: 'insight.weeks',
  text: `with judged as (
      select min(clock.started_at) as started_at, min(${placeOf('$5::timestamptz')}) as place from clocks clock
      where clock.clause = $1 and clock.started_at >= $2 and clock.started_at < $3 group by clock.case_id)
    select to_char(date_trunc('week', started_at at time zone $4), 'YYYY-MM-DD') as week, place, count(*)::int as cases from judged where place is not null group by 1, 2 order by 1, 2`,
  values: [clause, formatInstant(from), formatInstant(to), zone, formatInstant(now)],
})

/** Where a list of cases goes on: standing, then when the promise began (late ones first), then the case. */
export type AttainedPosition = { readonly place: string; readonly at: string; readonly id: string }
type Attained = Period & { readonly clause: string; readonly standing: Standing | null; readonly now: Instant; readonly limit: number; readonly after: AttainedPosition }

/** The visible cases behind the figures of a clause, the worst first and among those the newest, with their clocks. */
export function attainedCases(viewer: Viewer, { clause, from, to, standing, now, limit, after }: Attained): Statement {
  const seen = visibleCase(viewer, { caseId: 'clock.case_id', firstParameter: 10 })
  return {
    name: 'insight.cases',
    text: `with judged as (
        select clock.case_id, min(clock.started_at) as started_at, max(clock.due_at) as due_at, min(${placeOf('$5::timestamptz')}) as place, json_agg(clock.state order by clock.started_at, clock.id) as clocks
        from clocks clock
        where clock.clause = $1 and ($2::timestamptz is null or clock.started_at >= $2) and ($3::timestamptz is null or clock.started_at < $3) and ${seen.text}
        group by clock.case_id)
      select judged.*, kept.number, kept.scenario, kept.subject, kept.handbook_id from judged join cases kept on kept.id = judged.case_id
      where place is not null and ($4::int is null or place = $4)
        and (place > $6::int or (place = $6::int and (started_at < $7::timestamptz or (started_at = $7::timestamptz and case_id > $8::uuid))))
      order by place, started_at desc, case_id limit $9`,
    values: [clause, instantText(from), instantText(to), standing === null ? null : STANDINGS.indexOf(standing), formatInstant(now), after.place, after.at, after.id, limit, ...seen.values],
  }
}
