import type { Id, IdSource } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { AccessEvent } from '../contract.ts'
import type { CommandContext } from './deps.ts'

type StreamKind = 'staff' | 'team' | 'api_key' | 'invitation'

const APPEND = `
insert into events (id, stream_kind, stream_id, version, type, v, occurred_at, recorded_at, actor_kind, actor_id, command, command_id, request_id, data)
values ($1, $2, $3, coalesce((select max(version) from events where stream_id = $3), 0) + 1, $4, 1, $5, $5, $6, $7, $8, $9, $10, $11)`

/** Writes what happened, in the transaction in which it happens. Two commands on one stream at once: the later runs again. */
export function appendEvent(context: CommandContext, newId: IdSource, stream: { readonly kind: StreamKind; readonly id: Id }, event: AccessEvent): Statement {
  const { at, actor, command, commandId, requestId } = context
  return {
    name: 'access.event.append',
    text: APPEND,
    values: [newId(), stream.kind, stream.id, event.type, formatInstant(at), actor.kind, actor.id, command, commandId, requestId, JSON.stringify(event.data)],
  }
}
