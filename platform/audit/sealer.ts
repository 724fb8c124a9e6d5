import type { Instant } from '#kernel/instant.ts'
import type { Db } from '#platform/db/database.ts'
import type { Log } from '#platform/log/log.ts'
import { sealCommitted } from './seal-chain.ts'

const EVERY_MS = 500

/** Seals committed events twice a second until stopped; the last round is done on stopping. */
export function startSealer({ db, now, log }: { readonly db: Db; readonly now: () => Instant; readonly log: Log }): { stop(): Promise<void> } {
  const seal = (): Promise<unknown> => sealCommitted(db, now()).catch((error: unknown) => log.warn({ err: error }, 'events not sealed yet'))
  let round: Promise<unknown> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    round = seal().finally(() => (busy = false))
  }, EVERY_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await round
      await seal()
    },
  }
}
