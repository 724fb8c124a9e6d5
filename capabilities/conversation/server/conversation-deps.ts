import { scopeOf, type Viewer } from '#capabilities/access/core/viewer.ts'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { contextOf } from '#capabilities/access/server/register-access.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { appendNextEvent } from '#platform/events/append-next-event.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { forbidden, notFound, refusal } from '#platform/http/problem.ts'
import type { ConversationEvent, ConversationRefusal, MailboxCheck } from '../contract.ts'
import type { OpenedMailbox } from './mailbox-commands.ts'

/** What the shell of conversations stands on. `scenarioKnown` asks the handbook in force, `checkMailbox` the mail servers. */
export type ConversationDeps = {
  readonly db: Db
  readonly sealing: Sealing
  readonly files: FileStore
  readonly newId: IdSource
  readonly now: () => Instant
  readonly scenarioKnown: (key: string) => Promise<boolean>
  readonly checkMailbox: (mailbox: OpenedMailbox) => Promise<MailboxCheck>
}

/** Who commands, when, through which request. */
export type Context = ReturnType<typeof contextOf>
export type Asked = { readonly deps: ConversationDeps; readonly context: Context; readonly viewer: Viewer }
/** Done, or a refusal of the business. What is hidden or forbidden is thrown to the error map under the lock. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal<ConversationRefusal> }
export const DONE = { ok: true, value: null } as const

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw refusal(outcome.refusal)
  return outcome.value
}

/** Lists and new things: forbidden without the permission for everything. */
export function requireAll(viewer: Viewer, permission: Permission): void {
  if (scopeOf(viewer, permission) !== 'all') throw forbidden(permission)
}

/** One thing that only its keepers know of: not there for anybody else. */
export function requireSight(viewer: Viewer, permission: Permission): void {
  if (scopeOf(viewer, permission) !== 'all') throw notFound()
}

type Stream = { readonly kind: 'message' | 'mailbox' | 'inbound_mail' | 'wish'; readonly id: Id }

/** What happened, in the transaction in which it happens. */
export function happened({ deps, context }: Asked, stream: Stream, event: ConversationEvent): Statement {
  const { at, actor, command, commandId, requestId } = context
  return appendNextEvent({ id: deps.newId(), streamKind: stream.kind, streamId: stream.id, type: event.type, v: 1, occurredAt: at, recordedAt: at, actor, command, commandId, requestId, data: event.data })
}
