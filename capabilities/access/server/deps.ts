import type { Id, IdSource } from '#kernel/id.ts'
import type { Refusal } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import type { AccessRefusal } from '../contract.ts'
import type { Permission, RoleGrants } from '../core/permission.ts'
import type { Authentication } from './authentication.ts'
import type { PasswordHasher } from './password-hasher.ts'

/** What access needs from outside; `roles` are those of the handbook in force. */
export type AccessDeps = {
  readonly db: Db
  readonly now: () => Instant
  readonly newId: IdSource
  readonly roles: () => readonly RoleGrants[]
  readonly publicUrl: string
  readonly hasher: PasswordHasher
  readonly authentication: Authentication
}

/** Who commands, when, and through which request. */
export type CommandContext = {
  readonly at: Instant
  readonly actor: { readonly kind: 'staff' | 'api_key' | 'system'; readonly id: Id | null }
  readonly command: string
  readonly commandId: Id
  readonly requestId: string | null
  /** What settles the request's Idempotency-Key in the command's own transaction. */
  readonly settle: (ids: Readonly<Record<string, string>>) => readonly Statement[]
}

/** What a command answers: done, a refusal of the business, hidden (404), not permitted (403), or too often (429). */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<AccessRefusal> }
  | { readonly ok: false; readonly hidden: true }
  | { readonly ok: false; readonly forbidden: Permission }
  | { readonly ok: false; readonly waitSeconds: number }

export const HIDDEN = { ok: false, hidden: true } as const
export const lacking = (permission: Permission) => ({ ok: false, forbidden: permission }) as const
