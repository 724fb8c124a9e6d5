import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { rowArrays } from '#platform/db/row-arrays.ts'

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

const ROW = rowArrays<NewEvent>([
  ['id', 'uuid', ({ id }) => id],
  ['stream_kind', 'text', ({ streamKind }) => streamKind],
  ['stream_id', 'uuid', ({ streamId }) => streamId],
  ['version', 'int', ({ version }) => version],
  ['type', 'text', ({ type }) => type],
  ['v', 'smallint', ({ v }) => v],
  ['occurred_at', 'timestamptz', ({ occurredAt }) => formatInstant(occurredAt)],
  ['recorded_at', 'timestamptz', ({ recordedAt }) => formatInstant(recordedAt)],
  ['actor_kind', 'text', ({ actor }) => actor.kind],
  ['actor_id', 'uuid', ({ actor }) => actor.id],
  ['command', 'text', ({ command }) => command],
  ['command_id', 'uuid', ({ commandId }) => commandId],
  ['request_id', 'text', ({ requestId }) => requestId],
  ['data', 'jsonb', ({ data }) => data],
])

/** Writes events of any number of streams in the transaction in which they happen, in the order given. */
export const appendEvents = (events: readonly NewEvent[]): Statement => ({
  name: 'events.append',
  text: `insert into events (${ROW.names}) select ${ROW.names} from ${ROW.table} with ordinality as event (${ROW.names}, place) order by place`,
  values: ROW.values(events),
})
