import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** An event on its way into the log: the audit entry of a change. `data` holds ids, codes and field names only. */
export type NewEvent = {
  readonly id: Id
  readonly streamKind: string
  readonly streamId: Id
  /** Follows the version that was loaded; two commands that loaded the same one cannot both be saved. */
  readonly version: number
  readonly type: string
  readonly v: number
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  readonly actor: { readonly kind: string; readonly id: Id | null }
  readonly command: string
  readonly commandId: Id
  readonly requestId: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** Writes events of any number of streams in the transaction in which they happen, in the order given. */
export const appendEvents = (events: readonly NewEvent[]): Statement => ({
  name: 'events.append',
  text: `insert into events (id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, request_id, data)
    select id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, request_id, data
    from rows from (json_to_recordset($1::json) as (id uuid, stream_kind text, stream_id uuid, version int, type text, v smallint, occurred_at timestamptz,
      recorded_at timestamptz, actor_kind text, actor_id uuid, command text, command_id uuid, request_id text, data jsonb)) with ordinality as event
    order by ordinality`,
  values: [JSON.stringify(events.map(rowOf))],
})

const rowOf = (event: NewEvent): Record<string, unknown> => ({
  id: event.id,
  stream_kind: event.streamKind,
  stream_id: event.streamId,
  version: event.version,
  type: event.type,
  v: event.v,
  occurred_at: formatInstant(event.occurredAt),
  recorded_at: formatInstant(event.recordedAt),
  actor_kind: event.actor.kind,
  actor_id: event.actor.id,
  command: event.command,
  command_id: event.commandId,
  request_id: event.requestId,
  data: event.data,
})
