import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import type { ApiKey } from '../contract.ts'
import { parsePermission } from '../core/permission.ts'
import type { ApiKeyIdentity } from '../core/viewer.ts'

/** The key behind a hash, while it is valid; `lastUsedOn` tells whether today's use is noted. */
export const keyHolder = (hash: string, now: Instant): Statement => ({
  name: 'access.api_key.holder',
  text: 'select id, name, permissions, last_used_on from api_keys where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)',
  values: [hash, formatInstant(now)],
})

/** Notes the day a key was last used: once a day, so that reading stays reading. */
export const noteUse = (id: Id, on: string): Statement => ({ name: 'access.api_key.used', text: 'update api_keys set last_used_on = $2 where id = $1', values: [id, on] })

export const insertApiKey = (key: { readonly id: Id; readonly name: string; readonly prefix: string; readonly hash: string; readonly permissions: readonly string[]; readonly createdBy: Id; readonly at: Instant; readonly expiresAt: string | null }): Statement => ({
  name: 'access.api_key.insert',
  text: 'insert into api_keys (id, name, prefix, hash, permissions, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
  values: [key.id, key.name, key.prefix, key.hash, key.permissions, key.createdBy, formatInstant(key.at), key.expiresAt],
})

const COLUMNS = 'id, name, prefix, permissions, created_by, created_at, expires_at, revoked_at, last_used_on'
export const apiKeyById = (id: Id): Statement => ({ name: 'access.api_key.by_id', text: `select ${COLUMNS} from api_keys where id = $1`, values: [id] })

/** A page of keys, oldest first. */
export const apiKeyPage = (page: { readonly after: string; readonly limit: number; readonly archived: boolean }): Statement => ({
  name: 'access.api_key.page',
  text: `select ${COLUMNS} from api_keys where id > $1 and (revoked_at is not null) = $3 order by id limit $2`,
  values: [page.after, page.limit, page.archived],
})

export const revokeApiKey = (id: Id, at: Instant): Statement => ({ name: 'access.api_key.revoke', text: 'update api_keys set revoked_at = $2 where id = $1 and revoked_at is null', values: [id, formatInstant(at)] })

export function readKeyHolder(rows: Rows): (ApiKeyIdentity & { readonly lastUsedOn: string | null }) | null {
  const row = rows.rows[0]
  return row ? { id: row['id'] as Id, name: String(row['name']), permissions: permissionsOf(row), lastUsedOn: row['last_used_on'] as string | null } : null
}

export const readApiKeys = (rows: Rows): readonly ApiKey[] =>
  rows.rows.map((row) => ({
    id: row['id'] as Id,
    name: String(row['name']),
    prefix: String(row['prefix']),
    permissions: permissionsOf(row),
    createdBy: row['created_by'] as Id,
    createdAt: formatInstant(row['created_at'] as Instant),
    expiresAt: written(row['expires_at']),
    revokedAt: written(row['revoked_at']),
    lastUsedOn: row['last_used_on'] as string | null,
  }))

const permissionsOf = (row: Readonly<Record<string, unknown>>) => (row['permissions'] as string[]).flatMap((word) => parsePermission(word) ?? [])
const written = (at: unknown): string | null => (at === null ? null : formatInstant(at as Instant))
