import type { Id, IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import type { Log } from '#platform/log/log.ts'
import { drainOutbox, type Handlers } from '#platform/outbox/outbox-worker.ts'
import type { FoundMail } from '../mail-files.ts'
import { MAIL_LIMITS } from '../mail-limits.ts'
import type { ArrivedMail } from '../ports.ts'
import { settlements } from './inbound-sql.ts'
import type { InboundStore } from './inbound-store.ts'
import { TAKE_IN } from './take-in-mail.ts'

/** How far an import is. `waiting` are stored and not taken in yet. */
export type ImportCount = { readonly found: number; readonly taken: number; readonly duplicates: number; readonly quarantined: number; readonly waiting: number }
export type ImportedTrouble = { readonly path: string; readonly number: number; readonly code: string }

export type ImportDeps = {
  readonly db: Db
  readonly store: InboundStore
  readonly handlers: Handlers
  readonly now: () => Instant
  readonly newId: IdSource
  readonly log: Log
  /** Told after every batch. */
  readonly onProgress: (count: ImportCount) => void
  readonly onTrouble: (trouble: ImportedTrouble) => void
  /** Passes the time while a running server takes in what it has got hold of. */
  readonly wait: (ms: number) => Promise<void>
}

const BATCH = 100
const LOOK_MS = 250
const NOTHING: ImportCount = { found: 0, taken: 0, duplicates: 0, quarantined: 0, waiting: 0 }

/**
 * Stores every mail and takes it in by the way of all mails, a batch at a time. What is stored is recognised by its bytes when the same
 * files are imported again, and what was stored by an import that broke off is taken in first.
 */
export async function importMails(mails: AsyncIterable<FoundMail>, deps: ImportDeps): Promise<ImportCount> {
  await drain(deps)
  let count = NOTHING
  let batch: FoundMail[] = []
  for await (const mail of mails) {
    batch.push(mail)
    if (batch.length < BATCH) continue
    count = await importBatch(deps, batch, count)
    batch = []
  }
  return importBatch(deps, batch, count)
}

async function importBatch(deps: ImportDeps, batch: readonly FoundMail[], before: ImportCount): Promise<ImportCount> {
  const stored = new Map<Id, FoundMail>()
  for (const mail of batch) {
    const { inboundId, duplicate } = await deps.store.storeRaw(arrived(mail, deps.now()))
    if (!duplicate) stored.set(inboundId, mail)
  }
  const settled = await settledMails(deps, [...stored.keys()])
  for (const { id, code } of settled) {
    const mail = stored.get(id)
    if (code !== null && mail !== undefined) deps.onTrouble({ path: mail.path, number: mail.number, code })
  }
  const quarantined = settled.filter(({ status }) => status === 'quarantined').length
  const waiting = settled.filter(({ status }) => status === 'stored').length
  const count = {
    found: before.found + batch.length,
    taken: before.taken + settled.length - quarantined - waiting,
    duplicates: before.duplicates + batch.length - stored.size,
    quarantined: before.quarantined + quarantined,
    waiting: before.waiting + waiting,
  }
  deps.onProgress(count)
  return count
}

/** Only the beginning of what is too large was read from the file. */
function arrived({ raw }: FoundMail, receivedAt: Instant): ArrivedMail {
  if (raw.length <= MAIL_LIMITS.mailBytesMax) return { raw, origin: null, receivedAt }
  const end = Buffer.from(raw.buffer, raw.byteOffset, MAIL_LIMITS.headerBytesMax).toString('latin1').search(/\r?\n\r?\n/)
  return { raw: raw.subarray(0, end === -1 ? MAIL_LIMITS.headerBytesMax : end), origin: null, receivedAt, rejected: { code: 'mail.too_large', bytes: raw.length } }
}

type Settled = { readonly id: Id; readonly status: string; readonly code: string | null }
/** A retry that lies in the future is left to the server. */
const LOOKS_MAX = 40

/** A running server may take some of them; whoever does, all are waited for. */
async function settledMails(deps: ImportDeps, ids: readonly Id[]): Promise<readonly Settled[]> {
  for (let look = 1; ; look++) {
    await drain(deps)
    const { rows } = await deps.db.query(settlements(ids))
    const settled = rows.map((row) => ({ id: row['id'] as Id, status: String(row['status']), code: row['error_code'] as string | null }))
    if (look === LOOKS_MAX || settled.every(({ status }) => status !== 'stored')) return settled
    await deps.wait(LOOK_MS)
  }
}

function drain({ db, now, newId, handlers, log }: ImportDeps): Promise<number> {
  const takeIn = handlers[TAKE_IN]
  return drainOutbox({ db, now, workerId: newId(), handlers: takeIn === undefined ? {} : { [TAKE_IN]: takeIn }, log })
}
