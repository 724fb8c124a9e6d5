import { MINUTE, type Instant, type Millis } from '#kernel/instant.ts'

/** At most `most` automatic messages within `within`. */
export type SendLimit = { readonly most: number; readonly within: Millis }
/** An automatic message that went out: when, and to whom (addresses as they are compared). */
export type SentMail = { readonly at: Instant; readonly to: readonly string[] }

const limit = (most: number, minutes: number): SendLimit => ({ most, within: (minutes * MINUTE) as Millis })

/** For one recipient of one case: two machines that answer each other are stopped here, however they do it. */
export const RECIPIENT_LIMITS: readonly SendLimit[] = [limit(10, 10), limit(15, 30), limit(25, 60), limit(50, 180), limit(100, 600)]

const RECIPIENTS_AT_FULL_RATE = 3
/** For one case, whoever is written to: many recipients make no storm. */
export const CASE_LIMITS: readonly SendLimit[] = RECIPIENT_LIMITS.map(({ most, within }) => ({ most: most * RECIPIENTS_AT_FULL_RATE, within }))

/** How far back is counted. */
export const COUNTED_MS = Math.max(...RECIPIENT_LIMITS.map(({ within }) => within)) as Millis

/** The limit that one more message to these would break, given what the case has sent; null when it may go. */
export function brokenLimit(sent: readonly SentMail[], to: readonly string[], now: Instant): 'mail.loop_limit' | 'mail.case_limit' | null {
  if (to.some((address) => isReached(RECIPIENT_LIMITS, sent.filter((mail) => mail.to.includes(address)), now))) return 'mail.loop_limit'
  return isReached(CASE_LIMITS, sent, now) ? 'mail.case_limit' : null
}

const isReached = (limits: readonly SendLimit[], sent: readonly SentMail[], now: Instant): boolean =>
  limits.some(({ most, within }) => sent.filter(({ at }) => at > now - within).length >= most)
