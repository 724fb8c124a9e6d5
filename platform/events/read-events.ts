import type { Id } from '#kernel/id.ts'
import { instantText, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** What of the history is wanted; what is null is not asked. */
export type EventFilter = {
  readonly streamKind: string | null
  readonly streamId: Id | null
  readonly type: string | null
  readonly actorId: Id | null
  readonly requestId: string | null
  readonly from: Instant | null
  readonly to: Instant | null
}
/** Before which event the page goes on: the order of commits. */
export type EventPosition = { readonly xid: string; readonly seq: string }
export const NEWEST: EventPosition = { xid: '18446744073709551615', seq: '9223372036854775807' }

/** What stands in nearly every line needs no index: its newest are at hand. Everything else is filed by itself (`migrations/0023_audit_filters.sql`). */
const OFTEN = { types: ['case.%', 'clock.%', 'message.%'], kinds: ['case', 'message'] } as const
const seldomType = (type: string): boolean => OFTEN.types.every((prefix) => !type.startsWith(prefix.slice(0, -1)))
const seldomKind = (kind: string): boolean => OFTEN.kinds.every((often) => kind !== often)

/**
 * A page of the history over all streams, newest first. Without a name: each question is planned for what it asks, and most ask little.
 * `now`: a period long past is looked up by itself, or everything after it would be walked through first.
 */
export function readEvents(filter: EventFilter, page: { readonly before: EventPosition; readonly limit: number; readonly now: Instant }): Statement {
  const seldom = [
    ...(filter.type !== null && seldomType(filter.type) ? OFTEN.types.map((prefix) => `type not like '${prefix}'`) : []),
    ...(filter.streamKind !== null && seldomKind(filter.streamKind) ? [`stream_kind not in (${OFTEN.kinds.map((kind) => `'${kind}'`).join(', ')})`] : []),
  ]
  const wanted = `select id, xid, seq, stream_kind, stream_id, version, type, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, request_id, data from events
    where (xid, seq) < ($1::text::xid8, $2::bigint)
      and ($4::text is null or stream_kind = $4) and ($5::uuid is null or stream_id = $5) and ($6::text is null or type = $6) and ($7::uuid is null or actor_id = $7)
      and ($8::text is null or request_id = $8) and ($9::timestamptz is null or recorded_at >= $9) and ($10::timestamptz is null or recorded_at < $10)
      ${seldom.map((condition) => `and ${condition}`).join(' ')}`
  return {
    text: `${longPast(filter, page.now) ? `with period as materialized (${wanted}) select * from period` : wanted} order by xid desc, seq desc limit $3`,
    values: [page.before.xid, page.before.seq, page.limit, filter.streamKind, filter.streamId, filter.type, filter.actorId, filter.requestId, instantText(filter.from), instantText(filter.to)],
  }
}

/** More time has passed since than the period lasted. */
const longPast = ({ from, to }: EventFilter, now: Instant): boolean => from !== null && to !== null && now - to > to - from
