import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import { readSealed, writeSealed, type Pieces } from './sealed-file.ts'

/** A file that lies on disk, encrypted and flushed; `insert` belongs into the transaction that refers to it. */
export type StoredFile = { readonly id: Id; readonly sha256: string; readonly bytes: number; readonly insert: Statement }
/** Files under generated ids; nothing about their content is in their names. */
export type FileStore = {
  /** What comes in pieces is never held whole. Faults: `files.disk_full`, `files.not_written`, and whatever the pieces themselves throw; then nothing is left. */
  put(id: Id, content: Uint8Array | Pieces, now: Instant): Promise<StoredFile>
  /** The content, in memory of its own. */
  read(id: Id): Promise<Buffer>
  /** Takes back a file that no transaction refers to. */
  discard(id: Id): Promise<void>
  /** Removes files older than `before` that no transaction has taken; answers how many. */
  removeOrphans(db: Db, before: Instant): Promise<number>
}

/** Opens the store in a folder. */
export function openFileStore(dir: string, sealing: Sealing): FileStore {
  return {
    put: (id, content, now) => put(dir, sealing, { id, content, now }),
    read: (id) => readSealed(pathOf(dir, id), sealing, { id, context: contextOf(id) }),
    discard: (id) => rm(pathOf(dir, id), { force: true }),
    removeOrphans: (db, before) => removeOrphans(dir, db, before),
  }
}

const pathOf = (dir: string, id: string): string => join(dir, id.slice(-2), id)
const contextOf = (id: string): string => `file ${id}`

async function put(dir: string, sealing: Sealing, { id, content, now }: { id: Id; content: Uint8Array | Pieces; now: Instant }): Promise<StoredFile> {
  const { sha256, bytes } = await writeSealed(pathOf(dir, id), content, sealing.sealPieces(contextOf(id)))
  const insert: Statement = {
    name: 'files.insert',
    text: 'insert into files (id, sha256, bytes, key_id, created_at) values ($1, $2, $3, $4, $5)',
    values: [id, sha256, bytes, sealing.keyId, formatInstant(now)],
  }
  return { id, sha256, bytes, insert }
}

async function removeOrphans(dir: string, db: Db, before: Instant): Promise<number> {
  const folders = await readdir(dir).catch(() => [])
  let removed = 0
  for (const folder of folders) {
    const old = await oldFiles(join(dir, folder), before)
    const { rows } = await db.query({ text: 'select id from files where id = any($1::uuid[])', values: [old.filter((name) => parseId(name) !== null)] })
    const kept = new Set(rows.map((row) => row['id']))
    for (const name of old.filter((candidate) => !kept.has(candidate))) {
      await rm(join(dir, folder, name), { force: true })
      removed++
    }
  }
  return removed
}

async function oldFiles(folder: string, before: Instant): Promise<readonly string[]> {
  const names = await readdir(folder)
  const ages = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs))
  return names.filter((_, index) => (ages[index] ?? before) < before)
}
