import { refused } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import { parseInstant } from '#kernel/instant.ts'
import type { NewApiKey } from '../contract.ts'
import { mayGrantToKey, scopeOf } from '../core/viewer.ts'
import type { Viewer } from '../core/viewer.ts'
import { apiKeyById, insertApiKey, readApiKeys, revokeApiKey } from './api-key-store.ts'
import { HIDDEN, lacking } from './deps.ts'
import type { AccessDeps, CommandContext, Outcome } from './deps.ts'
import { appendEvent } from './event-store.ts'
import { digestOf, newSecret } from './secret.ts'

/** How a key begins, so that people and scanners recognise it. */
export const API_KEY_START = 'cl_'
const PREFIX_LENGTH = 10

/** Makes a key that may do no more than its maker; keys are made by people only, so that none begets another. */
export async function createApiKey(deps: AccessDeps, context: CommandContext, viewer: Viewer, input: NewApiKey): Promise<Outcome<{ readonly id: Id; readonly key: string; readonly prefix: string }>> {
  if (scopeOf(viewer, 'apikey.manage') !== 'all' || viewer.kind !== 'staff') return lacking('apikey.manage')
  const exceeding = input.permissions.find((permission) => !mayGrantToKey(viewer, permission))
  if (exceeding !== undefined) return refused('api_key.permission_exceeds', { permission: exceeding })
  const expiresAt = input.expiresAt === undefined ? null : parseInstant(input.expiresAt)
  if (expiresAt !== null && expiresAt <= context.at) return refused('api_key.expired_already')
  const id = deps.newId()
  const key = `${API_KEY_START}${newSecret()}`
  const prefix = key.slice(0, PREFIX_LENGTH)
  await deps.db.write([
    insertApiKey({ id, name: input.name.trim(), prefix, hash: digestOf(key), permissions: input.permissions, createdBy: viewer.id, at: context.at, expiresAt: input.expiresAt ?? null }),
    appendEvent(context, deps.newId, { kind: 'api_key', id }, { type: 'api_key.created', data: { permissions: input.permissions } }),
    ...context.settle({ apiKey: id }),
  ])
  return { ok: true, value: { id, key, prefix } }
}

/** Makes a key useless at once. */
export function revokeKey(deps: AccessDeps, context: CommandContext, viewer: Viewer, id: Id): Promise<Outcome<null>> {
  return deps.db.transaction<Outcome<null>>([apiKeyById(id)], async ([rows]) => {
    const key = rows && readApiKeys(rows)[0]
    if (!key || scopeOf(viewer, 'apikey.manage') !== 'all') return { abandon: true, answer: HIDDEN }
    if (key.revokedAt !== null) return { abandon: true, answer: refused('api_key.revoked') }
    const event = appendEvent(context, deps.newId, { kind: 'api_key', id }, { type: 'api_key.revoked', data: {} })
    return { writes: [revokeApiKey(id, context.at), event, ...context.settle({ apiKey: id })], answer: { ok: true, value: null } }
  })
}
