import { setTimeout as pause } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Rng } from '#kernel/rng.ts'
import { closeImap, openImap, type DoorOptions } from '../mail-door.ts'
import { MAIL_LIMITS } from '../mail-limits.ts'
import type { FetchStore, Mailbox } from '../ports.ts'
import { fetchNew, type FetchDeps, type FetchLimits } from './fetch-mailbox.ts'

/** How one mailbox is doing. `failures` counts attempts in a row that failed. */
export type MailboxHealth = {
  readonly mailboxId: Id
  readonly state: 'connecting' | 'listening' | 'waiting'
  readonly failures: number
  readonly errorCode: string | null
  readonly checkedAt: Instant | null
}

export type MailFetcherDeps = DoorOptions & {
  readonly store: FetchStore
  /** The mailboxes to read: active and not archived. Asked again and again, because people add and archive them. */
  readonly mailboxes: () => Promise<readonly Mailbox[]>
  readonly now: () => Instant
  readonly random: Rng
  readonly limits?: FetchLimits
  /** Passes time; ends early when the signal says so. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** `refresh` looks for new and archived mailboxes at once; `stop` finishes the mail that is being stored. */
export type MailFetcher = { stop(): Promise<void>; health(): readonly MailboxHealth[]; refresh(): Promise<void> }

const REFRESH_MS = 30_000
/** Where IDLE is silent or missing, one looks anyway. */
const LOOK_MS = 5 * 60_000
const RECONNECT_MIN_MS = 1_000
const RECONNECT_MAX_MS = 5 * 60_000

type Watch = { readonly settings: string; readonly end: AbortController; readonly done: Promise<void>; health: MailboxHealth }

/** Reads every mailbox on a connection of its own; what happens to one leaves the others alone. */
export function startMailFetcher(deps: MailFetcherDeps): MailFetcher {
  const watches = new Map<Id, Watch>()
  const end = new AbortController()
  const refresh = () => refreshWatches(deps, watches, end.signal)
  const supervise = async (): Promise<void> => {
    while (!end.signal.aborted) {
      await refresh().catch((error: unknown) => deps.log.warn({ err: error }, 'mailboxes could not be listed'))
      await waiting(deps, REFRESH_MS, end.signal)
    }
  }
  const supervised = supervise()
  return {
    refresh,
    health: () => [...watches.values()].map(({ health }) => health),
    stop: async () => {
      end.abort()
      for (const watch of watches.values()) watch.end.abort()
      await Promise.all([supervised, ...[...watches.values()].map(({ done }) => done)])
    },
  }
}

async function refreshWatches(deps: MailFetcherDeps, watches: Map<Id, Watch>, ended: AbortSignal): Promise<void> {
  const wanted = new Map((await deps.mailboxes()).map((mailbox) => [mailbox.id, mailbox]))
  for (const [id, watch] of watches) {
    const mailbox = wanted.get(id)
    if (mailbox !== undefined && JSON.stringify(mailbox) === watch.settings) continue
    watch.end.abort()
    await watch.done
    watches.delete(id)
  }
  for (const mailbox of wanted.values()) if (!watches.has(mailbox.id) && !ended.aborted) watches.set(mailbox.id, watch(deps, mailbox))
}

function watch(deps: MailFetcherDeps, mailbox: Mailbox): Watch {
  const end = new AbortController()
  const health: MailboxHealth = { mailboxId: mailbox.id, state: 'connecting', failures: 0, errorCode: null, checkedAt: null }
  const started = Promise.withResolvers<void>()
  const self: Watch = { settings: JSON.stringify(mailbox), end, health, done: started.promise.then(() => keepReading(deps, mailbox, self)) }
  started.resolve()
  return self
}

async function keepReading(deps: MailFetcherDeps, mailbox: Mailbox, self: Watch): Promise<void> {
  const { signal } = self.end
  while (!signal.aborted) {
    try {
      await readUntilBroken(deps, mailbox, self)
    } catch (error) {
      const errorCode = error instanceof Fault ? error.code : 'mail.fetch_failed'
      self.health = { ...self.health, state: 'waiting', failures: self.health.failures + 1, errorCode }
      deps.log.warn({ err: error, mailbox: mailbox.id, failures: self.health.failures }, 'mailbox cannot be read')
      await deps.store.troubled(mailbox.id, errorCode, deps.now()).catch(() => undefined)
    }
    if (!signal.aborted) await waiting(deps, reconnectDelay(self.health.failures, deps.random), signal)
  }
}

/** 1 s, 2 s, 4 s … at most 5 min, each between half and all of it, so that many mailboxes do not come back in one instant. */
const reconnectDelay = (failures: number, random: Rng): number =>
  Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 2 ** Math.min(20, Math.max(0, failures - 1))) * (0.5 + random() / 2)

async function readUntilBroken(deps: MailFetcherDeps, mailbox: Mailbox, self: Watch): Promise<void> {
  const { signal } = self.end
  self.health = { ...self.health, state: 'connecting' }
  const client = await openImap(mailbox, deps)
  const bell = createBell()
  const onAbort = () => bell.ring()
  signal.addEventListener('abort', onAbort)
  client.on('exists', bell.ring)
  client.on('close', bell.ring)
  try {
    await client.mailboxOpen('INBOX')
    while (!signal.aborted) {
      await fetchNew(client, mailbox, fetchDeps(deps), signal)
      self.health = { ...self.health, state: 'listening', failures: 0, errorCode: null, checkedAt: deps.now() }
      await idleUntil(deps, client, bell, signal)
      if (!client.usable && !signal.aborted) throw new Fault('mail.connection_lost', { retryable: true })
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    await closeImap(client)
  }
}

const fetchDeps = ({ store, now, limits = MAIL_LIMITS }: MailFetcherDeps): FetchDeps => ({ store, now, limits })

/** IDLE (or NOOP every few minutes where the server has none) until a mail comes, the connection goes, or it is time to look anyway. */
async function idleUntil(deps: MailFetcherDeps, client: ImapFlow, bell: Bell, signal: AbortSignal): Promise<void> {
  const look = new AbortController()
  void waiting(deps, LOOK_MS, AbortSignal.any([signal, look.signal])).then(() => {
    if (!look.signal.aborted) bell.ring()
  })
  void client.idle().catch(() => undefined)
  await bell.rung()
  look.abort()
}

type Bell = { readonly ring: () => void; readonly rung: () => Promise<void> }

/** Rung before anybody listens, it is heard by the next who does. */
function createBell(): Bell {
  let next = Promise.withResolvers<void>()
  return {
    ring: () => next.resolve(),
    rung: async () => {
      await next.promise
      next = Promise.withResolvers<void>()
    },
  }
}

const waiting = ({ wait = waitOnClock }: MailFetcherDeps, ms: number, signal: AbortSignal): Promise<void> => wait(ms, signal)

const waitOnClock = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
