import { Fault } from '#kernel/fault.ts'
import type { Id } from '#kernel/id.ts'
import { later } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Db, Statement } from '#platform/db/database.ts'
import type { Log } from '#platform/log/log.ts'
import { keepWorking } from './keep-working.ts'
import { claimDue, extendLease, jobOf, markAllDone, markDone, markFailed, putBack } from './outbox-store.ts'
import type { Job, Lease } from './outbox-store.ts'

/** How a wish ended: done, to be looked at again at a time of its own, or given up with a code. A thrown Fault is tried again. */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'again'; readonly dueAt: Instant } | { readonly kind: 'failed'; readonly code: string }
export type Handlers = Readonly<Record<string, (job: Job, now: Instant) => Promise<Outcome>>>
/** Carries out many wishes of a kind in one go, each as of its own instant: all of them, or it throws and each is carried out alone. */
export type Together = Readonly<Record<string, (wishes: readonly { readonly job: Job; readonly at: Instant }[]) => Promise<void>>>
/** What a worker needs. `now` is asked once per claim and once per end of a job. */
export type WorkerOptions = { readonly db: Db; readonly now: () => Instant; readonly workerId: Id; readonly handlers: Handlers; readonly together?: Together; readonly log: Log; /** Wishes carried out side by side; 1 keeps the order of those that are not carried out together. */ readonly concurrent?: number }

export const DONE: Outcome = { kind: 'done' }
const LEASE_MS = 60_000
const HEARTBEAT_MS = 20_000
const BATCH = 50
const CONCURRENT = 4
const IDLE_MS = 250
const ATTEMPTS_MAX = 12
const DELAY_MIN_MS = 1_000
const DELAY_MAX_MS = 3_600_000

/** Carries out due wishes until stopped; `stop` takes no more and waits for those begun. */
export function startOutboxWorker(options: WorkerOptions): { stop(): Promise<void> } {
  return keepWorking({ work: () => runBatch(options), idleMs: IDLE_MS, log: options.log, waits: 'outbox waits' })
}

/** Carries out everything due now, and what comes due from it, until nothing is: for tests, commands and the end of a day. Answers how many. */
export async function drainOutbox(options: WorkerOptions): Promise<number> {
  let total = 0
  for (let taken = await runBatch(options); taken > 0; taken = await runBatch(options)) total += taken
  return total
}

async function runBatch(options: WorkerOptions): Promise<number> {
  const { db, handlers, now } = options
  const { rows } = await db.query(claimDue(Object.keys(handlers), leaseAt(options, now()), BATCH))
  const jobs = rows.map(jobOf).sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
  if (jobs.length === 0) return 0
  const open = new Set(jobs.map(({ id }) => id))
  const heartbeat = setInterval(() => void extend(options, [...open]), HEARTBEAT_MS)
  try {
    const queue = (await carryOutTogether(options, jobs, open)).values()
    await Promise.all(Array.from({ length: options.concurrent ?? CONCURRENT }, () => work(options, queue, open)))
  } finally {
    clearInterval(heartbeat)
  }
  return jobs.length
}

/** Answers what is left to be carried out one by one. */
async function carryOutTogether(options: WorkerOptions, jobs: readonly Job[], open: Set<Id>): Promise<readonly Job[]> {
  const { db, now, log, workerId, together = {} } = options
  const left = new Set(jobs)
  for (const [kind, carryOut] of Object.entries(together)) {
    const mine = jobs.filter((job) => job.kind === kind && job.attempt === 1)
    if (mine.length < 2) continue
    try {
      const at = now()
      await carryOut(mine.map((job) => ({ job, at })))
      await db.query(markAllDone(mine.map(({ id }) => ({ id, at: now() })), workerId))
      for (const job of mine) left.delete(job)
      for (const { id } of mine) open.delete(id)
    } catch (error) {
      log.warn({ err: error, kind, wishes: mine.length }, 'wishes not carried out together')
    }
  }
  return [...left]
}

async function work(options: WorkerOptions, queue: IterableIterator<Job>, open: Set<Id>): Promise<void> {
  for (const job of queue) {
    const settle = await attempt(options, job)
    await options.db.query(settle)
    open.delete(job.id)
  }
}

async function attempt(options: WorkerOptions, job: Job): Promise<Statement> {
  const { handlers, now, log } = options
  try {
    const outcome = await (handlers[job.kind]?.(job, now()) ?? DONE)
    return settled(job, leaseAt(options, now()), outcome)
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'bug'
    log.warn({ err: error, job: job.id, kind: job.kind, attempt: job.attempt }, 'wish not carried out')
    const final = job.attempt >= ATTEMPTS_MAX || (error instanceof Fault && !error.retryable)
    const at = now()
    return settled(job, leaseAt(options, at), final ? { kind: 'failed', code } : { kind: 'again', dueAt: later(at, delayAfter(job.attempt)) }, code)
  }
}

function settled(job: Job, lease: Lease, outcome: Outcome, error: string | null = null): Statement {
  switch (outcome.kind) {
    case 'done':
      return markDone(job.id, lease)
    case 'again':
      return putBack(job.id, lease, { dueAt: outcome.dueAt, error })
    case 'failed':
      return markFailed(job.id, lease, outcome.code)
  }
}

/** 1 s, 2 s, 4 s … at most an hour: twelve attempts stretch over about an hour and a half. */
export const delayAfter = (attempt: number): number => Math.min(DELAY_MAX_MS, DELAY_MIN_MS * 2 ** (attempt - 1))

const leaseAt = ({ workerId }: WorkerOptions, now: Instant): Lease => ({ workerId, now, until: later(now, LEASE_MS) })

const extend = (options: WorkerOptions, ids: readonly Id[]): Promise<unknown> =>
  options.db.query(extendLease(ids, leaseAt(options, options.now()))).catch((error: unknown) => options.log.warn({ err: error }, 'lease not extended'))
