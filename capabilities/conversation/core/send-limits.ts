import { MINUTE, type Millis } from '#kernel/instant.ts'

/** At most `most` automatic messages to one recipient of one case within `within`. */
export type SendLimit = { readonly most: number; readonly within: Millis }

/** Two machines that answer each other are stopped here, however they do it. */
export const SEND_LIMITS: readonly SendLimit[] = [
  { most: 10, within: (10 * MINUTE) as Millis },
  { most: 15, within: (30 * MINUTE) as Millis },
  { most: 25, within: (60 * MINUTE) as Millis },
  { most: 50, within: (180 * MINUTE) as Millis },
  { most: 100, within: (600 * MINUTE) as Millis },
]

/** The limit that one more message would break, given how many were sent within each limit's time; null when it may go. */
export const brokenLimit = (sentWithin: (within: Millis) => number): SendLimit | null => SEND_LIMITS.find(({ most, within }) => sentWithin(within) >= most) ?? null
