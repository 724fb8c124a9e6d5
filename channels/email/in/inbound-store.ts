import { must } from '#kernel/assert.ts'
import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Rows } from '#platform/db/database.ts'
import type { FileStore, StoredFile } from '#platform/files/file-store.ts'
import { enqueue } from '#platform/outbox/outbox-store.ts'
import type { ArrivedMail, FetchStore, StoredMail } from '../ports.ts'
import { createMailMarker, marksOf, type MailMarker, type MailMarks } from './mail-fingerprint.ts'
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
  const arrival = mail.raw instanceof Uint8Array ? await arrivedWhole(deps, mail, mail.raw) : await arrivedInPieces(deps, mail, mail.raw)
  if ('duplicate' in arrival) return arrival
  const { traits, file } = arrival
  const stored = await deps.db.transaction([sql.lockTraits(traits), sql.twin(traits)], async ([, rows]) => {
    const twin = rows === undefined ? null : twinOf(rows)
    const same = sameMail(mail, twin)
    if (same !== null) return { abandon: true, answer: { inboundId: same.id, duplicate: true, kept: false } }
    return insertion(deps, { ...arrival, twin })
  })
  if (!stored.kept && file !== null) await deps.files.discard(file.id)
  return { inboundId: stored.inboundId, duplicate: stored.duplicate }
}

type Arrival = { readonly mail: ArrivedMail; readonly traits: sql.Traits; readonly bytes: number; readonly file: StoredFile | null }

/** The twin that makes this mail one we have; any other twin makes it a duplicate with a row of its own. */
const sameMail = ({ origin }: ArrivedMail, twin: Twin | null): Twin | null => (twin !== null && (twin.sameUid || origin === null) ? twin : null)

/** What is known already is not even written. */
async function arrivedWhole(deps: Deps, mail: ArrivedMail, raw: Uint8Array): Promise<Arrival | StoredMail> {
  const traits = traitsOf(mail, marksOf(raw))
  const known = twinOf(await deps.db.query(sql.twin(traits)))
  const same = sameMail(mail, known)
  if (same !== null) return { inboundId: same.id, duplicate: true }
  return { mail, traits, bytes: raw.length, file: known?.sameBytes === true ? null : await deps.files.put(deps.newId(), raw, deps.now()) }
}

/** Written while it comes; what turns out to be known is taken back. */
async function arrivedInPieces(deps: Deps, mail: ArrivedMail, pieces: AsyncIterable<Uint8Array>): Promise<Arrival | StoredMail> {
  const marker = createMailMarker()
  const file = await deps.files.put(deps.newId(), marking(pieces, marker), deps.now())
  const traits = traitsOf(mail, marker.marks())
  const known = twinOf(await deps.db.query(sql.twin(traits)))
  const same = sameMail(mail, known)
  const needed = same === null && known?.sameBytes !== true
  if (!needed) await deps.files.discard(file.id)
  return same === null ? { mail, traits, bytes: file.bytes, file: needed ? file : null } : { inboundId: same.id, duplicate: true }
}

async function* marking(pieces: AsyncIterable<Uint8Array>, marker: MailMarker): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    marker.add(piece)
    yield piece
  }
}

const traitsOf = ({ origin, rejected }: ArrivedMail, { sha256, fingerprint }: MailMarks): sql.Traits => ({ origin, sha256, fingerprint: rejected === undefined ? fingerprint : null })

function insertion({ now, newId }: Deps, { mail, traits, bytes, twin, file }: Arrival & { readonly twin: Twin | null }) {
  const id = newId()
  const at = now()
  const fileId = must(file?.id ?? twin?.fileId, 'a mail without a twin has a file of its own')
  const status = twin !== null ? 'duplicate' as const : mail.rejected === undefined ? 'stored' as const : 'quarantined' as const
  const row = {
    id, traits, fileId, status, bytes: mail.rejected?.bytes ?? bytes, errorCode: mail.rejected?.code ?? null,
    receivedAt: mail.receivedAt, settledAt: status === 'duplicate' ? at : null, twinId: twin?.id ?? null,
  }
  const wishes = status === 'stored' ? [enqueue([{ id: newId(), kind: 'mail.take_in', payload: { inboundId: id }, dueAt: at, dedupId: `mail.take_in:${id}` }], at)] : []
  const writes = [...(file === null ? [] : [file.insert]), sql.insertInbound(row), ...wishes]
  return { writes, answer: { inboundId: twin?.id ?? id, duplicate: twin !== null, kept: true } }
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
