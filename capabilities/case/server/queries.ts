import { visibleCase } from '#capabilities/access/server/visibility.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { MAIL_CAN_GO } from '#capabilities/conversation/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { instantText, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { mailableIn } from './mailable.ts'

/** A case the viewer may see, with its clocks: one statement sees one moment. */
export function visibleCaseRow(viewer: Viewer, id: Id): Statement {
  const seen = visibleCase(viewer, { caseId: 'cases.id', firstParameter: 2 })
  return {
    name: 'case.visible',
    text: `select id, version, state, subject, green, ${mailableIn('cases.customer_id')} as mailable, ${MAIL_CAN_GO} as mailbox_open, (select json_agg(clocks.state order by started_at, clocks.id) from clocks where case_id = cases.id) as clocks
      from cases where id = $1 and ${seen.text}`,
    values: [id, ...seen.values],
  }
}

/** One row when the viewer may see the case: enough for those who read its parts. */
export function caseSeen(viewer: Viewer, id: Id): Statement {
  const seen = visibleCase(viewer, { caseId: '$1::uuid', firstParameter: 2 })
  return { name: 'case.seen', text: `select 1 where ${seen.text}`, values: [id, ...seen.values] }
}

/** The history of a case, oldest first. */
export function eventsOfCase(viewer: Viewer, id: Id, page: { readonly after: number; readonly limit: number }): Statement {
  const seen = visibleCase(viewer, { caseId: 'events.stream_id', firstParameter: 4 })
  return {
    name: 'case.events',
    text: `select id, version, type, v, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, data from events
      where stream_id = $1 and version > $2 and ${seen.text} order by version limit $3`,
    values: [id, page.after, page.limit, ...seen.values],
  }
}

export function recordsOfCase(viewer: Viewer, id: Id, page: { readonly after: { readonly at: string; readonly id: string }; readonly limit: number }): Statement {
  const seen = visibleCase(viewer, { caseId: 'case_records.case_id', firstParameter: 5 })
  return {
    name: 'case.records',
    text: `select id, kind, subject, form, codes, words, author_kind, author_id, recorded_at from case_records
      where case_id = $1 and (recorded_at, id) > ($2::timestamptz, $3::uuid) and ${seen.text} order by recorded_at, id limit $4`,
    values: [id, page.after.at, page.after.id, page.limit, ...seen.values],
  }
}

/** An instant of a row as text. */
export const timeIn = (value: unknown): string | null => instantText(instantOr(value))
const instantOr = (value: unknown): Instant | null => (typeof value === 'number' && Number.isFinite(value) ? (value as Instant) : null)
