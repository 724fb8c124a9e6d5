import { formatInstant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { NewEvent } from './append-events.ts'

/** Writes one event after the last of its stream, for commands that need not have loaded it. Two at once: the later runs again. */
export const appendNextEvent = (event: Omit<NewEvent, 'version'>): Statement => ({
  name: 'events.append_next',
  text: `insert into events (id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, request_id, data)
    values ($1, $2, $3, coalesce((select max(version) from events where stream_id = $3), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
  values: [
    event.id, event.streamKind, event.streamId, event.type, event.v, formatInstant(event.occurredAt), formatInstant(event.recordedAt), event.actor.kind, event.actor.id,
    event.command, event.commandId, event.requestId, JSON.stringify(event.data),
  ],
})
