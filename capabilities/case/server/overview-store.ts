import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { nobodysUnder, openUnder, visibleCase } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, formatInstant, later, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { SOON } from '../core/case-filter.ts'
import { COUNTED_MAX } from '../core/counted.ts'

export const TEAMS_MAX = 100
export const COLLEAGUES_MAX = 200
/** Of so many colleagues the work is counted, to know who has most to catch up on. */
const COLLEAGUES_COUNTED_MAX = 1_000
export const SCORES_MAX = 300
/** So many of the cases that came out of a scored one after the score are looked at. */
const SECONDS_MAX = 10
const SCORED_DAYS = 7

/** Whom somebody reports on: these teams, or every one. */
export type Reporting = { readonly viewer: Viewer; readonly teamIds: readonly Id[] | null; readonly now: Instant }

const work = ({ viewer, now }: Reporting, key: string, firstParameter: number) => openUnder(viewer, { key, most: COUNTED_MAX + 1, now, soon: later(now, SOON), firstParameter })

/** These teams, one more than are shown. */
export function workOfTeams(of: Reporting): Statement {
  const key = `'t:' || teams.id::text`
  const counted = work(of, key, 3)
  const nobodys = nobodysUnder(of.viewer, { key, most: COUNTED_MAX + 1, firstParameter: 3 + counted.values.length })
  return {
    name: 'case.overview_teams',
    text: `select teams.id, teams.name, work.*, nobodys.* from teams cross join lateral ${counted.text} work cross join lateral ${nobodys.text} nobodys
      where teams.archived_at is null and ($1::uuid[] is null or teams.id = any($1)) order by teams.name, teams.id limit $2`,
    values: [of.teamIds, TEAMS_MAX + 1, ...counted.values, ...nobodys.values],
  }
}

/** Colleagues of these teams, one more than are shown; those first who have most to catch up on. */
export function workOfColleagues(of: Reporting): Statement {
  const counted = work(of, `'p:' || colleague.id::text`, 4)
  return {
    name: 'case.overview_colleagues',
    text: `select colleague.id, colleague.name, colleague.teams, work.* from (
        select staff.id, staff.name, array_agg(teams.name order by teams.name)::text[] as teams from staff
        join team_members member on member.staff_id = staff.id join teams on teams.id = member.team_id and teams.archived_at is null
        where staff.active and staff.archived_at is null and ($1::uuid[] is null or teams.id = any($1)) group by staff.id, staff.name order by staff.name, staff.id limit $2) colleague
      cross join lateral ${counted.text} work order by work.overdue desc, work.soon desc, work.open desc, colleague.name, colleague.id limit $3`,
    values: [of.teamIds, COLLEAGUES_COUNTED_MAX, COLLEAGUES_MAX + 1, ...counted.values],
  }
}

/** The scores of the last days in cases of these teams that the viewer sees, the newest first and one more than are looked at, with the cases that came out of each since. */
export function scoresOfLate({ viewer, teamIds, now }: Reporting): Statement {
  const seen = visibleCase(viewer, { caseId: 'scored.id', firstParameter: 4 })
  const secondSeen = visibleCase(viewer, { caseId: 'child.id', firstParameter: 4 })
  return {
    name: 'case.overview_scores',
    text: `select cases.id, cases.number, cases.subject, cases.scenario, cases.handbook_id, cases.state, staff.name as assignee, late.step, late.survey, late.score, late.at, since.children
      from (select scored.id, event.occurred_at as at, event.data ->> 'step' as step, event.data ->> 'survey' as survey, (event.data ->> 'score')::numeric::int as score
        from events event join cases scored on scored.id = event.stream_id
        where event.type = 'case.survey_answered' and event.occurred_at >= $1 and ($3::uuid[] is null or scored.team_id = any($3)) and ${seen.text} order by event.occurred_at desc limit $2) late
      join cases on cases.id = late.id left join staff on staff.id = cases.assignee_id
      cross join lateral (select coalesce(json_agg(json_build_object('caseId', near.id, 'number', near.number, 'status', near.status, 'scenario', near.scenario) order by near.opened_at, near.id), '[]') as children
        from (select child.id, child.number, child.status, child.scenario, child.opened_at from cases child
          where child.parent_id = cases.id and child.opened_at >= late.at and ${secondSeen.text} order by child.opened_at, child.id limit ${SECONDS_MAX}) near) since
      order by late.at desc, cases.id`,
    values: [formatInstant(later(now, -SCORED_DAYS * DAY)), SCORES_MAX + 1, teamIds, ...seen.values],
  }
}
