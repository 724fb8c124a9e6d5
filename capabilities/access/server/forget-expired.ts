import { formatInstant, HOUR, later } from '#kernel/instant.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'

/** Forgets what ran out: sessions, the sign-in library's own notes, attempts whose window is long over, customers one could open a case for. */
export const forgetExpired = (now: Instant): readonly Statement[] => [
  { name: 'access.session.forget', text: 'delete from auth.sessions where expires_at <= $1', values: [formatInstant(now)] },
  { name: 'access.verification.forget', text: 'delete from auth.verifications where expires_at <= $1', values: [formatInstant(now)] },
  { name: 'access.opening.forget', text: 'delete from customer_openings where until_at <= $1', values: [formatInstant(now)] },
  { name: 'access.throttle.forget_old', text: 'delete from throttle where window_start <= $1', values: [formatInstant(later(now, -HOUR))] },
]
