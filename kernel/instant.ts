/** UTC milliseconds since 1970: the only way to say "when" in a core. */
export type Instant = number & { readonly instant: unique symbol }
/** A length of time in milliseconds. */
export type Millis = number & { readonly millis: unique symbol }

export const instant = (ms: number): Instant => ms as Instant
export const millis = (ms: number): Millis => ms as Millis

export const SECOND = 1_000 as Millis
export const MINUTE = 60_000 as Millis
export const HOUR = 3_600_000 as Millis
export const DAY = 86_400_000 as Millis

/** The instant `amount` after `at` (before it, when negative). */
export const later = (at: Instant, amount: number): Instant => (at + amount) as Instant
/** Parses RFC 3339; refuses (null) what is not an instant. Example: `parseInstant('2026-11-22T09:00:00+08:00')`. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/.test(text)) return null
  // Date.parse reads 30 February as 2 March; a date that does not exist is no instant.
  if (Number(text.slice(8, 10)) > new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()) return null
  const ms = Date.parse(text)
  return Number.isFinite(ms) ? (ms as Instant) : null
}
/** RFC 3339 in UTC with milliseconds, as the API shows it: `2026-11-22T01:00:00.000Z`. */
export const formatInstant = (at: Instant): string => new Date(at).toISOString()

/** The same as text, where there may be none: a column, a field of an answer. */
export const instantText = (at: Instant | null): string | null => (at === null ? null : formatInstant(at))
