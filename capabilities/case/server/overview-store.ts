import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { openUnder, visibleCase } from '#capabilities/access/server/visibility.ts'
import type { Id } from '#kernel/id.ts'
import { DAY, formatInstant, later, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { SOON } from '../core/case-filter.ts'

/** A count says 99+. */
export const COUNTED_MAX = 99
const TEAMS_MAX = 100
export const COLLEAGUES_MAX = 200
const SCORES_MAX = 300
const SCORED_DAYS = 7

/** Whom somebody reports on: these teams, or every one. */
export type Reporting = { readonly viewer: Viewer; readonly teamIds: readonly Id[] | null; readonly now: Instant }

const work = ({ viewer, now }: Reporting, key: string) => openUnder(viewer, { key, most: COUNTED_MAX + 1, now, soon: later(now, SOON), firstParameter: 3 })

export function workOfTeams(of: Reporting): Statement {
  const counted = work(of, `'t:' || teams.id::text`)
  return {
    name: 'case.overview_teams',
    text: `select teams.id, teams.name, work.* from teams cross join lateral ${counted.text} work
      where teams.archived_at is null and ($1::uuid[] is null or teams.id = any($1)) order by teams.name, teams.id limit $2`,
    values: [of.teamIds, TEAMS_MAX, ...counted.values],
  }
}

/** Colleagues of these teams, one more than are shown; those first who have most to catch up on. */
export function workOfColleagues(of: Reporting): Statement {
  const counted = work(of, `'p:' || colleague.id::text`)
  return {
    name: 'case.overview_colleagues',
    text: `select colleague.id, colleague.name, colleague.teams, work.* from (
        select staff.id, staff.name, array_agg(teams.name order by teams.name)::text[] as teams from staff
        join team_members member on member.staff_id = staff.id join teams on teams.id = member.team_id and teams.archived_at is null
        where staff.active and staff.archived_at is null and ($1::uuid[] is null or teams.id = any($1)) group by staff.id, staff.name order by staff.name, staff.id limit $2) colleague
      cross join lateral ${counted.text} work order by work.overdue desc, work.soon desc, work.open desc, colleague.name, colleague.id`,
    values: [of.teamIds, COLLEAGUES_MAX + 1, ...counted.values],
  }
}

/** The scores of the last days in cases the viewer sees, the newest first, with the case that came out of each. */
export function scoresOfLate({ viewer, teamIds, now }: Reporting): Statement {
  const seen = visibleCase(viewer, { caseId: 'cases.id', firstParameter: 4 })
  const secondSeen = visibleCase(viewer, { caseId: 'child.id', firstParameter: 4 })
  return {
    name: 'case.overview_scores',
    text: `select cases.id, cases.number, cases.subject, cases.scenario, cases.handbook_id, staff.name as assignee, scored.score, scored.occurred_at as at, second.id as second_id, second.number as second_number, second.status as second_status
      from (select stream_id, occurred_at, (data ->> 'score')::numeric::int as score from events where type = 'case.survey_answered' and occurred_at >= $1 order by occurred_at desc limit $2) scored
      join cases on cases.id = scored.stream_id left join staff on staff.id = cases.assignee_id
      left join lateral (select child.id, child.number, child.status from cases child where child.parent_id = cases.id and ${secondSeen.text} order by child.opened_at desc limit 1) second on true
      where ($3::uuid[] is null or cases.team_id = any($3)) and ${seen.text} order by scored.occurred_at desc, cases.id`,
    values: [formatInstant(later(now, -SCORED_DAYS * DAY)), SCORES_MAX, teamIds, ...seen.values],
  }
}
