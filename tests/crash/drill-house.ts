import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import { DEFAULT_HANDBOOK } from '#apps/server/start.ts'
import { insertApiKey } from '#capabilities/access/server/api-key-store.ts'
import { digestOf } from '#capabilities/access/server/secret.ts'
import { openHandbooks } from '#capabilities/handbook/server/commands.ts'
import type { TokenKey } from '#channels/email/thread-token.ts'
import { assert, must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { seededRng } from '#kernel/rng.ts'
import type { Sealing } from '#platform/crypto/sealing.ts'
import { openDatabase, type Db } from '#platform/db/database.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { openSealing, systemIds, systemTime } from '#platform/runtime.ts'
import { startImapStandIn, type ImapStandIn } from '#tests/mail/standins/imap-stand-in.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'
import { startDrillDatabase, type DrillDatabase } from './drill-database.ts'
import { startMailSink, type MailSink } from './mail-sink.ts'
import { startServer, type ServerProcess } from './server-process.ts'

export const MAILBOX = { user: 'care', address: 'care@care.test', domain: 'care.test' } as const
export const SCENARIO = 'drill'
const PASSWORD = 'secret'
const API_KEY = 'cl_drill-0123456789'
const MASTER_KEY = Buffer.alloc(32, 11).toString('base64')
const PERMISSIONS = ['case.read', 'case.open', 'case.reply', 'case.note', 'case.step', 'case.stand_in', 'case.confirm_for_customer']

/** The whole product as it runs for a customer, with the world around it in our hands. */
export type DrillHouse = {
  readonly database: DrillDatabase
  readonly db: Db
  readonly sealing: Sealing
  readonly tokenKeys: readonly TokenKey[]
  readonly filesDir: string
  readonly sink: MailSink
  readonly imap: ImapStandIn
  readonly apiKey: string
  readonly mailboxId: Id
  readonly processes: { web: ServerProcess; workers: ServerProcess[] }
  startWeb(): Promise<void>
  startWorkers(): Promise<void>
  close(): Promise<void>
}
export type DrillOptions = { readonly seed: number; readonly workers: number; /** A module that plants a bug in the servers. */ readonly preload?: string | undefined }

export async function openDrillHouse({ seed, workers, preload }: DrillOptions): Promise<DrillHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'careloop-crash-'))
  await chmod(folder, 0o755)
  const dataDir = join(folder, 'house')
  await mkdir(dataDir, { mode: 0o700 })
  const database = await startDrillDatabase(join(folder, 'database'))
  const db = await prepare(database)
  const [sink, imap] = [await startMailSink(seededRng(seed)), await startImapStandIn()]
  imap.addAccount(MAILBOX.user, PASSWORD)
  const environment = { DATABASE_URL: database.url(), CARELOOP_DATA: dataDir, CARELOOP_MASTER_KEY: MASTER_KEY, CARELOOP_PORT: '0', CARELOOP_LOG_LEVEL: 'warn', CARELOOP_PUBLIC_URL: 'http://localhost:3000', CARELOOP_DATABASE_CONNECTIONS: '10' }
  const web = () => startServer({ role: 'web', environment, preload })
  const team = () => Promise.all(Array.from({ length: workers }, () => startServer({ role: 'worker', environment, preload })))
  const processes = { web: await web(), workers: [] as ServerProcess[] }
  const sealing = await openSealing({ db, dataDir }, { masterKey: MASTER_KEY })
  const mailboxId = await furnish(db, sealing, { imapPort: imap.port, smtpPort: sink.port })
  processes.workers = await team()
  return {
    database, db, sealing, sink, imap, mailboxId, processes,
    filesDir: join(dataDir, 'files'),
    apiKey: API_KEY,
    tokenKeys: [{ keyId: 'k1', secret: Buffer.from(sealing.blindIndex('thread tokens', 'mail.token'), 'base64url') }],
    startWeb: async () => void (processes.web = await web()),
    startWorkers: async () => void (processes.workers = await team()),
    close: async () => {
      await Promise.all([processes.web, ...processes.workers].filter((it) => it.alive()).map((it) => it.stop()))
      await db.close()
      await Promise.all([sink.close(), imap.close()])
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function prepare(database: DrillDatabase): Promise<Db> {
  await migrate(database.url(), await readMigrations())
  const db = await openDatabase(database.url(), { max: 4, applicationName: 'careloop drill' })
  const folders = [DEFAULT_HANDBOOK, join(import.meta.dirname, 'handbook')]
  const files = (await Promise.all(folders.map(readHandbookFolder))).flatMap((found) => must(found, 'a handbook folder is there'))
  const handbooks = openHandbooks({ db, newId: systemIds, sections: HANDBOOK_SECTIONS })
  const published = await handbooks.publish(files, { at: systemTime(), actor: { kind: 'system', id: null, permissions: {} }, commandId: systemIds(), requestId: null, settle: () => [] })
  assert(published.ok, 'the handbook of the drill is right')
  return db
}

/** The mailbox and the key of the program that uses the API; the administrator stands since the server's first start. */
const localAt = (port: number) => ({ host: '127.0.0.1', port, secure: false })

async function furnish(db: Db, sealing: Sealing, { imapPort, smtpPort }: { readonly imapPort: number; readonly smtpPort: number }): Promise<Id> {
  const id = systemIds()
  const at = systemTime()
  const { rows } = await db.query({ text: 'select id from staff limit 1', values: [] })
  await db.write([
    insertApiKey({ id: systemIds(), name: 'drill', prefix: API_KEY.slice(0, 10), hash: digestOf(API_KEY), permissions: PERMISSIONS, createdBy: must(rows[0], 'there is an administrator')['id'] as Id, at, expiresAt: null }),
    mailboxRow(sealing, at, { id, address: MAILBOX.address, username: MAILBOX.user, password: PASSWORD, scenario: SCENARIO, imap: localAt(imapPort), smtp: localAt(smtpPort) }),
  ])
  return id
}
