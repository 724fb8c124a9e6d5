import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { uuidv7 } from '#kernel/id.ts'
import type { IdSource } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Config } from './config/config.ts'
import { checkMasterKey } from './crypto/key-check.ts'
import { loadMasterKeys, readKeyFile } from './crypto/master-key.ts'
import { createSealing } from './crypto/sealing.ts'
import type { Sealing } from './crypto/sealing.ts'
import { stableRoot } from './crypto/stable-root.ts'
import { connectDatabase } from './db/connect.ts'
import type { Connection } from './db/connect.ts'
import type { Db } from './db/database.ts'
import { openFileStore } from './files/file-store.ts'
import type { FileStore } from './files/file-store.ts'
import type { Log } from './log/log.ts'

/** What a running program stands on; time and ids come from here and are read once, at the door. */
export type Runtime = {
  readonly config: Config
  readonly log: Log
  readonly db: Db
  readonly connection: Connection
  readonly sealing: Sealing
  readonly files: FileStore
  readonly now: () => Instant
  readonly newId: IdSource
}

/** The time of the machine. */
export const systemTime = (): Instant => instant(Date.now())
/** Ids from the machine's time and chance. */
export const systemIds: IdSource = () => uuidv7(systemTime(), randomBytes(10))

/** The keys of this database, fit for use: the master keys, and what stays the same when they change. */
export async function openSealing({ db, dataDir }: Pick<Connection, 'db' | 'dataDir'>, { masterKey }: Pick<Config, 'masterKey'>): Promise<Sealing> {
  const keys = await loadMasterKeys({ value: masterKey, dataDir })
  const now = systemTime()
  const known = await checkMasterKey(db, createSealing(keys), { now, dataDir })
  const root = await stableRoot(db, keys, { known, now })
  return createSealing(keys, masterKey === null ? { root, reload: () => readKeyFile(dataDir) } : { root })
}

/** Opens database, keys and files for a server or a command; close by `connection.close()`. */
export async function openRuntime(config: Config, log: Log): Promise<Runtime> {
  const connection = await connectDatabase(config, { onIdleError: (error) => log.warn({ err: error }, 'database connection lost') })
  try {
    const { db, dataDir } = connection
    const sealing = await openSealing(connection, config)
    return { config, log, db, connection, sealing, files: openFileStore(join(dataDir, 'files'), sealing), now: systemTime, newId: systemIds }
  } catch (error) {
    await connection.close()
    throw error
  }
}
