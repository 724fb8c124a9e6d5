import type { Instant, Millis } from '#kernel/instant.ts'

/** How many attempts are allowed within a window. */
export type ThrottleLimit = { readonly attemptsMax: number; readonly window: Millis }

/** Passwords and codes tried for one account. */
export const ACCOUNT_LIMIT: ThrottleLimit = { attemptsMax: 10, window: (15 * 60_000) as Millis }
/** Passwords and codes tried from one address, over all accounts; an office behind one address signs in within it. */
export const ADDRESS_LIMIT: ThrottleLimit = { attemptsMax: 60, window: (15 * 60_000) as Millis }

/** A code of the authenticator is good once: seen over a shoulder it is worth nothing. It is valid for at most a minute and a half. */
export const CODE_LIMIT: ThrottleLimit = { attemptsMax: 1, window: (2 * 60_000) as Millis }

/** The attempts counted in the window that began at `windowStart`, the present one included. */
export type ThrottleCount = { readonly windowStart: Instant; readonly count: number }

/** Seconds until trying again makes sense; 0 while within the limit. */
export function secondsToWait(counted: ThrottleCount, limit: ThrottleLimit, now: Instant): number {
  if (counted.count <= limit.attemptsMax) return 0
  return Math.max(1, Math.ceil((counted.windowStart + limit.window - now) / 1_000))
}
