import type { Id, IdSource } from '#kernel/id.ts'
import type { Statement } from '#platform/db/database.ts'
import { appendNextEvent } from '#platform/events/append-next-event.ts'
import type { AccessEvent } from '../contract.ts'
import type { CommandContext } from './deps.ts'

type StreamKind = 'staff' | 'team' | 'api_key' | 'invitation' | 'console'

/** What happened to somebody or something of access, as an event of its stream. */
export const appendEvent = ({ at, ...context }: CommandContext, newId: IdSource, stream: { readonly kind: StreamKind; readonly id: Id }, { type, data }: AccessEvent): Statement =>
  appendNextEvent({ ...context, id: newId(), streamKind: stream.kind, streamId: stream.id, type, v: 1, occurredAt: at, recordedAt: at, data })
