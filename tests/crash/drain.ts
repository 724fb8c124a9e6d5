import { setTimeout as pause } from 'node:timers/promises'
import type { DrillHouse } from './drill-house.ts'
import type { PostedMail } from './post-mails.ts'

const POLL_MS = 40
const STILL_MS = 4_000
/** A slow machine takes its time; what does not move at all for so long is stuck. */
const STUCK_MS = 60_000

/** Waits until nothing is left to do; answers, in words, what does not want to end. */
export async function drain(house: DrillHouse, posted: readonly PostedMail[]): Promise<readonly string[]> {
  const began = performance.now()
  let [left, changedAt] = [-1, began]
  let [most, movedAt] = [-1, began]
  for (;;) {
    const rest = await restOf(house, posted)
    const now = performance.now()
    const sum = rest.unread + rest.wishes + rest.due
    if (sum === 0) return []
    if (rest.done > most) [most, movedAt] = [rest.done, now]
    if (now - movedAt > STUCK_MS) return [`nothing drains: ${JSON.stringify(rest)} ${rest.wishes > 0 ? await namesOf(house) : ''} ${statusOf(house)}`]
    if (sum !== left) [left, changedAt] = [sum, now]
    await hurry(house, now - changedAt > STILL_MS)
    if (now - changedAt > STILL_MS) changedAt = now
    await pause(POLL_MS)
  }
}

/** What is left, and what has been done: a mail that is taken in leaves several wishes, so what is left may grow where all goes well. */
type Rest = { readonly unread: number; readonly wishes: number; readonly due: number; readonly done: number }

async function restOf({ db, mailboxId }: DrillHouse, posted: readonly PostedMail[]): Promise<Rest> {
  const { rows } = await db.query({
    name: 'drill.rest',
    text: `select (select count(*) from unnest($2::bigint[]) as posted(uid) where not exists (select from inbound_mails i where i.mailbox_id = $1 and i.uid = posted.uid)) as unread,
      (select count(*) from outbox where done_at is null and cancelled_at is null and failed_at is null) as wishes,
      (select count(*) from cases where wake_at <= now()) as due,
      (select count(*) from events) + (select count(*) from inbound_mails) + (select count(*) from outbox where done_at is not null) as done`,
    values: [mailboxId, posted.slice(-200).map(({ uid }) => uid)],
  })
  return { unread: Number(rows[0]?.['unread']), wishes: Number(rows[0]?.['wishes']), due: Number(rows[0]?.['due']), done: Number(rows[0]?.['done']) }
}

/** Time passes for what is to be tried again later, and, where nothing moves, for what somebody took and forgot. */
async function hurry({ db }: DrillHouse, still: boolean): Promise<void> {
  const held = still ? '' : 'and lease_until is null'
  await db.query({ text: `update outbox set due_at = now(), lease_until = null where done_at is null and cancelled_at is null and failed_at is null and (due_at > now() or lease_until is not null) ${held}`, values: [] })
}

const LAST_WORDS = 1_500

/** Who lives, and what they said last: who died on its own is the first to be asked. */
export const statusOf = ({ processes: { web, workers } }: DrillHouse): string =>
  [web, ...workers].map((it, place) => `${place === 0 ? 'web' : 'worker'} ${it.alive() ? 'runs' : 'is dead'}: ${it.said().slice(-LAST_WORDS)}`).join('\n')

async function namesOf({ db }: DrillHouse): Promise<string> {
  const { rows } = await db.query({ text: 'select kind, attempts, last_error, lease_until from outbox where done_at is null and cancelled_at is null and failed_at is null limit 5', values: [] })
  return JSON.stringify(rows)
}
