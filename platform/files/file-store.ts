import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '#kernel/fault.ts'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import type { Db, Statement } from '#platform/db/database.ts'

/** A file that lies on disk, encrypted and flushed; `insert` belongs into the transaction that refers to it. */
export type StoredFile = { readonly id: Id; readonly sha256: string; readonly bytes: number; readonly insert: Statement }
/** Files under generated ids; nothing about their content is in their names. */
export type FileStore = {
  put(id: Id, content: Uint8Array, now: Instant): Promise<StoredFile>
  read(id: Id): Promise<Buffer>
  /** Removes files older than `before` that no transaction has taken; answers how many. */
  removeOrphans(db: Db, before: Instant): Promise<number>
}

/** Opens the store in a folder. */
export function openFileStore(dir: string, sealing: Sealing): FileStore {
  return {
    put: (id, content, now) => put(dir, sealing, { id, content, now }),
    read: (id) => read(pathOf(dir, id), id, sealing),
    removeOrphans: (db, before) => removeOrphans(dir, db, before),
  }
}

const pathOf = (dir: string, id: string): string => join(dir, id.slice(-2), id)
const contextOf = (id: string): string => `file ${id}`

async function put(dir: string, sealing: Sealing, { id, content, now }: { id: Id; content: Uint8Array; now: Instant }): Promise<StoredFile> {
  await writeDurably(pathOf(dir, id), sealing.sealBytes(content, contextOf(id)))
  const sha256 = createHash('sha256').update(content).digest('hex')
  const insert: Statement = {
    name: 'files.insert',
    text: 'insert into files (id, sha256, bytes, key_id, created_at) values ($1, $2, $3, $4, $5)',
    values: [id, sha256, content.length, sealing.keyId, formatInstant(now)],
  }
  return { id, sha256, bytes: content.length, insert }
}

/** Flushed before it has its name, and the name flushed before anybody may refer to it. */
async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const staged = await open(`${path}.part`, 'w', 0o600)
    try {
      await staged.writeFile(content)
      await staged.sync()
    } finally {
      await staged.close()
    }
    await rename(`${path}.part`, path)
    const directory = await open(folder)
    await directory.sync().finally(() => directory.close())
  } catch (error) {
    await rm(`${path}.part`, { force: true })
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
    throw new Fault(full ? 'db.disk_full' : 'files.not_written', { cause: error, retryable: true, params: { folder } })
  }
}

async function read(path: string, id: Id, sealing: Sealing): Promise<Buffer> {
  const stored = await readFile(path).catch((error: unknown) => {
    throw new Fault('files.missing', { cause: error, retryable: false, params: { id } })
  })
  return sealing.openBytes(stored, contextOf(id))
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
