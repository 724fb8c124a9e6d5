import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import type { FileStore } from './file-store.ts'

const BATCH = 50
const UNDER_ANOTHER = 'key_id <> $1 and archived_at is null'

/** How many files are still sealed under another key. What was given up is carried away, not sealed anew. */
export async function countFilesUnderOthers(db: Db, keyId: string): Promise<number> {
  const { rows } = await db.query({ name: 'files.count_under_others', text: `select count(*) as count from files where ${UNDER_ANOTHER}`, values: [keyId] })
  return Number(rows[0]?.['count'])
}

/** Each file is written anew beside the old one and takes its name; the row follows, so that a crash in between only does it again. */
export async function resealFiles(db: Db, files: FileStore, { keyId, now }: { readonly keyId: string; readonly now: Instant }, onBatch: (done: number) => void): Promise<void> {
  for (;;) {
    const { rows } = await db.query({ name: 'files.under_others', text: `select id from files where ${UNDER_ANOTHER} order by id limit ${BATCH}`, values: [keyId] })
    for (const row of rows) {
      const id = row['id'] as Id
      await files.put(id, await files.read(id), now)
      await db.query({ name: 'files.resealed', text: 'update files set key_id = $2 where id = $1', values: [id, keyId] })
    }
    onBatch(rows.length)
    if (rows.length < BATCH) return
  }
}
