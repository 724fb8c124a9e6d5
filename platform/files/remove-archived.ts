import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import type { FileStore } from './file-store.ts'

const BATCH = 500

/** The content of these files is given up; `chosen` is a select of their ids. They are carried away after the commit. */
export const archiveFiles = (chosen: { readonly text: string; readonly values: readonly unknown[] }, at: Instant): Statement => ({
  name: 'files.archive',
  text: `update files set archived_at = $${chosen.values.length + 1} where archived_at is null and id in (${chosen.text})`,
  values: [...chosen.values, formatInstant(at)],
})

/** Carries away the content of files that were given up; harmless when repeated. Answers how many. */
export async function removeArchived(db: Db, files: FileStore, now: Instant): Promise<number> {
  for (let removed = 0; ; ) {
    const { rows } = await db.query({ name: 'files.to_remove', text: 'select id from files where archived_at is not null and removed_at is null limit $1', values: [BATCH] })
    const ids = rows.map((row) => row['id'] as Id)
    for (const id of ids) await files.discard(id)
    if (ids.length > 0) await db.query({ name: 'files.removed', text: 'update files set removed_at = $2 where id = any($1::uuid[])', values: [ids, formatInstant(now)] })
    removed += ids.length
    if (ids.length < BATCH) return removed
  }
}
