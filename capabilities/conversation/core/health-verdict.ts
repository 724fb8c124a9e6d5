import type { HealthDetails } from '../health-contract.ts'

/** How something is: fine, to be watched, in trouble, or switched off on purpose. */
export type Verdict = 'good' | 'watch' | 'bad' | 'off'

const MINUTE_MS = 60_000
/** A process beats every ten seconds. */
const BEAT_LATE_MS = 45_000
/** A mailbox is read about once a minute, or told at once. */
const MAILBOX_LATE_MS = 15 * MINUTE_MS
/** Sealing and the search index follow within a second; a long transaction may hold them up. */
const LAG_WATCH_MS = 15_000
const LAG_BAD_MS = 5 * MINUTE_MS

/** Milliseconds between two instants as the API writes them. */
const between = (from: string, to: string): number => Date.parse(to) - Date.parse(from)

/** How far behind something is that follows the events; `oldest` is the first it does not cover. */
export const lagOf = (at: string, oldest: string | null): number => (oldest === null ? 0 : Math.max(0, between(oldest, at)))
export const lagVerdict = (lagMs: number): Verdict => (lagMs >= LAG_BAD_MS ? 'bad' : lagMs >= LAG_WATCH_MS ? 'watch' : 'good')

/** Given up is trouble, late is trouble: the workers stand still. */
export const outboxVerdict = ({ late, failed }: HealthDetails['outbox']): Verdict => (late > 0 ? 'bad' : failed > 0 ? 'watch' : 'good')

export function mailboxVerdict(at: string, { active, lastError, lastCheckedAt }: HealthDetails['mailboxes'][number]): Verdict {
  if (!active) return 'off'
  if (lastError !== null) return 'bad'
  return lastCheckedAt === null || between(lastCheckedAt, at) > MAILBOX_LATE_MS ? 'watch' : 'good'
}

/** A process that has stopped says nothing any more; whether it was meant to, nobody knows. */
export const processVerdict = (at: string, beatAt: string): Verdict => (between(beatAt, at) > BEAT_LATE_MS ? 'watch' : 'good')
