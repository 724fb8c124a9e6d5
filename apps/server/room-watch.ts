import { Fault } from '#kernel/fault.ts'
import { later, MINUTE, type Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Whether the disks take what is written. `full` is what the last write found; after a while without one nobody knows. */
export type Room = { full(): boolean }

const REMEMBERED_MS = 5 * MINUTE
const CODES = new Set(['db.disk_full', 'files.disk_full'])

/** The same runtime, which remembers when a disk was full: small writes may still succeed beside it, so each disk is cleared only by its own. */
export function watchRoom(runtime: Runtime): Runtime & { readonly room: Room } {
  const fullAt = new Map<'db' | 'files', Instant>()
  const watched = async <T>(disk: 'db' | 'files', work: Promise<T>, clears: boolean): Promise<T> => {
    try {
      const answer = await work
      if (clears) fullAt.delete(disk)
      return answer
    } catch (error) {
      if (error instanceof Fault && CODES.has(error.code)) fullAt.set(disk, runtime.now())
      throw error
    }
  }
  const db: Db = {
    ...runtime.db,
    query: (statement) => watched('db', runtime.db.query(statement), false),
    transaction: (load, decide) => watched('db', runtime.db.transaction(load, decide), true),
    write: (statements) => watched('db', runtime.db.write(statements), true),
  }
  const files: FileStore = { ...runtime.files, put: (id, content, now) => watched('files', runtime.files.put(id, content, now), true) }
  return { ...runtime, db, files, room: { full: () => [...fullAt.values()].some((at) => runtime.now() < later(at, REMEMBERED_MS)) } }
}
