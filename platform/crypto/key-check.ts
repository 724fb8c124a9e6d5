import { Fault } from '#kernel/fault.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import type { Sealing } from './sealing.ts'

const CONTEXT = 'master key probe'

/** Makes sure this database was written under one of our keys, and notes the current one; answers whether it was written before. Another database's key is `crypto.key_mismatch`. */
export async function checkMasterKey(db: Db, sealing: Sealing, { now, dataDir }: { readonly now: Instant; readonly dataDir: string }): Promise<boolean> {
  const { rows } = await db.query({ text: 'select key_id, probe from master_keys', values: [] })
  for (const row of rows) {
    if (!opens(sealing, String(row['probe']))) throw new Fault('crypto.key_mismatch', { retryable: false, params: { folder: dataDir } })
  }
  if (rows.some((row) => row['key_id'] === sealing.keyId)) return true
  await db.query({
    text: 'insert into master_keys (key_id, probe, created_at) values ($1, $2, $3) on conflict do nothing',
    values: [sealing.keyId, sealing.seal(sealing.keyId, CONTEXT), formatInstant(now)],
  })
  return rows.length > 0
}

function opens(sealing: Sealing, probe: string): boolean {
  try {
    sealing.open(probe, CONTEXT)
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

/** The keys this database was written under besides the current one. */
export const otherKeysOf = async (db: Db, keyId: string): Promise<readonly string[]> =>
  (await db.query({ text: 'select key_id from master_keys where key_id <> $1 order by created_at', values: [keyId] })).rows.map((row) => String(row['key_id']))

/** Nothing lies under the other keys any more: they are not asked for at the next start. */
export const forgetOtherKeys = (keyId: string): Statement => ({ text: 'delete from master_keys where key_id <> $1', values: [keyId] })
