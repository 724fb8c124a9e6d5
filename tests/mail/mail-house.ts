import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openInboundStore, type InboundStore } from '#channels/email/in/inbound-store.ts'
import type { Mailbox } from '#channels/email/ports.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import type { Db } from '#platform/db/database.ts'
import { openFileStore, type FileStore } from '#platform/files/file-store.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import { mailboxRow } from '#tests/setup/mailbox-row.ts'

/** A database and a folder of files of one's own, with the store of raw mails on them. */
export type MailHouse = {
  readonly db: Db
  readonly files: FileStore
  readonly inbound: InboundStore
  addMailbox(mailbox: Mailbox): Promise<void>
  /** Every stored mail: status, code and the mailbox it came to, oldest first. */
  stored(): Promise<readonly StoredRow[]>
  /** How many files lie in the store, whole or half written. */
  filesKept(): Promise<number>
  close(): Promise<void>
}
export type StoredRow = { readonly id: string; readonly status: string; readonly code: string | null; readonly uid: number | null; readonly bytes: number }

export async function openMailHouse(): Promise<MailHouse> {
  const fresh = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'careloop-files-'))
  const sealing = createSealing([{ id: '0a1b2c3d', bytes: Buffer.alloc(32, 7) }])
  const files = openFileStore(folder, sealing)
  const { db } = fresh
  return {
    db,
    files,
    inbound: openInboundStore({ db, files, now: systemTime, newId: systemIds }),
    addMailbox: async (mailbox) => void (await db.query(mailboxRow(sealing, systemTime(), mailbox))),
    stored: async () => {
      const { rows } = await db.query({ text: 'select id, status, error_code as code, uid, bytes from inbound_mails order by received_at, id', values: [] })
      return rows as unknown as readonly StoredRow[]
    },
    filesKept: async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => !entry.isDirectory()).length,
    close: async () => {
      await fresh.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
