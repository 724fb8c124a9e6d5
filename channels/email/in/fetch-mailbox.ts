import type { ImapFlow } from 'imapflow'
import { Fault } from '#kernel/fault.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ArrivedMail, FetchStore, Mailbox } from '../ports.ts'

/** How much of a mailbox is taken at a time. */
export type FetchLimits = { readonly mailBytesMax: number; readonly headerBytesMax: number }
export type FetchDeps = { readonly store: FetchStore; readonly now: () => Instant; readonly limits: FetchLimits }

const BATCH = 50
const CHUNK_BYTES = 1 << 20

type Listed = { readonly uid: number; readonly bytes: number }

/**
 * Stores every mail of the open INBOX that is not stored yet, oldest first; answers how many UIDs it went through.
 * `\Seen` and the position follow only what is stored, so that whatever breaks off is read again. Nothing is ever deleted.
 */
export async function fetchNew(client: ImapFlow, mailbox: Mailbox, deps: FetchDeps, signal: AbortSignal): Promise<number> {
  const uidValidity = validityOf(client)
  const known = await deps.store.position(mailbox.id)
  const last = known?.uidValidity === uidValidity ? known.uidLast : 0
  const uids = await uidsAfter(client, last)
  for (let at = 0; at < uids.length; at += BATCH) {
    const batch = uids.slice(at, at + BATCH)
    const range = batch.join(',')
    for (const listed of await sizesOf(client, range)) {
      if (signal.aborted) return at
      await storeOne(client, listed, { mailbox, uidValidity, deps })
    }
    await markSeen(client, range)
    await deps.store.reached(mailbox.id, { uidValidity, uidLast: batch.at(-1) ?? last }, deps.now())
  }
  if (uids.length === 0) await deps.store.reached(mailbox.id, { uidValidity, uidLast: last }, deps.now())
  return uids.length
}

/** Where the mailbox is read-only the mark is refused, and the position alone remembers. */
async function markSeen(client: ImapFlow, range: string): Promise<void> {
  const marked = await client.messageFlagsAdd(range, ['\\Seen'], { uid: true })
  if (!marked && !client.usable) throw new Fault('mail.connection_lost', { retryable: true })
}

function validityOf(client: ImapFlow): number {
  if (client.mailbox === false) throw new Fault('mail.connection_lost', { retryable: true })
  return Number(client.mailbox.uidValidity)
}

/** `n:*` always names the newest mail too, even when its UID is below n (RFC 9051 §6.4.8). */
async function uidsAfter(client: ImapFlow, last: number): Promise<readonly number[]> {
  const found = await client.search({ uid: `${last + 1}:*` }, { uid: true })
  if (!found) throw new Fault('mail.connection_lost', { retryable: true })
  return found.filter((uid) => uid > last).sort((a, b) => a - b)
}

async function sizesOf(client: ImapFlow, range: string): Promise<readonly Listed[]> {
  const found = await client.fetchAll(range, { uid: true, size: true }, { uid: true })
  return found.map(({ uid, size }) => ({ uid, bytes: size ?? 0 })).sort((a, b) => a.uid - b.uid)
}

type Place = { readonly mailbox: Mailbox; readonly uidValidity: number; readonly deps: FetchDeps }

async function storeOne(client: ImapFlow, listed: Listed, { mailbox, uidValidity, deps }: Place): Promise<void> {
  const origin = { mailboxId: mailbox.id, uidValidity, uid: listed.uid }
  const store = (content: Pick<ArrivedMail, 'raw' | 'rejected'>) => deps.store.storeRaw({ ...content, origin, receivedAt: deps.now() })
  const refusal = listed.bytes > deps.limits.mailBytesMax ? 'mail.too_large' : await store({ raw: piecesOf(client, listed, deps.limits.mailBytesMax) }).then(() => null, endOf)
  if (refusal === 'mail.too_large') await store(await fetchHeader(client, listed, deps.limits))
}

/** A mail that ends before it is whole is left where it is, or only its header is kept; anything else breaks the fetching off. */
function endOf(error: unknown): 'mail.gone' | 'mail.too_large' {
  if (error instanceof Fault && (error.code === 'mail.gone' || error.code === 'mail.too_large')) return error.code
  throw error
}

/** One piece in memory at a time, and no more than may be: a server may say one size and send another. Faults: `mail.gone`, `mail.too_large`, `mail.connection_lost`. */
async function* piecesOf(client: ImapFlow, { uid, bytes }: Listed, bytesMax: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; ; ) {
    const found = await client.fetchOne(String(uid), { source: { start, maxLength: CHUNK_BYTES } }, { uid: true })
    if (!found) throw goneOrLost(client)
    const piece = found.source ?? Buffer.alloc(0)
    start += piece.length
    if (start > bytesMax) throw new Fault('mail.too_large', { retryable: false })
    yield piece
    if (piece.length < CHUNK_BYTES || start === bytes) return
  }
}

/** Somebody else may delete a mail between the list and the fetch; a lost connection looks the same. */
const goneOrLost = (client: ImapFlow): Fault => (client.usable ? new Fault('mail.gone', { retryable: false }) : new Fault('mail.connection_lost', { retryable: true }))

async function fetchHeader(client: ImapFlow, { uid, bytes }: Listed, { headerBytesMax }: FetchLimits): Promise<Pick<ArrivedMail, 'raw' | 'rejected'>> {
  const found = await client.fetchOne(String(uid), { source: { start: 0, maxLength: headerBytesMax } }, { uid: true })
  const piece = (found && found.source) || Buffer.alloc(0)
  const end = /\r?\n\r?\n/.exec(piece.toString('latin1'))
  const raw = end === null ? piece : piece.subarray(0, end.index + end[0].length)
  return { raw, rejected: { code: 'mail.too_large', bytes: Math.max(bytes, raw.length) } }
}
