import { randomBytes } from 'node:crypto'
import { must } from '#kernel/assert.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { keyOf, type Key, type MasterKeys } from './master-key.ts'
import type { SealedColumn } from './reseal.ts'
import { createSealing } from './sealing.ts'

const CONTEXT = 'stable root'

/** Where the root itself is sealed. */
export const ROOT_SEALED: SealedColumn = { table: 'stable_root', id: 'only_one', idType: 'boolean', column: 'sealed', form: 'text', context: () => CONTEXT }

/** The database's stable root, made on the first start. A database from before there was one (`known`) keeps what it has always used: its oldest master key. */
export async function stableRoot(db: Db, keys: MasterKeys, { known, now }: { readonly known: boolean; readonly now: Instant }): Promise<Key> {
  const sealing = createSealing(keys)
  const read = async (): Promise<Key | null> => {
    const [row] = (await db.query({ text: 'select sealed from stable_root', values: [] })).rows
    return row === undefined ? null : keyOf(sealing.open(String(row['sealed']), CONTEXT))
  }
  const found = await read()
  if (found !== null) return found
  const bytes = known ? (keys.at(-1) ?? keys[0]).bytes : randomBytes(32)
  await db.query(insertRoot(sealing.seal(bytes.toString('base64'), CONTEXT), now))
  return must(await read(), 'whoever came first has made the root')
}

const insertRoot = (sealed: string, now: Instant): Statement => ({
  name: 'crypto.insert_root', text: 'insert into stable_root (sealed, created_at) values ($1, $2) on conflict do nothing', values: [sealed, formatInstant(now)],
})
