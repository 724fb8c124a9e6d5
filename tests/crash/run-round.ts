import { setTimeout as pause } from 'node:timers/promises'
import { pickIndex, type Rng } from '#kernel/rng.ts'
import { askAgain, askSomething, remember, type AskedCommand, type Asking } from './ask-commands.ts'
import { drain, statusOf } from './drain.ts'
import type { DrillHouse } from './drill-house.ts'
import { findBreaches, type Checked } from './find-breaches.ts'
import { postMail, type PostedMail } from './post-mails.ts'

/** What is killed with -9: processes of ours, the database with all its sessions, or one session of it. */
export type KillPoint = 'worker' | 'web' | 'web+worker' | 'database' | 'session' | 'everything'
/** What was under way in what was killed, at that instant. */
export type InFlight = { readonly requests: number; readonly transactions: number; readonly leases: number; readonly sends: number }
export type RoundReport = {
  readonly round: number
  readonly seed: number
  readonly killed: KillPoint
  readonly afterMs: number
  readonly acknowledged: { readonly mails: number; readonly commands: number }
  readonly inFlight: InFlight
  readonly breaches: readonly string[]
  readonly tookMs: number
}
/** What lasts from round to round. */
export type Campaign = { readonly house: DrillHouse; readonly asking: Asking; readonly posted: PostedMail[]; readonly raws: Buffer[]; readonly checked: Checked; readonly kills: readonly KillPoint[] }

const CLIENTS = 3
const BURST_MAX = 3
/** Between two mails while the servers are still coming up: what piles up there would be work after the kill, not before it. */
const QUIET_MS = 250
/** A machine that is slow to begin does not let the mailbox grow without end. */
const MAILS_A_ROUND = 100
const LOAD_MIN_MS = 20
const LOAD_MAX_MS = 320

/** Load, death at a moment of chance, recovery, and everything that must hold. */
export async function runRound(campaign: Campaign, round: number, seed: number, rng: Rng): Promise<RoundReport> {
  const { asking, posted, kills } = campaign
  const began = performance.now()
  const killed = kills[pickIndex(rng, kills.length)]!
  const afterMs = Math.round(LOAD_MIN_MS + rng() * (LOAD_MAX_MS - LOAD_MIN_MS))
  const mailsBefore = posted.length
  const load = startLoad(campaign, rng)
  await untilUnderWay(campaign)
  load.rush()
  await pause(afterMs)
  const { ended, ...seen } = strike(campaign, killed, rng)
  const acknowledged = { mails: posted.length - mailsBefore, commands: asking.commands.filter(({ outcome }) => outcome === 'answered').length }
  const { leases, breaches } = await comeToRest(campaign, { load, ended, killed, mailsBefore }).catch(brokenOff)
  return { round, seed, killed, afterMs, acknowledged, inFlight: { ...seen, leases }, breaches, tookMs: Math.round(performance.now() - began) }
}

type Struck = { readonly load: Load; /** Settles when all that had to die with what was killed is dead. */ readonly ended: Promise<void>; readonly killed: KillPoint; readonly mailsBefore: number }

async function comeToRest(campaign: Campaign, { load, ended, killed, mailsBefore }: Struck): Promise<Pick<InFlight, 'leases'> & Pick<RoundReport, 'breaches'>> {
  const { house, asking, posted } = campaign
  await Promise.all([load.stop(), ended])
  const leases = await recover(house, killed)
  await settleCommands(house, asking)
  const silence = asking.commands.some(({ outcome }) => outcome === 'unknown') ? [statusOf(house)] : []
  const stuck = await drain(house, posted)
  const commands = asking.commands.splice(0)
  const breaches = [...stuck, ...(await findBreaches(house, campaign.checked, { commands, posted: posted.slice(mailsBefore) })), ...silence]
  await meetMailCases(campaign)
  return { leases, breaches }
}

/** A round that cannot go on to its end is a broken one, and says why. */
const brokenOff = (error: unknown) => ({ leases: 0, breaches: [`the round broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`] })

const UNDER_WAY_MS_MAX = 5_000

/** Chance counts from when the load has reached everybody: a command was answered, a mail was fetched, and one has left. */
async function untilUnderWay({ house, asking }: Campaign): Promise<void> {
  const stored = () => house.imap.commands.filter((command) => command.startsWith('UID STORE')).length
  const before = { stored: stored(), sent: house.sink.accepted.length }
  for (let waited = 0; waited < UNDER_WAY_MS_MAX; waited += 10) {
    if (stored() > before.stored && house.sink.accepted.length > before.sent && asking.commands.some(({ outcome }) => outcome === 'answered')) return
    await pause(10)
  }
}

type Load = { /** From now on customers write in bursts. */ rush(): void; stop(): Promise<void> }

/** Customers write, one after the other at first, then in bursts, while colleagues and programs work without a break. */
function startLoad({ house, asking, posted, raws }: Campaign, rng: Rng): Load {
  let [running, rushing] = [true, false]
  const enough = posted.length + MAILS_A_ROUND
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (running) {
      await askSomething(house, asking, rng)
      if (!house.processes.web.alive()) await pause(20)
    }
  })
  const customers = async (): Promise<void> => {
    while (running) {
      for (let left = rushing ? 1 + pickIndex(rng, BURST_MAX) : 1; left > 0 && posted.length < enough; left--) {
        const { mail, raw } = postMail(house, rng, raws)
        posted.push(mail)
        raws.push(raw)
      }
      raws.splice(0, raws.length - 50)
      await pause(rushing ? 40 + rng() * 80 : QUIET_MS)
    }
  }
  const all = Promise.all([...clients, customers()])
  return {
    rush: () => void (rushing = true),
    stop: async () => {
      running = false
      await all
    },
  }
}

/** Looks and kills without anything in between. Requests count where the server or the database dies, sends where the worker does. */
function strike({ house, asking }: Campaign, killed: KillPoint, rng: Rng): Omit<InFlight, 'leases'> & Pick<Struck, 'ended'> {
  const { database, sink, processes } = house
  const [web, worker, all] = [/web|everything/.test(killed), /worker|everything/.test(killed), /database|session|everything/.test(killed)]
  const seen = { requests: web || all ? asking.inFlight : 0, transactions: all ? database.transactionsOpen() : 0, sends: worker ? sink.inFlight() : 0 }
  if (worker) for (const each of processes.workers) each.kill()
  if (web) processes.web.kill()
  if (killed === 'database' || killed === 'everything') database.kill()
  return { ...seen, ended: killed === 'session' ? database.killSession(rng) : Promise.resolve() }
}

const SECOND_PASSES = 150

/** Starts again what died; a minute passes for what the dead held. Answers how many leases the dead workers left behind. */
async function recover(house: DrillHouse, killed: KillPoint): Promise<number> {
  const { database, processes, db } = house
  if (killed === 'database' || killed === 'everything') await database.restart()
  await untilAnswering(house)
  const workersDied = /worker|everything/.test(killed)
  await Promise.all([...(workersDied ? processes.workers.map(({ gone }) => gone) : []), ...(processes.web.alive() ? [] : [processes.web.gone])])
  if (!workersDied) await pause(SECOND_PASSES)
  const { rows } = await db.query({ text: 'select count(*) as n from outbox where lease_until is not null and done_at is null and failed_at is null', values: [] })
  await letMinutePass(house, workersDied)
  await Promise.all([...(workersDied ? [house.startWorkers()] : []), ...(/web|everything/.test(killed) ? [house.startWeb()] : [])])
  return workersDied ? Number(rows[0]?.['n']) : 0
}

async function untilAnswering({ db }: DrillHouse): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await db.query({ text: 'select 1', values: [] }).then(() => true, () => false)) return
    await pause(25)
  }
  throw new Error('the database did not come back')
}

/** Leases and keys of the dead run out after a minute; the drill does not wait so long. The living keep what they hold. */
async function letMinutePass({ db }: DrillHouse, workersDied: boolean): Promise<void> {
  await db.write([
    ...(workersDied ? [{ text: `update outbox set lease_until = now() - interval '1 second' where lease_until is not null and done_at is null`, values: [] }] : []),
    { text: `update idempotency_keys set created_at = created_at - interval '61 seconds' where status is null`, values: [] },
  ])
}

const TRIES_MAX = 100

/** Whoever got no answer asks again with the same key, until there is one. */
async function settleCommands(house: DrillHouse, asking: Asking): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const open = asking.commands.filter(({ outcome }) => outcome === 'unknown')
    if (open.length === 0) return
    await Promise.all(open.map((command: AskedCommand) => askAgain(house, asking, command)))
    if (tries > 0) await pause(50)
  }
}

/** Cases that mails have opened: colleagues can work on them in the next round. */
async function meetMailCases({ house, asking }: Campaign): Promise<void> {
  const { rows } = await house.db.query({ text: `select id from cases where customer_id is not null and status = 'open' order by opened_at desc limit 12`, values: [] })
  for (const row of rows.toReversed()) {
    const id = String(row['id'])
    remember(asking, { id, byMail: true, stage: 'intake', busy: false })
  }
}
