import { Fault } from '#kernel/fault.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import type { Sealing } from './sealing.ts'

const CONTEXT = 'master key probe'

/** Makes sure this database was written under one of our keys, and notes the current one. Another database's key is `crypto.key_mismatch`. */
export async function checkMasterKey(db: Db, sealing: Sealing, { now, dataDir }: { readonly now: Instant; readonly dataDir: string }): Promise<void> {
  const { rows } = await db.query({ text: 'select key_id, probe from master_keys', values: [] })
  for (const row of rows) {
    if (!opens(sealing, String(row['probe']))) throw new Fault('crypto.key_mismatch', { retryable: false, params: { folder: dataDir } })
  }
  if (rows.some((row) => row['key_id'] === sealing.keyId)) return
  await db.query({
    text: 'insert into master_keys (key_id, probe, created_at) values ($1, $2, $3) on conflict do nothing',
    values: [sealing.keyId, sealing.seal(sealing.keyId, CONTEXT), formatInstant(now)],
  })
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
