import { forgetExpired } from '#capabilities/access/server/forget-expired.ts'
import { giveUpUploads } from '#capabilities/conversation/server/upload-store.ts'
import { later } from '#kernel/instant.ts'
import { removeArchived } from '#platform/files/remove-archived.ts'
import { forgetExpiredKeys } from '#platform/http/idempotency-store.ts'
import type { Part } from './part.ts'

const EVERY_MS = 3_600_000
const ORPHAN_AGE_MS = 86_400_000

/** Once an hour: forgets Idempotency-Keys older than a day, sessions and attempts that ran out, uploads that no message took within a day, and clears away files that were given up or that no transaction took. */
export const housekeeping: Part = {
  name: 'housekeeping',
  role: 'worker',
  open: async ({ db, files, now, log }) => {
    const clean = async (): Promise<void> => {
      await db.write([forgetExpiredKeys(now()), ...forgetExpired(now()), giveUpUploads(later(now(), -ORPHAN_AGE_MS), now())])
      await removeArchived(db, files, now())
      await files.removeOrphans(db, later(now(), -ORPHAN_AGE_MS))
    }
    let round: Promise<void> = Promise.resolve()
    const timer = setInterval(() => {
      round = clean().catch((error: unknown) => log.warn({ err: error }, 'housekeeping waits'))
    }, EVERY_MS)
    return {
      stop: () => {
        clearInterval(timer)
        return round
      },
    }
  },
}
