import { AsyncLocalStorage } from 'node:async_hooks'
import { randomFillSync } from 'node:crypto'
import { moveIn, type House } from '#apps/server/house.ts'
import { caseHandlers, caseTogether } from '#apps/server/outbox-worker.ts'
import { mailHandlers, tokenKeys } from '#apps/server/mail.ts'
import { DEFAULT_HANDBOOK } from '#apps/server/start.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'
import type { PasswordHasher } from '#capabilities/access/server/password-hasher.ts'
import type { CaseNumbers } from '#capabilities/case/server/case-numbers.ts'
import { CASE_JOBS } from '#capabilities/case/server/effects.ts'
import { claimOutbound, outboundOf, settleAllOutbound, settleOutbound } from '#capabilities/conversation/server/send-store.ts'
import { TAKE_IN } from '#channels/email/in/take-in-mail.ts'
import { SEND } from '#channels/email/out/send-mail.ts'
import { messageIdFor } from '#channels/email/thread-token.ts'
import { parseId, uuidv7, type Id, type IdSource } from '#kernel/id.ts'
import { HOUR, later, type Instant } from '#kernel/instant.ts'
import { claimDue, jobOf, markAllDone, markFailed, putBack, type Job, type Lease } from '#platform/outbox/outbox-store.ts'
import { DONE, type Handlers, type Outcome, type Together } from '#platform/outbox/outbox-worker.ts'
import type { Statement } from '#platform/db/database.ts'
import type { Runtime } from '#platform/runtime.ts'

/** The product's own server part, in virtual time: everything it does happens at an instant of the story. */
export type DemoHouse = {
  readonly house: House
  /** Does something at an instant; what it does sees that instant as now. */
  readonly at: <T>(instant: Instant, work: () => Promise<T>) => Promise<T>
  /** Carries out every wish that is due by then, each at its own instant. */
  readonly settle: (until: Instant) => Promise<void>
  /** This letter will open a case: such letters take their numbers in order. */
  readonly opens: (inboundId: Id) => void
  readonly close: () => Promise<void>
}

/** Moves the demo in; `begin` is when the company opened. Nothing ever leaves: letters of ours end in a channel that only says it took them. */
export async function openDemoHouse(runtime: Runtime, begin: Instant, options: { readonly hasher?: PasswordHasher } = {}): Promise<DemoHouse> {
  const time = new AsyncLocalStorage<Instant>()
  const clock = { now: begin }
  const now = (): Instant => time.getStore() ?? clock.now
  const moved = await moveIn({ ...runtime, now, newId: growingIds(now) }, async () => (await readHandbookFolder(DEFAULT_HANDBOOK)) ?? [], options)
  const handbook = await moved.live.current()
  const turns = takeTurns(moved.cases.numbers)
  const house: House = { ...moved, cases: { ...moved.cases, numbers: turns.numbers, handbooks: { ...moved.live, current: async () => handbook } } }
  const post = mailHandlers(house)
  const carrying: Carrying = { handlers: atTheirInstant(time, { ...caseHandlers(house), ...post.handlers }), together: caseTogether(house), opening: new Set(), inTurn: turns.inTurn }
  return {
    house,
    at: (instant, work) => time.run(instant, work),
    settle: async (until) => {
      clock.now = until
      while ((await carryOut(house, carrying, until)) > 0);
    },
    opens: (inboundId) => void carrying.opening.add(inboundId),
    close: () => post.stop(),
  }
}

const TAKEN_MAX = 500
const AT_ONCE = 8

type Carrying = { readonly handlers: Handlers; readonly together: Together; readonly opening: Set<string>; readonly inTurn: Turns['inTurn'] }

/** One batch of wishes: letters of ours all together, each kind that can be done together, the others side by side, and what became of them in one go. */
async function carryOut(house: House, carrying: Carrying, until: Instant): Promise<number> {
  const { handlers, together } = carrying
  const lease: Lease = { workerId: house.newId(), now: until, until: later(until, HOUR) }
  const { rows } = await house.db.query(claimDue([...Object.keys(handlers), SEND], lease, TAKEN_MAX))
  const jobs = rows.map(jobOf).sort((one, other) => one.dueAt - other.dueAt || (one.id < other.id ? -1 : 1))
  if (jobs.length === 0) return 0
  const of = (kind: string): readonly Job[] => jobs.filter((job) => job.kind === kind)
  const all = Object.entries(together).filter(([kind]) => of(kind).length > 0)
  const alone = jobs.filter(({ kind }) => kind !== SEND && together[kind] === undefined)
  const [sent, unfinished] = await Promise.all([sentNowhere(house, of(SEND)), sideBySide(carrying, alone, lease), ...all.map(([kind, carryOutAll]) => carryOutAll(of(kind).map((job) => ({ job, at: job.dueAt }))))])
  const done = jobs.filter((job) => !unfinished.has(job))
  await house.db.write([...sent, ...unfinished.values(), markAllDone(done.map(({ id, dueAt }) => ({ id, at: dueAt })), lease.workerId)])
  return jobs.length
}

/** Answers what was not brought to its end, and how it is put back. */
async function sideBySide({ handlers, opening, inTurn }: Carrying, jobs: readonly Job[], lease: Lease): Promise<ReadonlyMap<Job, Statement>> {
  const unfinished = new Map<Job, Statement>()
  const queue = jobs.values()
  const work = async (): Promise<void> => {
    for (const job of queue) {
      const handle = async (): Promise<Outcome> => (await handlers[job.kind]?.(job, job.dueAt)) ?? DONE
      const outcome = await (isOpening(job, opening) ? inTurn(handle) : handle())
      if (outcome.kind !== 'done') unfinished.set(job, outcome.kind === 'failed' ? markFailed(job.id, lease, outcome.code) : putBack(job.id, lease, { dueAt: outcome.dueAt, error: null }))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return unfinished
}

/** Letters that open cases, and what follows from cases and may open one too. */
const isOpening = ({ kind, payload }: Job, opening: ReadonlySet<string>): boolean => kind === CASE_JOBS.command || (kind === TAKE_IN && opening.has(String(payload['inboundId'])))

/** Letters that nobody gets are settled as sent, many at a time. */
async function sentNowhere(house: House, jobs: readonly Job[]): Promise<readonly Statement[]> {
  if (jobs.length === 0) return []
  const [key] = tokenKeys(house)
  const at = new Map(jobs.map(({ payload, dueAt }) => [String(payload['messageId']), dueAt]))
  const { rows } = await house.db.query({ name: 'demo.letters', text: 'select id, case_id from messages where id = any($1::uuid[])', values: [[...at.keys()]] })
  return [settleAllOutbound(rows.map((row) => {
    const messageId = row['id'] as Id
    const mailId = messageIdFor({ caseId: row['case_id'] as Id, messageId, key, domain: 'yunyu.example' })
    return { id: messageId, settlement: { state: 'sent', mailId }, at: at.get(messageId) ?? house.now() }
  }))]
}

/** Sends into nowhere: claimed and settled as every message is, and nobody is written to. */
export function nowhere(house: House): Handlers[string] {
  const [key] = tokenKeys(house)
  return async (job, at) => {
    const messageId = parseId(String(job.payload['messageId']))
    const mail = messageId === null ? null : await outboundOf(house.db, house.sealing, messageId)
    if (messageId === null || mail === null || !(await claimOutbound(house.db, messageId, at))) return DONE
    await house.db.query(settleOutbound(messageId, { state: 'sent', mailId: messageIdFor({ caseId: mail.caseId, messageId, key, domain: 'yunyu.example' }) }, at))
    return DONE
  }
}

const atTheirInstant = (time: AsyncLocalStorage<Instant>, handlers: Handlers): Handlers =>
  Object.fromEntries(Object.entries(handlers).map(([kind, handle]) => [kind, (job) => time.run(job.dueAt, () => handle(job, job.dueAt))]))

type Turns = { readonly numbers: CaseNumbers; readonly inTurn: <T>(work: () => Promise<T>) => Promise<T> }

/** What is done in turn goes on side by side, and yet takes its case number in the order in which it was begun: so that the same story always gives the same numbers. */
function takeTurns(numbers: CaseNumbers): Turns {
  const mine = new AsyncLocalStorage<{ readonly comes: Promise<void>; readonly pass: () => void }>()
  let last: Promise<void> = Promise.resolve()
  return {
    numbers: {
      next: async (...asked) => {
        const turn = mine.getStore()
        await turn?.comes
        const number = await numbers.next(...asked)
        turn?.pass()
        return number
      },
    },
    inTurn: (work) => {
      const comes = last
      const { promise: passed, resolve: pass } = Promise.withResolvers<void>()
      last = comes.then(() => passed)
      return mine.run({ comes, pass }, work).finally(pass)
    },
  }
}

const CHANCE_BYTES = 5
const CHANCES = 2_048

/** Ids in the order in which they are made, also within a millisecond. Chance is fetched for many at a time. */
function growingIds(now: () => Instant): IdSource {
  let made = 0
  const chance = Buffer.alloc(CHANCE_BYTES * CHANCES)
  return () => {
    const from = (made % CHANCES) * CHANCE_BYTES
    if (from === 0) randomFillSync(chance)
    made = (made + 1) & 0xffffff
    return uuidv7(now(), Uint8Array.of(0, made >>> 16, 0, (made >>> 8) & 0xff, made & 0xff, ...chance.subarray(from, from + CHANCE_BYTES)))
  }
}
