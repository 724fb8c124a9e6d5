import type { Config } from '#platform/config/config.ts'
import { openDatabase } from './database.ts'
import type { Db } from './database.ts'
import { keepEmbedded } from './embedded/kept-server.ts'
import { migrate, readMigrations } from './migrate.ts'

const DATABASE = 'careloop'

/** A migrated database and where it is. `movedTo` names the data folder when the wanted one could not be used. */
export type Connection = {
  readonly db: Db
  readonly url: string
  readonly dataDir: string
  readonly movedTo: string | null
  readonly migrated: readonly string[]
  /** Closes the pool, then stops an embedded server that nobody else uses. */
  close(): Promise<void>
}
export type ConnectOptions = { readonly applicationName?: string; readonly onIdleError?: (error: Error) => void }

/** DATABASE_URL's database, else the embedded server's: adopted if it runs, started if not. */
export async function connectDatabase(config: Config, options: ConnectOptions = {}): Promise<Connection> {
  const server = config.databaseUrl === null ? await keepEmbedded({ folder: config.dataDir }, options.onIdleError) : null
  try {
    await server?.createDatabase(DATABASE)
    const url = config.databaseUrl ?? server?.url(DATABASE) ?? ''
    const migrated = await migrate(url, await readMigrations())
    const db = await openDatabase(url, { ...options, max: config.databaseConnectionsMax })
    const close = async () => {
      await db.close()
      await server?.stop()
    }
    return { db, url, dataDir: server?.place.root ?? config.dataDir, movedTo: server?.place.moved ? server.place.root : null, migrated, close }
  } catch (error) {
    await server?.stop()
    throw error
  }
}

/** For a command's own duration. */
export async function withDatabase<T>(config: Config, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connectDatabase(config, { applicationName: 'careloop command' })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}
