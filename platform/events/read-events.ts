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

/** A page of the history over all streams, newest first. */
export const readEvents = (filter: EventFilter, page: { readonly before: EventPosition; readonly limit: number }): Statement => ({
  name: 'events.read',
  text: `select id, xid, seq, stream_kind, stream_id, version, type, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, request_id, data from events
    where (xid, seq) < ($1::text::xid8, $2::bigint)
      and ($4::text is null or stream_kind = $4) and ($5::uuid is null or stream_id = $5) and ($6::text is null or type = $6) and ($7::uuid is null or actor_id = $7)
      and ($8::text is null or request_id = $8) and ($9::timestamptz is null or recorded_at >= $9) and ($10::timestamptz is null or recorded_at < $10)
    order by xid desc, seq desc limit $3`,
  values: [page.before.xid, page.before.seq, page.limit, filter.streamKind, filter.streamId, filter.type, filter.actorId, filter.requestId, instantText(filter.from), instantText(filter.to)],
})
