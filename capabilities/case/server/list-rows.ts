import type { Viewer } from '#capabilities/access/core/viewer.ts'
import type { Id } from '#kernel/id.ts'
import type { Statement } from '#platform/db/database.ts'
import { visibleCase } from '#capabilities/access/server/visibility.ts'

/** Characters of the last message that a row shows. */
const EXCERPT = 120

/** What a list shows of these cases, in their order: a few look-ups by key for each. Asked again of the viewer's sight, since it may have ended meanwhile. */
export function listRows(viewer: Viewer, ids: readonly Id[]): Statement {
  const seen = visibleCase(viewer, { caseId: 'cases.id', firstParameter: 2 })
  return {
    name: 'case.list_rows',
    text: `select cases.id, cases.version, cases.state, cases.subject, cases.green, cases.updated_at, customer.id as customer_id, customer.name as customer_name,
        teams.name as team_name, staff.name as assignee_name, clock.id as clock_id, clock.key as clock_key, clock.clause, clock.status as clock_status, clock.due_at, clock.missed_at, clock.provisional,
        message.direction, message.author_kind, message.created_at as said_at, message.excerpt
      from unnest($1::uuid[]) with ordinality asked (id, place) join cases on cases.id = asked.id
      left join customers known on known.id = cases.customer_id left join customers customer on customer.id = coalesce(known.merged_into, known.id)
      left join teams on teams.id = cases.team_id left join staff on staff.id = cases.assignee_id
      left join lateral (select id, key, clause, status, due_at, missed_at, provisional from clocks where case_id = cases.id and status in ('running', 'paused')
        order by due_at nulls last, started_at, id limit 1) clock on true
      left join lateral (select direction, author_kind, created_at, left(coalesce(reply_text, text), ${EXCERPT}) as excerpt from messages
        where case_id = cases.id and state is distinct from 'cancelled' order by created_at desc, id desc limit 1) message on true
      where ${seen.text} order by asked.place`,
    values: [ids, ...seen.values],
  }
}
