import { createHash } from 'node:crypto'
import { must } from '#kernel/assert.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Rows } from '#platform/db/database.ts'
import type { FileStore, StoredFile } from '#platform/files/file-store.ts'
import { enqueue } from '#platform/outbox/outbox-store.ts'
import type { ArrivedMail, FetchStore, StoredMail } from '../ports.ts'
import { mailFingerprint } from './mail-fingerprint.ts'
import * as sql from './inbound-sql.ts'

/** A stored mail on its way to a message. */
export type InboundMail = {
  readonly id: Id
  readonly mailboxId: Id | null
  readonly sha256: string
  readonly fileId: Id
  readonly status: 'stored' | 'taken' | 'duplicate' | 'quarantined' | 'dismissed'
  readonly receivedAt: Instant
}

/** Raw mails: stored before anything else, then taken in, or waiting in quarantine. */
export type InboundStore = FetchStore & {
  load(inboundId: Id): Promise<InboundMail | null>
  raw(mail: InboundMail): Promise<Uint8Array>
  /** Waits under this code, visible, until it is tried again or dismissed. */
  quarantine(inboundId: Id, code: string, at: Instant): Promise<void>
  /** Tries everything in quarantine once more: once per version of the product. */
  retryAfterUpgrade(version: string, at: Instant): Promise<number>
}

type Deps = { readonly db: Db; readonly files: FileStore; readonly now: () => Instant; readonly newId: IdSource }

/** Opens the store of raw mails. */
export function openInboundStore(deps: Deps): InboundStore {
  const { db, files } = deps
  return {
    storeRaw: (mail) => storeRaw(deps, mail),
    position: async (mailboxId) => positionOf(await db.query(sql.position(mailboxId))),
    reached: async (mailboxId, position, at) => void (await db.query(sql.reached(mailboxId, position, at))),
    troubled: async (mailboxId, code, at) => void (await db.query(sql.troubled(mailboxId, code, at))),
    load: async (inboundId) => inboundOf(await db.query(sql.inbound(inboundId))),
    raw: (mail) => files.read(mail.fileId),
    quarantine: async (inboundId, code, at) => void (await db.query(sql.quarantine(inboundId, code, at))),
    retryAfterUpgrade: async (version, at) => (await db.query(sql.retryQuarantined(version, at))).rowCount,
  }
}

/** The file is flushed first, then the row is committed with the wish to take it in; of two copies that come at once one is the duplicate. */
async function storeRaw(deps: Deps, mail: ArrivedMail): Promise<StoredMail> {
  const traits: sql.Traits = {
    origin: mail.origin,
    sha256: createHash('sha256').update(mail.raw).digest('hex'),
    fingerprint: mail.rejected === undefined ? mailFingerprint(mail.raw) : null,
  }
  const known = twinOf(await deps.db.query(sql.twin(traits)))
  if (known !== null && (known.sameUid || mail.origin === null)) return { inboundId: known.id, duplicate: true }
  const file = known?.sameBytes === true ? null : await deps.files.put(deps.newId(), mail.raw, deps.now())
  return deps.db.transaction([sql.lockTraits(traits), sql.twin(traits)], async ([, rows]) => {
    const twin = rows === undefined ? null : twinOf(rows)
    if (twin !== null && (twin.sameUid || mail.origin === null)) return { abandon: true, answer: { inboundId: twin.id, duplicate: true } }
    return insertion(deps, { mail, traits, twin, file })
  })
}

type Arrival = { readonly mail: ArrivedMail; readonly traits: sql.Traits; readonly twin: Twin | null; readonly file: StoredFile | null }

function insertion({ now, newId }: Deps, { mail, traits, twin, file }: Arrival) {
  const id = newId()
  const at = now()
  const fileId = must(file?.id ?? twin?.fileId, 'a mail without a twin has a file of its own')
  const status = twin !== null ? 'duplicate' as const : mail.rejected === undefined ? 'stored' as const : 'quarantined' as const
  const row = {
    id, traits, fileId, status, bytes: mail.rejected?.bytes ?? mail.raw.length, errorCode: mail.rejected?.code ?? null,
    receivedAt: mail.receivedAt, settledAt: status === 'duplicate' ? at : null, twinId: twin?.id ?? null,
  }
  const wishes = status === 'stored' ? [enqueue([{ id: newId(), kind: 'mail.take_in', payload: { inboundId: id }, dueAt: at, dedupId: `mail.take_in:${id}` }], at)] : []
  const writes = [...(file === null ? [] : [file.insert]), sql.insertInbound(row), ...wishes]
  return { writes, answer: { inboundId: twin?.id ?? id, duplicate: twin !== null } }
}

type Twin = { readonly id: Id; readonly fileId: Id; readonly sameUid: boolean; readonly sameBytes: boolean }

function twinOf({ rows: [row] }: Rows): Twin | null {
  return row === undefined ? null : { id: row['id'] as Id, fileId: row['file_id'] as Id, sameUid: row['same_uid'] === true, sameBytes: row['same_bytes'] === true }
}

function positionOf({ rows: [row] }: Rows) {
  const { uid_validity: uidValidity, uid_last: uidLast } = row ?? {}
  return typeof uidValidity === 'number' && typeof uidLast === 'number' ? { uidValidity, uidLast } : null
}

function inboundOf({ rows: [row] }: Rows): InboundMail | null {
  if (row === undefined) return null
  return {
    id: row['id'] as Id,
    mailboxId: row['mailbox_id'] as Id | null,
    sha256: String(row['sha256']),
    fileId: row['file_id'] as Id,
    status: row['status'] as InboundMail['status'],
    receivedAt: row['received_at'] as Instant,
  }
}
